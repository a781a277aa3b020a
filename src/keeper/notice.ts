import type { Effect, EffectAct } from "../core/effect.ts";
import type { IssueId } from "../core/ids.ts";
import { readMarkers } from "../core/text/marker.ts";
import type { Instant } from "../core/time/time.ts";
import { NOTICE_KIND, NOTICE_TITLE, noticeText, solvedText } from "../core/words/notice.ts";
import { AppError } from "./failure.ts";
import type { OwnIssue } from "./github.ts";
import { playbookOf } from "./in-force.ts";
import type { Turn } from "./keeper.ts";
import { withFields } from "./log.ts";
import { send } from "./send.ts";
import { IN_DOUBT_MS } from "./settle.ts";
import { awaitSlot } from "./slot.ts";
import type { Memory, Pipeline } from "./store.ts";
import { fingerprintOf, type Trouble } from "./trouble.ts";
import type { PartnerId } from "../core/ids.ts";

/**
 * Keeps the pipeline's one notice issue in step with its troubles: opened, edited when they change, closed when
 * they are gone. Returns when to come back early, or null.
 */
export async function tellTroubles(
  turn: Turn,
  pipeline: Pipeline,
  troubles: readonly Trouble[],
): Promise<Instant | null> {
  const mode = playbookOf(pipeline)?.mode ?? "enforce";
  const fingerprint = `${mode} ${fingerprintOf(troubles)}`;
  if (turn.told.get(pipeline.id) === fingerprint) return null;
  const log = withFields(turn.log, { pipeline: pipeline.id, mode, troubles: troubles.length });
  if (troubles.length > 0)
    log.warn({ about: [...new Set(troubles.map(({ about }) => about))] }, "pipeline.trouble");
  const again = mode === "enforce" ? await tryToTell(turn, pipeline, troubles) : null;
  if (again === null) turn.told.set(pipeline.id, fingerprint);
  return again;
}

/** A repository without issues cannot be told anything: the log and `/metrics` say it. */
async function tryToTell(
  turn: Turn,
  pipeline: Pipeline,
  troubles: readonly Trouble[],
): Promise<Instant | null> {
  try {
    return await bringUpToDate(turn, pipeline, troubles);
  } catch (error) {
    if (!(error instanceof AppError) || error.failure.kind !== "permanent") throw error;
    turn.log.warn({ pipeline: pipeline.id, code: error.code }, "notice.refused");
    return null;
  }
}

async function bringUpToDate(
  turn: Turn,
  pipeline: Pipeline,
  troubles: readonly Trouble[],
): Promise<Instant | null> {
  const row = await turn.claim.noticeRow(pipeline);
  const memory = await turn.claim.memory(row);
  const posted = memory.entries.some(({ kind }) => kind === "posted");
  if (troubles.length === 0 && !posted && memory.open.length === 0) return null;
  const doubtful = doubtfulUntil(memory, turn.clock.now());
  if (doubtful !== null) return doubtful;
  const standing = findNotice(await turn.github.ownIssues(pipeline.repository));
  await closeRows(turn, memory, standing);
  const acts = wanted(pipeline, troubles, standing);
  const effects = acts.map((act, index): Effect => ({ key: keyOf(turn.clock.now(), index), ...act }));
  if (effects.length === 0) return null;
  if (!(await awaitSlot(turn, effects))) return turn.clock.now();
  await recordNotice(turn, { row, memory, effects });
  await send(turn, (await turn.claim.memory(row)).open);
  return doubtfulUntil(await turn.claim.memory(row), turn.clock.now());
}

/** The notice is compared with what stands on GitHub, so a key need only be new. */
function keyOf(now: Instant, index: number): string {
  return `notice/${now}/${index}`;
}

/** While a write of ours may still turn up, nothing is decided. */
function doubtfulUntil({ open }: Memory, now: Instant): Instant | null {
  const moments = open.flatMap(({ sentAt }) => (sentAt === null ? [] : sentAt + IN_DOUBT_MS));
  const last = Math.max(0, ...moments);
  return last > now ? (last as Instant) : null;
}

function findNotice(issues: readonly OwnIssue[]): OwnIssue | null {
  const notices = issues.filter(({ body }) => readMarkers(body).some(({ kind }) => kind === NOTICE_KIND));
  return notices.find(({ state }) => state === "open") ?? notices[0] ?? null;
}

/** What came of earlier rows shows in the issue itself. */
async function closeRows(turn: Turn, memory: Memory, standing: OwnIssue | null): Promise<void> {
  for (const row of memory.open) {
    const opened = row.effect.kind === "open-issue" && standing !== null;
    const outcome = opened
      ? ({ kind: "confirmed", id: standing.id } as const)
      : ({ kind: "dropped", because: "judged anew from the issue" } as const);
    await turn.claim.settled(row, outcome, turn.clock.now());
  }
}

/** What is to be done about the issue. One that a person closed stays closed until there is something new. */
function wanted(
  { repository, id }: Pipeline,
  troubles: readonly Trouble[],
  standing: OwnIssue | null,
): readonly EffectAct[] {
  const key = `notice/${id}`;
  if (troubles.length === 0) {
    if (standing?.state !== "open") return [];
    return [edit(standing.id, solvedText(key)), { kind: "close-issue", issue: standing.id, as: "completed" }];
  }
  const body = noticeText(key, troubles);
  if (standing === null) {
    const issue = { repository: repository.id, title: NOTICE_TITLE, body };
    return [{ kind: "open-issue", ...issue, labels: [], assignees: [], parent: null }];
  }
  if (sameText(standing.body, body)) return [];
  const reopened: EffectAct = { kind: "reopen-issue", issue: standing.id };
  return standing.state === "open" ? [edit(standing.id, body)] : [edit(standing.id, body), reopened];
}

function edit(issue: IssueId, body: string): EffectAct {
  return { kind: "edit-issue", issue, title: null, body };
}

function sameText(a: string, b: string): boolean {
  return a.replaceAll("\r\n", "\n").trim() === b.replaceAll("\r\n", "\n").trim();
}

interface Recording {
  readonly row: PartnerId;
  readonly memory: Memory;
  readonly effects: readonly Effect[];
}

async function recordNotice(turn: Turn, { row, memory, effects }: Recording): Promise<void> {
  const nothing = {
    number: null,
    issue: null,
    organisation: null,
    stage: null,
    waiting: null,
    movedBack: null,
  };
  await turn.claim.record({
    ...{ partner: row, entries: [], effects, dueAt: null, hintsUntil: memory.hintsUntil },
    at: turn.clock.now(),
    standing: { ...nothing, onHold: false, exited: false },
    line: null,
    ...{ card: null, linked: [], wakes: [] },
  });
}
