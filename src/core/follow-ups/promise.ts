import type { LinkedIssue } from "../partner/partner.ts";
import { withoutSyncNotes } from "../rules/evidence-of.ts";
import type { Situation } from "../situation.ts";
import { formatInstant } from "../time/instant.ts";
import type { Instant } from "../time/time.ts";
import { dayOf } from "../time/zone.ts";
import { ourPromise } from "../words/due.ts";
import { dueAfter, threeQuarters } from "./clock.ts";
import type { Cadence, Touch } from "./touch.ts";

/** What we promised to deal with: an open issue with a label is told of once, to owner and lead, at 75 % of its time. */
export const promise: Cadence = ({ situation }) =>
  (["p1", "p2"] as const).flatMap((key) =>
    openWith(situation, key).flatMap((one) => told(situation, key, one)),
  );

interface Feedback {
  readonly issue: LinkedIssue;
  readonly label: string;
  /** When the label was set. */
  readonly since: Instant;
}

function openWith(situation: Situation, key: "p1" | "p2"): readonly Feedback[] {
  const label = situation.playbook.labels[key];
  if (label === undefined) return [];
  const open = (withoutSyncNotes(situation).issue?.linked ?? []).filter(({ state }) => state === "open");
  return open.flatMap((issue) => {
    const since = issue.labelledAt?.[label.toLowerCase()];
    const bears = issue.labels.some((name) => name.toLowerCase() === label.toLowerCase());
    return bears && since !== undefined ? [{ issue, label, since }] : [];
  });
}

function told(situation: Situation, key: "p1" | "p2", { issue, label, since }: Feedback): readonly Touch[] {
  const span = situation.playbook.cadences.promise[key];
  if (span === null) return [];
  const day = dayOf(startOf(situation, since), situation.playbook.timeZone);
  const dueAt = dueAfter(situation, day, threeQuarters(day, span));
  const anchor = `${issue.id}/${formatInstant(since)}`;
  const words = ourPromise(issue, label, span);
  return dueAt === null ? [] : [{ cadence: "promise", step: key, anchor, dueAt, toLead: true, ...words }];
}

/** On a board that stood before Stagekeeper, clocks begin with its adoption. */
function startOf({ history }: Situation, since: Instant): Instant {
  const [first] = history.visits;
  return first?.adopted === true && first.enteredAt > since ? first.enteredAt : since;
}
