import type { LinkedIssue } from "../partner/partner.ts";
import { withoutSyncNotes } from "../rules/evidence-of.ts";
import type { Situation } from "../situation.ts";
import type { GivenNumber } from "../sync/record.ts";
import { addSpan } from "../time/calendar.ts";
import type { Instant, Span } from "../time/time.ts";
import { dayOf, startOfDay } from "../time/zone.ts";

/** One of the programme's success metrics for one partner, against the target of the playbook's text. */
export interface Measure {
  readonly key: "runs" | "nps" | "p1" | "p2";
  /** In words, with the target: `8 runs a week (target >10)`. */
  readonly words: string;
  /** Null: not known, which is not good. */
  readonly met: boolean | null;
  /** When the clock alone would change the answer; null: never. */
  readonly until: Instant | null;
}

/** More than this many runs a week, by environment. */
const RUNS: Readonly<Record<string, number>> = { Staging: 10, Production: 50 };
/** More than this, of 10. */
const NPS = 8;
/** Mean time from feedback to fix: less than this many weeks. */
export const FIXES = [
  { key: "p1", weeks: 2 },
  { key: "p2", weeks: 6 },
] as const;
/** A number that somebody typed is believed for so long. */
const KNOWN: Readonly<Record<GivenNumber, Span>> = {
  runsPerWeek: { months: 0, weeks: 3, days: 0 },
  nps: { months: 3, weeks: 0, days: 0 },
};
const WEEK = 7 * 24 * 60 * 60_000;

/** Every metric, whether or not its number is known. */
export function measuresOf(situation: Situation): readonly Measure[] {
  return [runs(situation), nps(situation), ...FIXES.map((fix) => timeToFix(situation, fix))];
}

function runs(situation: Situation): Measure {
  const known = numberOf(situation, "runsPerWeek");
  const environment = situation.partner.card?.fields["environment"];
  const target = environment?.kind === "option" ? RUNS[environment.name] : undefined;
  const aim = target === undefined ? "" : ` (target >${String(target)})`;
  const words = known.number === null ? "runs a week not known" : `${String(known.number)} runs a week${aim}`;
  const met = known.number === null || target === undefined ? null : known.number > target;
  return { key: "runs", words, met, until: known.until };
}

function nps(situation: Situation): Measure {
  const known = numberOf(situation, "nps");
  const words =
    known.number === null ? "NPS not known" : `NPS ${String(known.number)} (target >${String(NPS)})`;
  return { key: "nps", words, met: known.number === null ? null : known.number > NPS, until: known.until };
}

interface Known {
  readonly number: number | null;
  readonly until: Instant | null;
}

/** A number on the card, unless it is too old to be believed. One that was given again is as new as that. */
function numberOf(situation: Situation, field: GivenNumber): Known {
  const { partner, playbook, now, history } = situation;
  const value = partner.card?.fields[field];
  if (value?.kind !== "number") return { number: null, until: null };
  const given = history.syncs.given[field];
  const again = given?.number === value.number && given.at > value.updatedAt;
  const day = dayOf(again ? given.at : value.updatedAt, playbook.timeZone);
  const until = startOfDay(addSpan(day, KNOWN[field]), playbook.timeZone);
  return now < until ? { number: value.number, until } : { number: null, until: null };
}

/** The mean over what was fixed; missed as well by an open one that is older than the target. */
function timeToFix(situation: Situation, { key, weeks }: (typeof FIXES)[number]): Measure {
  const linked = feedbackOf(situation, key);
  const fixed = linked.flatMap(({ issue: { state, closedAs, closedAt }, since }) =>
    state === "closed" && closedAs === "completed" && closedAt !== null ? closedAt - since : [],
  );
  const promises = linked.flatMap(({ issue, since }) => (issue.state === "open" ? since + weeks * WEEK : []));
  const late = promises.filter((at) => at <= situation.now).length;
  const mean = fixed.length === 0 ? null : fixed.reduce((a, b) => a + b, 0) / fixed.length;
  const label = situation.playbook.labels[key] ?? key;
  const ahead = promises.filter((at) => at > situation.now);
  return {
    key,
    words: fixWords({ label, weeks, late, mean }),
    met: late > 0 ? false : mean === null ? null : mean < weeks * WEEK,
    until: ahead.length === 0 ? null : (Math.min(...ahead) as Instant),
  };
}

function fixWords(fix: {
  readonly label: string;
  readonly weeks: number;
  readonly late: number;
  readonly mean: number | null;
}): string {
  const { label, weeks, late, mean } = fix;
  if (late > 0) return `${String(late)} open ${label} for more than ${String(weeks)} weeks`;
  if (mean === null) return `no ${label} fixed yet`;
  return `${label} fixed in ${(mean / WEEK).toFixed(1)} weeks on average (target <${String(weeks)})`;
}

/** One piece of feedback with a promised time. */
export interface Fix {
  readonly key: "p1" | "p2";
  /** When the label was set. */
  readonly since: Instant;
  /** Closed as completed; null: open, or closed for another reason. */
  readonly fixedAt: Instant | null;
  readonly open: boolean;
}

/** All feedback with a promised time that is linked to the partner. */
export function fixesOf(situation: Situation): readonly Fix[] {
  return FIXES.flatMap(({ key }) =>
    feedbackOf(situation, key).map(({ issue: { state, closedAs, closedAt }, since }) => ({
      ...{ key, since, open: state === "open" },
      fixedAt: closedAs === "completed" ? closedAt : null,
    })),
  );
}

/** Linked issues that bear the label, with the moment at which it was set. */
function feedbackOf(
  situation: Situation,
  key: "p1" | "p2",
): readonly { readonly issue: LinkedIssue; readonly since: Instant }[] {
  const label = situation.playbook.labels[key]?.toLowerCase();
  return (withoutSyncNotes(situation).issue?.linked ?? []).flatMap((issue) => {
    const since = label === undefined ? undefined : issue.labelledAt?.[label];
    const bears = issue.labels.some((name) => name.toLowerCase() === label);
    return since === undefined || !bears ? [] : [{ issue, since }];
  });
}
