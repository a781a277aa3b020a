import type { AppPermissions } from "../api.ts";
import type { Owner, Repository } from "./records.ts";

/** The App on an account. */
export interface Installation {
  readonly id: number;
  readonly account: Owner;
  readonly createdAt: string;
  selection: "all" | Set<Repository>;
  permissions: AppPermissions;
  readonly events: readonly string[];
  suspended: boolean;
  updatedAt: string;
}
