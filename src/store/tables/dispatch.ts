import { z } from "zod";
import type { Effect } from "../../core/effect.ts";
import type { InstallationId } from "../../core/ids.ts";
import type { Instant } from "../../core/time/time.ts";
import { count, instant, moment, run, select, type Queryable } from "../query.ts";

const dispatchRow = z.object({ at: instant, contents: count, reminders: count });
export type Dispatch = z.infer<typeof dispatchRow>;

/** One document on its way to GitHub. */
export function noteDispatch(
  db: Queryable,
  installation: InstallationId,
  { effects, at }: { readonly effects: readonly Effect[]; readonly at: Instant },
): Promise<void> {
  return run(db, "insert into dispatch (installation, at, contents, reminders) values ($1, $2, $3, $4)", [
    installation,
    moment(at),
    effects.filter(isContent).length,
    effects.filter(isReminder).length,
  ]);
}

/** Newest first. */
export function dispatchesSince(
  db: Queryable,
  installation: InstallationId,
  since: Instant,
): Promise<readonly Dispatch[]> {
  return select(db, {
    sql: "select at, contents, reminders from dispatch where installation = $1 and at >= $2 order by at desc, id desc",
    values: [installation, moment(since)],
    row: dispatchRow,
  });
}

/** What GitHub counts against its limit on content. */
function isContent({ kind }: Effect): boolean {
  return kind === "comment" || kind === "open-issue";
}

/** Reminders and sync notes share a limit of ours, so that refusals always find room. */
function isReminder(effect: Effect): boolean {
  return effect.kind === "open-issue" || (effect.kind === "comment" && effect.content === "reminder");
}
