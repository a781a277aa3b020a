import type { LinkedIssue } from "../partner/partner.ts";
import { addSpanToInstant, daysBetween } from "../time/calendar.ts";
import { describeSpan } from "../time/span.ts";
import type { Instant } from "../time/time.ts";
import { dayOf } from "../time/zone.ts";
import type { CriterionOf } from "./criterion-of.ts";
import type { Evidence } from "./evidence.ts";
import { counted, type Verdict, verdict } from "./verdict.ts";

const MOST_NAMED = 10;

/** No linked issue with a label is open, the last was closed long enough ago, and none is hidden from us. */
export function examineQuiet({ label, span }: CriterionOf<"quiet">, evidence: Evidence): Verdict {
  const name = evidence.playbook.labels[label] ?? label;
  const title = `No ${name} open, and none closed within the last ${describeSpan(span)}`;
  const { issue } = evidence.partner;
  if (issue === null)
    return verdict("missing", { title, because: "The card has no issue to link others to" });

  const labelled = issue.linked.filter((linked) => bears(linked, name));
  const open = labelled.filter(({ state, closedAt }) => state === "open" || closedAt === null);
  const disturbed = [
    ...(open.length > 0
      ? [`${counted(open.length, "linked issue")} with ${name} open: ${numbers(open)}`]
      : []),
    ...(issue.hiddenLinked > 0 ? [hidden(issue.hiddenLinked)] : []),
  ];
  if (disturbed.length > 0) {
    return verdict("missing", {
      title,
      because: disturbed.join("; "),
      remedy: remedyFor(open.length, issue.hiddenLinked),
      metBy: "linked-issue",
    });
  }
  const last = latestClosing(labelled);
  if (last === null) {
    return verdict("met", { title, because: `No linked issue has the label ${name}`, metBy: "linked-issue" });
  }
  return sinceClosing(last, {
    title,
    end: addSpanToInstant(last, span, evidence.playbook.timeZone),
    evidence,
  });
}

interface Closing {
  readonly title: string;
  /** Quiet enough after this moment. */
  readonly end: Instant;
  readonly evidence: Evidence;
}

function sinceClosing(last: Instant, { title, end, evidence }: Closing): Verdict {
  const { now, today, playbook } = evidence;
  const day = dayOf(last, playbook.timeZone);
  const closed = `The last was closed on ${day}, ${counted(daysBetween(day, today), "day")} ago`;
  if (end < now) return verdict("met", { title, because: closed, metBy: "time" });
  const wakeAt = (end + 1) as Instant;
  const enough = dayOf(wakeAt, playbook.timeZone);
  return verdict("missing", {
    title,
    because: `${closed}; enough on ${enough}`,
    remedy: `Wait until ${enough}: ${counted(daysBetween(today, enough), "day")} left`,
    metBy: "time",
    wakeAt,
  });
}

function bears({ labels }: LinkedIssue, name: string): boolean {
  return labels.some((label) => label.toLowerCase() === name.toLowerCase());
}

function latestClosing(issues: readonly LinkedIssue[]): Instant | null {
  const closings = issues.flatMap(({ closedAt }) => (closedAt === null ? [] : [closedAt]));
  return closings.reduce<Instant | null>((last, at) => (last === null || at > last ? at : last), null);
}

function numbers(issues: readonly LinkedIssue[]): string {
  const named = issues.slice(0, MOST_NAMED).map(({ number }) => `#${number}`);
  return issues.length > MOST_NAMED ? `${named.join(", ")} and more` : named.join(", ");
}

function hidden(count: number): string {
  return count === 1
    ? "1 linked issue is hidden from Stagekeeper"
    : `${count} linked issues are hidden from Stagekeeper`;
}

function remedyFor(open: number, hiddenIssues: number): string {
  return [
    ...(open > 0
      ? ["Close the open ones when they are solved, or take the label off where it is wrong"]
      : []),
    ...(hiddenIssues > 0
      ? ["Give Stagekeeper access to the repository of the hidden ones, or remove the link"]
      : []),
  ].join(". ");
}
