import type { AppPermissions, World } from "../github/api.ts";
import type { PersonRole } from "../sandbox.ts";

/** What setting a scene needs. */
export interface SeedParts {
  readonly world: World;
  /** What the App's manifest asks for. */
  readonly permissions: AppPermissions;
  readonly events: readonly string[];
  /** Puts GitHub's time so many days back while the scene is being set. */
  readonly travel: (daysAgo: number) => void;
  /** The calendar day so many days ago, `YYYY-MM-DD` in UTC. */
  readonly day: (daysAgo: number) => string;
}

/** What stands at the start. */
export interface Seeded {
  readonly org: string;
  /** `owner/name`. */
  readonly repo: string;
  readonly project: number | null;
  readonly projectId: string | null;
  readonly people: Readonly<Record<PersonRole, string>>;
}

export const org = "northwind-labs";
export const people: Seeded["people"] = {
  maintainer: "mara-lindqvist",
  member: "tomas-brandt",
  contact: "jane-acme",
  outsider: "otto-walker",
};
/** Another bot that some teams run beside Stagekeeper. It may write in the partner repository. */
export const otherBot = "triage-helper[bot]";
