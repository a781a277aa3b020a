import { setTimeout as pause } from "node:timers/promises";
import type { Found } from "../../tally.ts";
import { gather } from "../invariants/gather.ts";
import { invariants } from "../invariants/invariants.ts";
import { setBoard } from "../stage/board.ts";
import type { Stage } from "../stage/stage.ts";
import { bodyOf, DAY, type Facts } from "./facts.ts";
import { adopted, judged, through, type Context, type Ground } from "./model.ts";
import { distinct, fieldsOf, perform, type Play } from "./perform.ts";
import type { Step } from "./step.ts";

/** What a sequence came to. */
export interface Played {
  readonly found: Readonly<Record<string, Found>>;
  readonly fired: Readonly<Record<string, number>>;
  /** False: a planned fault did not fire, so the sequence counts for nothing. */
  readonly counts: boolean;
}

const START = Date.UTC(2026, 2, 2, 10);
const MINUTE = 60_000;
const healthy: Facts = {
  ...{ fit: 3, held: true, signal: false, boxes: 5, organisation: true, contact: true, owner: true },
  ...{ environment: null, since: null, level: null, openTroubles: 0, lastTroubleClosed: null },
};
const cast: readonly { readonly stage: number; readonly facts: Facts }[] = [
  { stage: 1, facts: { ...healthy, held: false, boxes: 0 } },
  { stage: 3, facts: healthy },
  { stage: 4, facts: { ...healthy, environment: "Production", level: "L3" } },
];

/** Plays a sequence against the App and judges it by the model and by what it left behind. */
export async function play(stage: Stage, steps: readonly Step[]): Promise<Played> {
  const { pieces, scene } = await stage.begin(START, (made) =>
    setBoard(
      made,
      cast.map(({ stage: at, facts }) => ({ stage: at, body: bodyOf(facts), fields: fieldsOf(facts) })),
    ),
  );
  const state: Play = {
    ...{ stage, pieces, board: scene, facts: cast.map(({ facts }) => facts), pending: [] },
    grounds: [cast.map(({ stage: at }) => adopted(at))],
    ...{ troubles: new Map(), comments: new Map(), fired: [], wrong: [], compared: 0 },
  };
  const armed = new Map<number, string>();
  for (const [index, step] of steps.entries()) await take(state, step, { armed, next: steps[index + 1] });
  const late = pieces.dispatcher.delayed() > 0;
  if (late) {
    pieces.clock.set({ to: pieces.clock.now() + DAY + MINUTE });
    await rest(state);
    await compare(state, "after what was late had come");
  }
  const evidence = await gather(state.stage, { pieces, board: scene, fired: state.fired });
  const judgedBy = Object.entries(invariants).map(([name, check]) => [name, check(evidence)] as const);
  const model: Found = { checked: state.compared, violations: state.wrong };
  const lost = state.fired.some(({ name }) => name.startsWith("webhooks"));
  return {
    found: {
      ...Object.fromEntries(judgedBy),
      I3: model,
      ...(lost ? { I10: model } : {}),
      ...modelled(steps, model),
    },
    fired: count(state.fired.map(({ name }) => name)),
    counts: [...armed.values()].every((name) => state.fired.some((one) => one.name === name)),
  };
}

/** What else the same answer of the model speaks for. */
function modelled(steps: readonly Step[], model: Found): Readonly<Record<string, Found>> {
  const has = (test: (step: Step) => boolean): boolean => steps.some(test);
  return {
    ...(has(({ fault }) => /doubled|late/.test(fault?.name ?? "")) ? { I8: model } : {}),
    ...(has(({ act }) => act.kind === "chat" || (act.kind === "say" && act.by === "outsider"))
      ? { I17: model }
      : {}),
    ...(has(({ act }) => act.kind === "say" || act.kind === "edit") ? { I18: model } : {}),
  };
}

async function take(
  state: Play,
  step: Step,
  { armed, next }: { armed: Map<number, string>; next: Step | undefined },
): Promise<void> {
  const { pieces } = state;
  if (step.after > 0 && state.pending.length === 0) {
    pieces.clock.set({ to: pieces.clock.now() + step.after });
    await rest(state);
    await compare(state, "after a while");
  }
  const sweep = arm(state, step, armed);
  const context = contextOf(state);
  state.grounds = perform(state, step, context);
  if (isBurst(step, next)) return;
  if (step.fault?.kind === "app") await strike(state, step.fault.name);
  await rest(state);
  if (sweep) {
    pieces.clock.set({ to: pieces.clock.now() + 16 * MINUTE });
    await rest(state);
  }
  disarm(state, armed);
  await compare(state, JSON.stringify(step));
}

/** Moves without a fault may come so close that the App sees only the last. */
function isBurst({ act, atOnce, fault }: Step, next: Step | undefined): boolean {
  return act.kind === "move" && atOnce && fault === null && next?.act.kind === "move" && next.fault === null;
}

async function strike({ stage, pieces, fired }: Play, name: string): Promise<void> {
  fired.push({ name, at: pieces.clock.now() });
  if (name === "restart") return stage.app.start(pieces.clock, "again");
  await pause(fired.length % 5);
  return stage.app.cutConnections();
}

function arm(state: Play, { fault }: Step, armed: Map<number, string>): boolean {
  if (fault === null) return false;
  if (fault.kind === "app") return true;
  for (const order of fault.orders) armed.set(state.pieces.faults.add(order).id, fault.name);
  return fault.sweep;
}

/** Faults of webhooks end with the moment; one of the API stays until it strikes. */
function disarm({ pieces, fired }: Play, armed: Map<number, string>): void {
  const all = pieces.faults.all();
  for (const { id, fired: strikes } of all) {
    const name = armed.get(id);
    const known = fired.filter((one) => one.name === name).length;
    for (const { at } of strikes.slice(known)) fired.push({ name: name ?? "?", at: Date.parse(at) });
  }
  const waiting = all.filter(({ left: rest_ }) => rest_ !== null && rest_ > 0);
  if (waiting.length === all.length) return;
  pieces.faults.clear();
  for (const { id, order } of waiting) {
    const name = armed.get(id) ?? "?";
    armed.delete(id);
    armed.set(pieces.faults.add(order).id, name);
  }
}

async function rest({ stage, pieces }: Play): Promise<void> {
  await stage.settle(pieces);
}

function contextOf({ facts, pieces }: Play): Context {
  return { facts, now: pieces.clock.now() };
}

/** The board has to stand as one of the legal runs says; those that say otherwise are thereby out. */
async function compare(state: Play, after: string): Promise<void> {
  const context = contextOf(state);
  const pending = state.pending;
  state.pending = [];
  const seen = pending.reduce<readonly Ground[]>(
    (grounds, { partner, bot }) =>
      grounds.flatMap((each) => judged({ ground: each, index: partner }, bot, context)),
    state.grounds,
  );
  const legal = distinct(seen.flatMap((each) => through(each, context)));
  state.compared += 1;
  for (const wait of [0, 2 * MINUTE, 11 * MINUTE]) {
    if (wait > 0) {
      state.pieces.clock.set({ to: state.pieces.clock.now() + wait });
      await rest(state);
    }
    const shown = state.board.standing().map(({ column }) => column);
    const matching = legal.filter((ground) => ground.every(({ column }, index) => column === shown[index]));
    if (matching.length > 0) {
      state.grounds = matching;
      return;
    }
    if (wait === 11 * MINUTE) {
      state.wrong.push(
        `${after}: the board shows ${JSON.stringify(shown)}, legal are ${JSON.stringify(legal.map((ground) => ground.map(({ column }) => column)))}`,
      );
      state.grounds = legal
        .slice(0, 1)
        .map((ground) => ground.map((kept, index) => ({ ...kept, column: shown[index] ?? null })));
    }
  }
}

function count(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
