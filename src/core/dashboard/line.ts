import { cadences } from "../follow-ups/cadences.ts";
import type { History, Visit } from "../history/history.ts";
import type { Login, StageId } from "../ids.ts";
import { diagnose } from "../metrics/health.ts";
import { fixesOf, type Fix } from "../metrics/measures.ts";
import { ownerOf } from "../partner/people.ts";
import { ticksOf } from "../rules/evidence-of.ts";
import type { Situation } from "../situation.ts";
import { nextSync, seriesOf } from "../sync/series.ts";
import { shorten } from "../text/plain.ts";
import type { Day, Instant } from "../time/time.ts";
import { dayOf } from "../time/zone.ts";

/**
 * What the dashboard knows of one partner, as of the last look at it. Plain JSON, and nothing in it changes with the
 * clock alone: what is due by now is found when the dashboard is written.
 */
export interface DashboardLine {
  readonly kind: "partner" | "candidate" | "draft";
  readonly number: number | null;
  /** The organisation, else the title. Other people's text. */
  readonly name: string;
  readonly owner: Login | null;
  readonly stage: StageId | null;
  readonly visits: readonly Visit[];
  readonly hold: { readonly until: Instant | null } | null;
  readonly exit: { readonly at: Instant; readonly why: string } | null;
  /** What the card says, and what speaks against it. */
  readonly health: { readonly value: string; readonly because: readonly string[] } | null;
  readonly nextAction: string | null;
  readonly dueDate: Day | null;
  readonly nextSync: Day | null;
  readonly waiting: Waiting | null;
  readonly touches: readonly DueTouch[];
  /** Contacts whom the last sync note did not reach. */
  readonly unreached: readonly Login[];
  /** Mode observe: what would have been moved back, or opened again. */
  readonly observed: History["observed"];
  /** Where the partner came from, as the card says it. */
  readonly source: string | null;
  /** What the card says about naming the partner to others. */
  readonly reference: string | null;
  /** Feedback with a promised time, fixed or open. */
  readonly fixes: readonly Fix[];
}

/** A move that was undone and is remembered. */
export interface Waiting {
  readonly target: StageId | null;
  readonly missing: number;
  readonly forPlace: boolean;
  /** Stagekeeper leaves the card alone until a person moves it. */
  readonly leftAlone: boolean;
}

export interface DueTouch {
  readonly cadence: string;
  /** Markdown of ours. */
  readonly title: string;
  readonly dueAt: Instant;
}

const LONGEST_NAME = 120;
const LONGEST_ACTION = 200;
const MOST_OBSERVED = 5;

/** The partner as the dashboard shows it; null: it is on no record at all. */
export function lineOf(situation: Situation): DashboardLine | null {
  const { partner, history } = situation;
  if (!history.onRecord && !history.candidate) return null;
  return {
    kind: kindOf(situation),
    number: partner.issue?.number ?? null,
    name: nameOf(situation),
    owner: ownerOf(partner),
    stage: history.stage,
    visits: history.visits,
    hold: history.hold && { until: history.hold.until },
    exit: history.exit && { at: history.exit.at, why: history.exit.why },
    health: healthOf(situation),
    nextAction: textOf(situation, "nextAction", LONGEST_ACTION),
    dueDate: dueDateOf(situation),
    nextSync: syncOf(situation),
    waiting: waitingOf(history),
    touches: touchesOf(situation),
    unreached: history.syncs.unreached.at(-1) ?? [],
    observed: history.observed.slice(-MOST_OBSERVED),
    source: optionOf(situation, "source"),
    reference: optionOf(situation, "referencePermission"),
    fixes: fixesOf(situation),
  };
}

/** Nothing is waited for any more. */
const OVER = { hold: null, waiting: null, touches: [], nextSync: null } as const;

/** The line of a partner that cannot be looked at any more. */
export function goneLine(line: DashboardLine, at: Instant): DashboardLine {
  return { ...line, ...OVER, exit: line.exit ?? { at, why: "removed" } };
}

/** The line of a partner whose names are forgotten: how it went, and nothing of who it was. */
export function namelessLine(line: DashboardLine): DashboardLine {
  const nobody = { number: null, name: "(forgotten)", owner: null, nextAction: null, unreached: [] };
  return { ...line, ...OVER, ...nobody, health: null, reference: null };
}

function kindOf({ partner, history }: Situation): DashboardLine["kind"] {
  if (!history.onRecord) return "candidate";
  return partner.issue === null ? "draft" : "partner";
}

function dueDateOf(situation: Situation): Day | null {
  const value = fieldsOf(situation)["dueDate"];
  return value?.kind === "date" ? value.day : null;
}

function fieldsOf({ partner }: Situation): NonNullable<Situation["partner"]["card"]>["fields"] {
  return partner.card?.fields ?? {};
}

function textOf(situation: Situation, field: string, most: number): string | null {
  const value = fieldsOf(situation)[field];
  return value?.kind === "text" && value.text.trim() !== "" ? shorten(value.text.trim(), most) : null;
}

function optionOf(situation: Situation, field: string): string | null {
  const value = fieldsOf(situation)[field];
  return value?.kind === "option" ? value.name : null;
}

function nameOf(situation: Situation): string {
  const { issue, card } = situation.partner;
  const title = issue?.title ?? card?.title ?? "";
  return textOf(situation, "organisation", LONGEST_NAME) ?? shorten(title, LONGEST_NAME);
}

function healthOf(situation: Situation): DashboardLine["health"] {
  const value = fieldsOf(situation)["health"];
  const found = diagnose(situation);
  if (value?.kind !== "option" && found === null) return null;
  return { value: value?.kind === "option" ? value.name : "", because: found?.because ?? [] };
}

function syncOf({ history, playbook, now }: Situation): Day | null {
  if (history.hold !== null || history.exit !== null) return null;
  if (history.syncs.note !== null) return history.syncs.note.on;
  const series = seriesOf(history, playbook);
  const meets = playbook.sync?.stages.some((stage) => stage === history.stage) === true;
  if (series === null || !meets) return null;
  return nextSync(history.syncs, series, dayOf(now, playbook.timeZone))?.on ?? null;
}

function waitingOf({ refusal, stoodDown }: History): Waiting | null {
  if (stoodDown !== null) return { target: null, missing: 0, forPlace: false, leftAlone: true };
  if (refusal?.target == null) return null;
  const { target, missing, waits } = refusal;
  return { target, missing: missing.length, forPlace: waits, leftAlone: false };
}

function touchesOf(situation: Situation): readonly DueTouch[] {
  const { history, playbook, now } = situation;
  if (!history.onRecord || history.stage === null || history.hold !== null) return [];
  const today = dayOf(now, playbook.timeZone);
  const all = cadences({ situation, ticks: ticksOf(situation), stage: history.stage, today });
  return all.map(({ cadence, title, dueAt }) => ({ cadence, title, dueAt }));
}
