import { createHash } from "node:crypto";
import { changesAt, loadOf, type Overview } from "../../core/dashboard/programme.ts";
import type { Effect } from "../../core/effect.ts";
import type { IssueId } from "../../core/ids.ts";
import type { Instant } from "../../core/time/time.ts";
import { renderDashboard, renderNoDashboard } from "../../core/words/dashboard.ts";
import { classify } from "../failure.ts";
import { sceneOf } from "../in-force.ts";
import type { Scene, Turn } from "../keeper.ts";
import { send } from "../send.ts";
import { IN_DOUBT_MS } from "../settle.ts";
import { awaitSlot } from "../slot.ts";
import type { Memory } from "../store.ts";
import { obeyDashboard } from "./commands.ts";
import { finishOpen, see, type Standing } from "./see.ts";
import type { DashboardRow, KeptDashboard, RecordedDashboard } from "./store.ts";
import { tellLoad } from "./tell-load.ts";
import { bringIntoLine, MENDS_EVERY_MS } from "./bring-into-line.ts";

const LOOKS_EVERY_MS = 86_400_000;
const FAILED_AGAIN_MS = 300_000;
/** A new issue can be looked at after this. */
const SHOWS_WITHIN_MS = 5_000;
const PREFIX = "dashboard/";

/** Writes the dashboards that are due. One that fails is tried again soon, and keeps nobody else waiting. */
export async function keepDashboards(turn: Turn, rows: readonly DashboardRow[]): Promise<"done" | "held"> {
  const pipelines = rows.length === 0 ? [] : await turn.claim.pipelines();
  for (const row of rows) {
    if (turn.stop.aborted) return "held";
    const pipeline = pipelines.find(({ id }) => id === row.pipeline);
    const scene = pipeline === undefined ? null : sceneOf(pipeline);
    if ((await keepGuarded(turn, scene, row)) === "held") return "held";
  }
  return "done";
}

async function keepGuarded(turn: Turn, scene: Scene | null, row: DashboardRow): Promise<"done" | "held"> {
  try {
    return await keepDashboard(turn, scene, row);
  } catch (error) {
    const failure = classify(error).kind;
    if (turn.stop.aborted || failure === "limited" || failure === "denied") throw error;
    turn.log.error({ pipeline: row.pipeline, failure, err: error }, "dashboard.failed");
    await rest(turn, { row, dueAt: (turn.clock.now() + FAILED_AGAIN_MS) as Instant });
    return "done";
  }
}

async function keepDashboard(turn: Turn, scene: Scene | null, row: DashboardRow): Promise<"done" | "held"> {
  const memory = await turn.claim.memory(row.id);
  const text = scene === null ? null : await textOf(turn, scene, row);
  if (scene === null || text === null) return rest(turn, { row, memory, dueAt: null });
  const doubtful = doubtfulUntil(memory, turn.clock.now());
  if (doubtful !== null) return rest(turn, { row, dueAt: doubtful });
  if (isUnchanged(turn, { row, memory }, text))
    return rest(turn, { row, memory, dueAt: dueAfter(text, row) });
  return write(turn, { scene, row, memory, text });
}

interface Text {
  readonly body: string;
  readonly hash: string;
  readonly overview: Overview;
  /** False: a contact can read the repository, so that nothing is said. */
  readonly shown: boolean;
}

/** Null: there is nothing to write, and nothing of ours stands there. */
async function textOf(turn: Turn, { pipeline, playbook }: Scene, row: DashboardRow): Promise<Text | null> {
  const shown = pipeline.adopted && pipeline.repository.private && pipeline.audience?.kind === "team";
  if (playbook.mode === "off" || (!shown && row.issue === null)) return null;
  const known = await turn.claim.lines(pipeline.id);
  const dead = await turn.claim.deadLetters(pipeline.id);
  const overview = { playbook, lines: known.map(({ line }) => line), dead, now: turn.clock.now() };
  const body = shown ? renderDashboard(overview) : renderNoDashboard();
  return { body, hash: createHash("sha256").update(body).digest("hex"), overview, shown };
}

interface Known {
  readonly row: DashboardRow;
  readonly memory: Memory;
}

function isUnchanged(turn: Turn, known: Known, { hash, overview }: Text): boolean {
  const { kept } = known.row;
  return !needsLook(turn, known) && kept?.hash === hash && kept.load === (loadOf(overview)?.state ?? null);
}

/** Somebody did something to the issue, or we do not know what stands there. */
function needsLook(turn: Turn, { row: { kept, issue }, memory }: Known): boolean {
  if (kept?.hash == null || issue === null) return true;
  const old = turn.clock.now() - kept.lookedAt >= LOOKS_EVERY_MS;
  return old || memory.open.length > 0 || memory.hints.length > 0;
}

function dueAfter({ overview }: Text, { kept }: DashboardRow): Instant {
  const soonest = changesAt(overview);
  const mend = kept === null ? 0 : kept.mendedAt + MENDS_EVERY_MS;
  return mend > overview.now && mend < soonest ? (mend as Instant) : soonest;
}

interface Writing extends Known {
  readonly scene: Scene;
  readonly text: Text;
}

async function write(turn: Turn, writing: Writing): Promise<"done" | "held"> {
  // The slot is taken before the look, so that a write can follow it at once.
  if (!(await awaitSlot(turn, []))) return "held";
  const { row, memory, scene } = writing;
  const looks = needsLook(turn, writing);
  const standing = looks ? await see(turn, scene, row) : assumed(row);
  const again = await finishOpen(turn, { memory, standing });
  const decided = await decide(turn, writing, { standing, lookedAt: looks ? turn.clock.now() : null });
  const { effects } = decided.pass;
  if (effects.length + again.length > 0 && !(await awaitSlot(turn, effects))) return "held";
  await turn.claim.recordDashboard(decided.pass);
  const { open } = await turn.claim.memory(row.id);
  const known = new Map([...again, ...open].map((one) => [one.id, one]));
  if (known.size > 0) await send(turn, [...known.values()]);
  await conclude(turn, writing, { standing, ...decided });
  return "done";
}

interface Sight {
  readonly standing: Standing | null;
  /** Null: it was not looked at. */
  readonly lookedAt: Instant | null;
}

interface Decided {
  readonly kept: KeptDashboard;
  readonly pass: RecordedDashboard;
  readonly pending: boolean;
}

async function decide(turn: Turn, writing: Writing, { standing, lookedAt }: Sight): Promise<Decided> {
  const { row, memory, scene, text } = writing;
  const said = await obeyDashboard(turn, { scene, row, memory, standing, shown: text.shown });
  const load = tellLoad(text.overview, { row, standing, shown: text.shown });
  const { acts, pending, ...line } = bringIntoLine(turn, { scene, row, standing, text });
  const lined = acts.map((act, index): Effect => ({ key: keyOf(turn, index), ...act }));
  const now = turn.clock.now();
  const kept: KeptDashboard = {
    ...{ ...line, hash: null, load: load.state, readUntil: said.readUntil },
    lookedAt: lookedAt ?? row.kept?.lookedAt ?? now,
  };
  const pass: RecordedDashboard = {
    ...{ row: row.id, issue: standing?.issue.id ?? null, kept, at: now, dueAt: now },
    ...{ orders: said.orders, entries: said.entries, hintsUntil: memory.hintsUntil },
    effects: [...lined, ...said.effects, ...load.effects],
  };
  return { kept, pass, pending };
}

/** What was written counts once GitHub confirmed it; else the next pass looks. */
async function conclude(
  turn: Turn,
  { row, text }: Writing,
  { standing, kept, pending }: Omit<Decided, "pass"> & { readonly standing: Standing | null },
): Promise<void> {
  const memory = await turn.claim.memory(row.id);
  const now = turn.clock.now();
  const doubtful = doubtfulUntil(memory, now);
  const settled = standing !== null && doubtful === null;
  const done: KeptDashboard = { ...kept, hash: settled && !pending ? text.hash : null };
  const soon = (now + (kept.openedAt === now ? SHOWS_WITHIN_MS : IN_DOUBT_MS)) as Instant;
  await turn.claim.recordDashboard({
    ...{ row: row.id, entries: [], effects: [], hintsUntil: "", orders: [], at: now, kept: done },
    issue: standing?.issue.id ?? openedIn(memory),
    dueAt: doubtful ?? (settled ? dueAfter(text, { ...row, kept: done }) : soon),
  });
}

/** The issue that we opened last, as GitHub named it. */
function openedIn({ entries }: Memory): DashboardRow["issue"] {
  const posted = entries.findLast((entry) => entry.kind === "posted" && entry.key.startsWith(PREFIX));
  return posted?.kind === "posted" ? (posted.id as IssueId) : null;
}

function assumed({ issue }: DashboardRow): Standing | null {
  return issue === null ? null : { issue: { id: issue }, seen: null };
}

function keyOf(turn: Turn, index: number): string {
  return `${PREFIX}${String(turn.clock.now())}/${String(index)}`;
}

/** While a write of ours may still turn up, nothing is decided. */
function doubtfulUntil({ open }: Memory, now: Instant): Instant | null {
  const last = Math.max(0, ...open.flatMap(({ sentAt }) => (sentAt === null ? [] : sentAt + IN_DOUBT_MS)));
  return last > now ? (last as Instant) : null;
}

async function rest(
  turn: Turn,
  how: { readonly row: DashboardRow; readonly memory?: Memory; readonly dueAt: Instant | null },
): Promise<"done"> {
  const { row, memory, dueAt } = how;
  await turn.claim.recordDashboard({
    ...{ row: row.id, entries: [], effects: [], hintsUntil: memory?.hintsUntil ?? "", orders: [] },
    ...{ issue: row.issue, kept: row.kept, dueAt, at: turn.clock.now() },
  });
  return "done";
}
