import { recall } from "../../core/history/recall.ts";
import type { Entry } from "../../core/history/entry.ts";
import type { Finding } from "../../core/gate/finding.ts";
import { decideGate } from "../../core/gate/decide-gate.ts";
import type { InstallationId, Login, PartnerId, StageId } from "../../core/ids.ts";
import type { Partner, Rights } from "../../core/partner/partner.ts";
import type { Board } from "../../core/playbook/board.ts";
import type { Playbook } from "../../core/playbook/playbook.ts";
import { nextStage, optionalStage, stageOfOption } from "../../core/playbook/stages.ts";
import { cadences } from "../../core/follow-ups/cadences.ts";
import { evidenceOf, ticksOf } from "../../core/rules/evidence-of.ts";
import { nextSync, opensAt, seriesOf } from "../../core/sync/series.ts";
import { dayOf } from "../../core/time/zone.ts";
import type { OtherPartner, Situation } from "../../core/situation.ts";
import { readMarkers } from "../../core/text/marker.ts";
import type { Day, Instant } from "../../core/time/time.ts";
import { standingOf } from "../../keeper/standing.ts";

/** One partner of a board as it stands, and what its next stage asks for. */
export interface SurveyLine {
  readonly number: number | null;
  readonly title: string;
  readonly stage: string | null;
  /** What the stage it stands in asks for and it lacks: a move there today would be undone. An adoption lets it be. */
  readonly unearned: readonly Finding[];
  readonly next: string | null;
  readonly findings: readonly Finding[];
  /** What would be due within a fortnight if Stagekeeper started now, soonest first. */
  readonly ahead: readonly Ahead[];
}

/** A reminder that would be posted, or a sync note that would be opened. */
export interface Ahead {
  readonly kind: "reminder" | "sync-note";
  readonly on: Day;
  /** Markdown of ours. */
  readonly what: string;
}

const FORTNIGHT_MS = 14 * 24 * 60 * 60_000;

/** What a survey judges: a board as it was read, without any record of ours. */
export interface Survey {
  readonly playbook: Playbook;
  readonly board: Board;
  readonly partners: readonly Partner[];
  readonly now: Instant;
  readonly app: Login;
}

/** Takes every partner as it stands, as an adoption would, and says what it lacks for the stage after. */
export function surveyLines(survey: Survey): readonly SurveyLine[] {
  const situations = survey.partners.map((partner, index) => situationOf(survey, partner, index));
  const standings = situations.map(({ id, partner, history }): OtherPartner => ({
    id,
    ...standingOf(partner, history),
  }));
  return situations.map((situation) =>
    lineOf({ ...situation, programme: { others: standings.filter(({ id }) => id !== situation.id) } }),
  );
}

function situationOf({ playbook, board, now, app }: Survey, partner: Partner, index: number): Situation {
  return {
    id: String(index + 1) as PartnerId,
    partner,
    history: recall(entriesOf(partner, { board, now })),
    programme: { others: [] },
    playbook,
    board,
    audience: "team",
    noteRepository: null,
    adopting: true,
    hints: [],
    now,
    self: app,
    installation: "" as InstallationId,
  };
}

/** Adopted where it stands; the App's own checklist comments are known by their markers. */
function entriesOf(
  { card, issue }: Partner,
  { board, now }: Pick<Survey, "board" | "now">,
): readonly Entry[] {
  const stage: StageId | null = stageOfOption(board, card?.status?.option ?? null);
  const posted = (issue?.comments ?? []).flatMap(({ id, ours, body }): readonly Entry[] =>
    ours ? readMarkers(body).map(({ key }) => ({ at: now, kind: "posted", key, id })) : [],
  );
  return [{ at: now, kind: "adopted", stage }, ...posted];
}

function lineOf(situation: Situation): SurveyLine {
  const { partner, history, playbook } = situation;
  const { stage } = history;
  const next = stage === null ? null : nextStage(playbook, stage);
  const stands = stage === null ? [] : findingsFor(situation, null, stage);
  return {
    ...nameOf(partner),
    stage: optionalStage(playbook, stage)?.name ?? null,
    unearned: stands.filter(({ outcome }) => outcome === "missing"),
    next: next?.name ?? null,
    findings: next === null ? [] : findingsFor(situation, stage, next.id),
    ahead: [...remindersOf(situation), ...notesOf(situation)].sort((a, b) => (a.on < b.on ? -1 : 1)),
  };
}

function remindersOf(situation: Situation): readonly Ahead[] {
  const { history, playbook, now, partner } = situation;
  if (history.stage === null || partner.issue === null) return [];
  const today = dayOf(now, playbook.timeZone);
  const touches = cadences({ situation, ticks: ticksOf(situation), stage: history.stage, today });
  return touches
    .filter(({ dueAt, idle }) => idle !== true && dueAt <= now + FORTNIGHT_MS)
    .map(({ dueAt, title }) => ({
      kind: "reminder",
      on: dayOf(dueAt < now ? now : dueAt, playbook.timeZone),
      what: title,
    }));
}

function notesOf({ history, playbook, now }: Situation): readonly Ahead[] {
  const series = playbook.sync?.stages.some((stage) => stage === history.stage)
    ? seriesOf(history, playbook)
    : null;
  const next = series === null ? null : nextSync(history.syncs, series, dayOf(now, playbook.timeZone));
  if (next === null) return [];
  const opens = opensAt(next.on, playbook);
  if (opens > now + FORTNIGHT_MS) return [];
  return [{ kind: "sync-note", on: dayOf(opens, playbook.timeZone), what: `sync of ${next.on}` }];
}

function nameOf({ card, issue }: Partner): Pick<SurveyLine, "number" | "title"> {
  return { number: issue?.number ?? null, title: card?.title ?? "" };
}

function findingsFor(situation: Situation, from: StageId | null, target: StageId): readonly Finding[] {
  return decideGate(evidenceOf(situation, situation.now), from, target).findings;
}

/** Everybody whose rights a survey needs: who wrote the issue's text. */
export function authorsOf(partners: readonly Partner[]): readonly Login[] {
  const logins = partners.flatMap(({ issue }) => (issue?.author?.bot === false ? [issue.author.login] : []));
  return [...new Set(logins)];
}

/** The partners with these rights filled in. */
export function withRights(
  partners: readonly Partner[],
  rights: Readonly<Record<string, Rights>>,
): readonly Partner[] {
  return partners.map((partner) => ({ ...partner, rights }));
}
