import { Duration } from "luxon";
import type { FaultBook, FaultSubject } from "../faults/fault-book.ts";
import { readFaults, type FaultOrder, type ReadFaultKind } from "../faults/fault.ts";
import { noLag, type Lag, type World } from "../github/api.ts";

const about = {
  "stale-read": { of: "state", usual: "PT10S" },
  "unlisted-items": { of: "items", usual: "PT3S" },
  "late-timeline": { of: "events", usual: "PT10S" },
} as const satisfies Record<ReadFaultKind, { readonly of: keyof Lag; readonly usual: string }>;

/** How far behind a read is answered: what the faults in force make of it. */
export function lagOf(
  subject: FaultSubject,
  { faults, world }: { readonly faults: FaultBook; readonly world: Pick<World, "differs"> },
): Lag {
  if (subject.request !== "query" && subject.request !== "read") return noLag;
  return readFaults.reduce((lag, kind) => {
    const lagging = (order: FaultOrder): Lag => ({ ...noLag, [about[kind].of]: span(kind, order) });
    const order = faults.strike({ ...subject, concerns: (each) => world.differs(lagging(each)) }, [kind]);
    return order === null ? lag : { ...lag, [about[kind].of]: span(kind, order) };
  }, noLag);
}

/** How long the world must remember what it was, in virtual ms, while stale reads are ordered. */
export function longestLag(faults: FaultBook): number {
  return Math.max(0, ...faults.inForce("stale-read").map((order) => span("stale-read", order)));
}

function span(kind: ReadFaultKind, { by }: FaultOrder): number {
  return Duration.fromISO(by ?? about[kind].usual).toMillis();
}
