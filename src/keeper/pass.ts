import { isReminderWanted, plan } from "../core/plan.ts";
import { asWritten } from "../core/dashboard/as-written.ts";
import { goneLine, lineOf, type DashboardLine } from "../core/dashboard/line.ts";
import { recall, remember } from "../core/history/recall.ts";
import type { History } from "../core/history/history.ts";
import type { Partner } from "../core/partner/partner.ts";
import { optionOf } from "../core/playbook/stages.ts";
import type { Ruling, Situation } from "../core/situation.ts";
import { audienceFor } from "./audience.ts";
import type { Scene, Turn } from "./keeper.ts";
import { isFresh, type Seen } from "./look.ts";
import type { PassOutcome } from "./meter.ts";
import { noteRepositoryOf, openedInDoubt } from "./note-repository.ts";
import { readRights } from "./rights.ts";
import { send } from "./send.ts";
import { settle, type Settling } from "./settle.ts";
import { awaitSlot } from "./slot.ts";
import { staleUntil } from "./stale.ts";
import { standingOf } from "./standing.ts";
import type { LedgerRow, PartnerRow } from "./store.ts";

/**
 * How a pass ended; `held`: the installation has to wait, and the turn is over; `outdated`: there is something to
 * write, and the look is too old for that. Nothing was done, another look is needed.
 */
export type PassEnd = PassOutcome | "held" | "outdated";

/** One partner: settle → look → decide → record → act → confirm. Throws `AppError`. */
export async function pass(turn: Turn, scene: Scene, seen: Seen): Promise<PassEnd> {
  const { looked, row } = seen;
  if (looked.kind === "failed") throw looked.error;
  if (looked.kind === "gone") return recordGone(turn, seen);
  const stale = staleUntil({ ...evidenceOf(scene, seen, looked.partner), now: turn.clock.now() });
  if (stale !== null) {
    await turn.claim.postpone(row.id, stale, true);
    return "stale";
  }
  if (seen.memory.open.length > 0) return settleOpen(turn, scene, { seen, partner: looked.partner });
  return judge(turn, scene, { seen, partner: looked.partner });
}

interface Subject {
  readonly seen: Seen;
  readonly partner: Partner;
}

interface Decided extends Subject {
  readonly line: DashboardLine | null;
}

function evidenceOf(scene: Scene, { memory, history }: Seen, partner: Partner) {
  const onRecord = history.stage === null ? null : optionOf(scene.board, history.stage);
  return { partner, hints: memory.hints, lastStatusWrite: memory.lastStatusWrite, onRecord };
}

/** Finishes what was recorded earlier, and only then judges anew. */
async function settleOpen(turn: Turn, scene: Scene, subject: Subject): Promise<PassEnd> {
  const { seen, partner } = subject;
  const now = turn.clock.now();
  const found = settle(seen.memory.open, {
    partner,
    opened: await openedInDoubt(turn, scene, subject),
    echoes: seen.memory.echoes,
    now,
    fieldKey: (field) => Object.entries(scene.board.fields).find(([, { id }]) => id === field)?.[0] ?? null,
  }).map((settling) => permitted(scene, settling));
  const settlings = await withoutMoot(turn, scene, { subject, found });
  const wanted = settlings.filter(({ verdict }) => verdict.kind === "send").map(({ row }) => row);
  const waits = settlings.flatMap(({ verdict }) => (verdict.kind === "wait" ? verdict.until : []));
  if (wanted.length > 0 && waits.length === 0) {
    if (
      !(await awaitSlot(
        turn,
        wanted.map(({ effect }) => effect),
      ))
    )
      return "held";
    if (!isFresh(seen, turn.clock.now())) return "outdated";
  }
  await close(turn, settlings);
  const until = waits.sort((a, b) => b - a)[0];
  if (until !== undefined) {
    await turn.claim.postpone(seen.row.id, until, true);
    return "waits";
  }
  if (wanted.length > 0) {
    await send(turn, wanted);
    return "settled";
  }
  const { entries } = await turn.claim.memory(seen.row.id);
  const memory = { ...seen.memory, entries, open: [] };
  return judge(turn, scene, { seen: { ...seen, memory, history: recall(entries) }, partner });
}

/** What was recorded before the mode changed is not sent after it. */
function permitted({ playbook }: Scene, { row, verdict }: Settling): Settling {
  if (playbook.mode === "enforce" || verdict.kind !== "send") return { row, verdict };
  return { row, verdict: { kind: "drop", because: `the mode is ${playbook.mode}` } };
}

/** A reminder that was recorded and never posted is not posted once the partner answered, or nobody needs it. */
async function withoutMoot(
  turn: Turn,
  scene: Scene,
  { subject, found }: { readonly subject: Subject; readonly found: readonly Settling[] },
): Promise<readonly Settling[]> {
  if (!found.some(reminds)) return found;
  const situation = await situationOf(turn, scene, subject);
  return found.map((settling): Settling => {
    const { row } = settling;
    if (!reminds(settling) || isReminderWanted(situation, row.effect.key)) return settling;
    return { row, verdict: { kind: "drop", because: "the reminder is wanted no more" } };
  });
}

function reminds({ row: { effect }, verdict }: Settling): boolean {
  return verdict.kind === "send" && effect.kind === "comment" && effect.content === "reminder";
}

async function close(turn: Turn, settlings: readonly Settling[]): Promise<void> {
  for (const { row, verdict } of settlings) {
    if (verdict.kind === "confirmed") {
      await turn.claim.settled(row, { kind: "confirmed", id: verdict.id }, turn.clock.now());
      turn.meter.effect(row.effect.kind, "confirmed");
    } else if (verdict.kind === "drop") {
      await turn.claim.settled(row, { kind: "dropped", because: verdict.because }, turn.clock.now());
      turn.meter.effect(row.effect.kind, "dropped");
      turn.log.info(
        { partner: row.partner, key: row.effect.key, because: verdict.because },
        "effect.dropped",
      );
    }
  }
}

/** Decides, and carries out what was decided once it is on record. */
async function judge(turn: Turn, scene: Scene, subject: Subject): Promise<PassEnd> {
  const { seen } = subject;
  const { ruling, partner, line } = await decide(turn, scene, subject);
  const effects = scene.playbook.mode === "enforce" ? ruling.effects : [];
  if (effects.length > 0) {
    if (!(await awaitSlot(turn, effects))) return "held";
    if (!isFresh(seen, turn.clock.now())) return "outdated";
  }
  await record(turn, { seen, partner, line }, { ...ruling, effects });
  if (effects.length === 0) return ruling.entries.length > 0 ? "decided" : "quiet";
  await send(turn, await openRows(turn, seen.row));
  return "decided";
}

async function openRows(turn: Turn, row: PartnerRow): Promise<readonly LedgerRow[]> {
  return (await turn.claim.memory(row.id)).open;
}

async function decide(turn: Turn, scene: Scene, subject: Subject): Promise<Decided & { ruling: Ruling }> {
  const { seen } = subject;
  const situation = await situationOf(turn, scene, subject);
  const ruling = plan(situation);
  return { seen, partner: situation.partner, ruling, line: lineOf(asWritten(situation, ruling)) };
}

async function situationOf(turn: Turn, scene: Scene, { seen, partner }: Subject): Promise<Situation> {
  const { pipeline, playbook, board } = scene;
  const { history, memory, row } = seen;
  const { repository } = pipeline;
  const rights = await readRights(turn, { partner, history, hints: memory.hints, playbook, repository });
  return {
    id: row.id,
    partner: { ...partner, rights },
    history,
    programme: { others: await turn.claim.others(pipeline.id, row.id) },
    playbook,
    board,
    audience: await audienceFor(turn, scene, partner),
    noteRepository: await noteRepositoryOf(turn, scene, partner),
    adopting: row.adopting,
    hints: memory.hints,
    now: turn.clock.now(),
    self: turn.self,
    installation: turn.installation,
  };
}

async function record(turn: Turn, { seen, partner, line }: Decided, ruling: Ruling): Promise<void> {
  const history = ruling.entries.reduce<History>(remember, seen.history);
  await turn.claim.record({
    partner: seen.row.id,
    entries: ruling.entries,
    effects: ruling.effects,
    dueAt: ruling.dueAt,
    hintsUntil: seen.memory.hintsUntil,
    at: turn.clock.now(),
    standing: standingOf(partner, history),
    line,
    card: partner.card?.id ?? null,
    linked: [...(partner.issue?.linked ?? []), ...(partner.notes ?? [])].map(({ id }) => id),
    wakes: ruling.wakes,
  });
  for (const entry of ruling.entries) {
    turn.log.info({ partner: seen.row.id, entry: entry.kind }, "partner.decided");
  }
}

const nobody: Partner = { card: null, issue: null, rights: {} };

/** Deleted, transferred, or no longer ours to read: it leaves, and what was open for it is moot. */
async function recordGone(turn: Turn, seen: Seen): Promise<PassEnd> {
  const at = turn.clock.now();
  for (const row of seen.memory.open) {
    await turn.claim.settled(row, { kind: "dropped", because: "the partner is gone" }, at);
    turn.meter.effect(row.effect.kind, "dropped");
  }
  const leaves = seen.history.onRecord && seen.history.exit === null;
  const entries = leaves ? [{ at, kind: "exited", by: null, why: "removed", reason: "" } as const] : [];
  const known = (await turn.claim.lines(seen.row.pipeline)).find(({ partner }) => partner === seen.row.id);
  const line = known === undefined ? null : goneLine(known.line, at);
  await record(turn, { seen, partner: nobody, line }, { entries, effects: [], dueAt: null, wakes: [] });
  return "gone";
}
