import type { Instant } from "../core/time/time.ts";
import { DASHBOARD_AFTER_MS } from "./dashboard/rhythm.ts";
import { AppError, classify } from "./failure.ts";
import { sceneOf } from "./in-force.ts";
import type { Scene, Turn } from "./keeper.ts";
import { lookAt, type Seen } from "./look.ts";
import type { PassOutcome } from "./meter.ts";
import { pass } from "./pass.ts";
import { decideRetry } from "./retry.ts";
import { IN_DOUBT_MS } from "./settle.ts";
import { awaitSlot } from "./slot.ts";
import type { PartnerRow, Pipeline } from "./store.ts";

const UNADOPTED_AGAIN_MS = 60_000;
/** So many different partners failing in a row for passing reasons: GitHub itself is in trouble. */
const STRAIN = 3;
const STRAIN_PAUSE_MS = 30_000;
/** Writes are a second apart, and a look is fresh for two: so many can be written upon one. */
const WRITES_PER_LOOK = 2;

/** Due partners of one pipeline: each gets its pass, in the order of their moves. */
export async function attend(
  turn: Turn,
  pipeline: Pipeline | null,
  rows: readonly PartnerRow[],
): Promise<"done" | "held"> {
  const scene = pipeline === null ? null : sceneOf(pipeline);
  if (pipeline === null || scene === null || scene.playbook.mode === "off") {
    await setAside(turn, rows, outcomeOf(pipeline));
    return "done";
  }
  if (!pipeline.adopted) return awaitAdoption(turn, pipeline, rows);
  const partners = await toLookAt(turn, rows);
  if (partners.length === 0) return "done";
  // The slot is taken before the look, so that a write can follow it at once.
  if (partners.length === 1 && !(await awaitSlot(turn, []))) return "held";
  return passAll(turn, scene, partners);
}

function outcomeOf(pipeline: Pipeline | null): PassOutcome {
  return typeof pipeline?.paused === "string" ? "paused" : "off";
}

/** Nobody is judged before the first sweep has taken the board as it stands. */
async function awaitAdoption(turn: Turn, { dueAt }: Pipeline, rows: readonly PartnerRow[]): Promise<"done"> {
  const soon = (turn.clock.now() + UNADOPTED_AGAIN_MS) as Instant;
  for (const row of rows) await turn.claim.postpone(row.id, dueAt ?? soon, true);
  return "done";
}

/** Nothing is judged now: what was told is used up, and a sweep makes everybody due when it is time. */
async function setAside(turn: Turn, rows: readonly PartnerRow[], outcome: PassOutcome): Promise<void> {
  for (const row of rows) {
    await rest(turn, row);
    turn.meter.pass(outcome);
  }
}

/** Uses up what was told of this partner, and is due no more. */
async function rest(turn: Turn, row: PartnerRow): Promise<void> {
  await turn.claim.rest(row.id, turn.clock.now());
}

/** Rows that name neither card nor issue have nothing to look at; those that are forgotten must not be. */
async function toLookAt(turn: Turn, rows: readonly PartnerRow[]): Promise<readonly PartnerRow[]> {
  const others = rows.filter(({ card, issue, forgotten }) => forgotten || (card === null && issue === null));
  for (const row of others) await rest(turn, row);
  return rows.filter((row) => !others.includes(row));
}

async function passAll(turn: Turn, scene: Scene, rows: readonly PartnerRow[]): Promise<"done" | "held"> {
  let waiting = await sightsOf(turn, scene, rows);
  let strain = 0;
  for (let [one] = waiting; one !== undefined; [one] = waiting) {
    if (turn.stop.aborted) return "held";
    const end = await passOne(turn, scene, one);
    if (end === "held") return "held";
    if (end === "outdated") {
      waiting = await lookAhead(turn, scene, waiting);
      continue;
    }
    waiting = waiting.slice(1);
    strain = end === "strained" ? strain + 1 : 0;
    if (strain >= STRAIN) {
      await turn.claim.holdOff((turn.clock.now() + STRAIN_PAUSE_MS) as Instant);
      return "held";
    }
  }
  return "done";
}

/** One that was looked at, or one that is looked at alone when it is its turn. */
type Sight = Seen | PartnerRow;

function rowOf(sight: Sight): PartnerRow {
  return "row" in sight ? sight.row : sight;
}

/** Looks anew at the first, and at those whose write can follow upon the same look. */
async function lookAhead(turn: Turn, scene: Scene, waiting: readonly Sight[]): Promise<readonly Sight[]> {
  const rows = waiting.slice(0, WRITES_PER_LOOK).map(rowOf);
  return [...(await sightsOf(turn, scene, rows)), ...waiting.slice(rows.length)];
}

async function sightsOf(turn: Turn, scene: Scene, rows: readonly PartnerRow[]): Promise<readonly Sight[]> {
  return (await lookTogether(turn, scene, rows)) ?? rows;
}

/** Null: the look at all of them failed, perhaps because of one; each is looked at alone then. */
async function lookTogether(
  turn: Turn,
  scene: Scene,
  rows: readonly PartnerRow[],
): Promise<readonly Seen[] | null> {
  if (rows.length === 1) return null;
  try {
    return await lookAt(turn, scene, rows);
  } catch (error) {
    if (isForAll(error)) throw error;
    turn.log.warn({ partners: rows.length, err: error }, "look.failed");
    return null;
  }
}

async function passOne(
  turn: Turn,
  scene: Scene,
  one: Sight,
): Promise<"done" | "held" | "outdated" | "strained"> {
  const row = rowOf(one);
  try {
    const [seen] = "row" in one ? [one] : await lookAt(turn, scene, [row]);
    const end = seen === undefined ? "quiet" : await pass(turn, scene, seen);
    if (end === "held" || end === "outdated") return end;
    turn.meter.pass(end);
    return "done";
  } catch (error) {
    if (turn.stop.aborted || isForAll(error)) throw error;
    return fail(turn, row, error);
  }
}

/** Errors that concern the whole installation. */
function isForAll(error: unknown): boolean {
  return ["limited", "denied"].includes(classify(error).kind);
}

/** Tries again later, a bounded number of times; then it is a dead letter. */
async function fail(turn: Turn, row: PartnerRow, error: unknown): Promise<"done" | "strained"> {
  const failure = classify(error);
  const now = turn.clock.now();
  const code = error instanceof AppError ? error.code : "bug";
  turn.meter.failure(failure.kind);
  if (failure.kind === "in-doubt") {
    await turn.claim.postpone(row.id, (now + IN_DOUBT_MS) as Instant, true);
    return "done";
  }
  const { until } = decideRetry(failure, { attempts: row.attempts, now, jitter: turn.random() });
  await turn.claim.failed(row.id, { code, until });
  if (until === null) await turn.claim.dashboardDue(row.pipeline, (now + DASHBOARD_AFTER_MS) as Instant);
  const fields = { partner: row.id, failure: failure.kind, code, attempts: row.attempts + 1, err: error };
  if (until === null) turn.log.error(fields, "partner.parked");
  else turn.log.warn(fields, "partner.failed");
  turn.meter.pass(until === null ? "parked" : "failed");
  return failure.kind === "transient" ? "strained" : "done";
}
