import { z } from "zod";
import type { InstallationId, Login } from "../../core/ids.ts";
import type { Permission } from "../../core/partner/partner.ts";
import type { Instant } from "../../core/time/time.ts";
import { instant, moment, run, select, type Queryable } from "../query.ts";

/** Whose rights, and where. */
export interface Holder {
  readonly installation: InstallationId;
  readonly repository: string;
  readonly login: Login;
}

/** Rights as they were read. */
export interface ReadRights {
  readonly permission: Permission;
  readonly overrider: boolean;
  readonly readAt: Instant;
}

const rightsRow = z
  .object({
    permission: z.enum(["admin", "maintain", "write", "triage", "read", "none"]),
    overrider: z.boolean(),
    read_at: instant,
  })
  .transform(({ read_at, ...rest }): ReadRights => ({ ...rest, readAt: read_at }));

/** Null: never read. How old is too old, the caller knows. */
export async function rightsOf(db: Queryable, holder: Holder): Promise<ReadRights | null> {
  const [found] = await select(db, {
    sql: "select permission, overrider, read_at from rights where installation = $1 and repository = $2 and login = $3",
    values: keyOf(holder),
    row: rightsRow,
  });
  return found ?? null;
}

/** The newest reading replaces the one before. */
export function keepRights(db: Queryable, holder: Holder, rights: ReadRights): Promise<void> {
  return run(
    db,
    `insert into rights (installation, repository, login, permission, overrider, read_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (installation, repository, login) do update
     set permission = excluded.permission, overrider = excluded.overrider, read_at = excluded.read_at`,
    [...keyOf(holder), rights.permission, rights.overrider, moment(rights.readAt)],
  );
}

/** GitHub compares logins without case. */
function keyOf({ installation, repository, login }: Holder): string[] {
  return [installation, repository, login.toLowerCase()];
}
