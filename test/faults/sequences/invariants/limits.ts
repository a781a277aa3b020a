import type { Found } from "../../tally.ts";
import type { Passed } from "../stage/tape.ts";
import { MINUTE, ours, type Check, type Evidence } from "./evidence.ts";
import { found, sum } from "./found.ts";

const SPACING = 1_000;
/** GitHub turned it away before it looked at what it was: the token was not accepted. */
const isTaken = ({ status }: Passed): boolean => status !== 401;
const isContent = (effect: string): boolean => /^\{"(subjectId|repositoryId)":/.test(effect);

/** I12: writes a second apart, so much content and no more, nothing before a deadline, no half of a move back. */
export const limits: Check = (evidence) => {
  const mine = evidence.passed.filter(({ installation, kind }) => installation !== null && kind !== "rest");
  const writes = writesIn(mine);
  const deadlines = evidence.fired.flatMap(({ name, at }) => {
    const wait = deadline[name];
    return wait === undefined ? [] : [{ at, until: at + wait }];
  });
  return sum(
    spaced(writes),
    found(
      deadlines,
      ({ at, until }) => mine.some((request) => request.at > at && request.at < until),
      ({ at }) => `asked before the deadline of ${new Date(at).toISOString()}`,
    ),
    contentWithin(writes, MINUTE, 80),
    contentWithin(writes, 60 * MINUTE, 500),
    explained(evidence),
  );
};

/** How long the orders of these faults tell the App to wait, in ms. */
const deadline: Readonly<Record<string, number>> = {
  ...{ "secondary limit": 75_000, "rate limit": 298_000, "secondary limit without retry-after": 59_000 },
};

/** What GitHub took for a write, in order. */
export function writesIn(passed: readonly Passed[]): readonly Passed[] {
  return passed.filter((one) => one.kind === "mutation" && isTaken(one));
}

/** Writes of one installation, a second apart. */
export function spaced(writes: readonly Passed[]): Found {
  return found(
    writes.slice(1).map((write, index) => ({ write, before: writes[index] })),
    ({ write, before }) => write.at - (before?.at ?? 0) < SPACING,
    ({ write }) => `writes closer than 1 s: ${new Date(write.at).toISOString()}`,
  );
}

/** At most so many comments and issues in any such span. */
export function contentWithin(writes: readonly Passed[], span: number, most: number): Found {
  const contents = writes.map(({ at, effects }) => ({ at, count: effects.filter(isContent).length }));
  return found(
    contents.filter(({ count }) => count > 0),
    ({ at }) =>
      contents.reduce((total, one) => total + (one.at > at - span && one.at <= at ? one.count : 0), 0) > most,
    ({ at }) =>
      `more than ${String(most)} contents in ${String(span / MINUTE)} min at ${new Date(at).toISOString()}`,
  );
}

/** Every card that was moved back has a comment that says why; one comment may speak for several tries. */
function explained({ journal, threads, issues, gone }: Evidence): Found {
  const undone = journal.filter(({ issue, entry }) => {
    const partner = issues.indexOf(issue ?? "");
    return entry.kind === "refused" && entry.undone && !gone.has(partner);
  });
  return found(
    undone,
    ({ issue }) => !ours(threads[issues.indexOf(issue ?? "")] ?? []).some(({ kind }) => kind === "refusal"),
    ({ entry }) => `moved back without an explanation: ${JSON.stringify(entry)}`,
  );
}
