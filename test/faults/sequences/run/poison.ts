import type fc from "fast-check";
import { home } from "../stage/place.ts";
import { perform } from "../model/perform.ts";
import type { Play } from "../model/play.ts";
import { calm, calmSteps, type Step } from "../model/step.ts";
import type { Stage } from "../stage/stage.ts";
import { compare, contextOf } from "./compare.ts";
import { MINUTE, open, pass } from "./opening.ts";
import type { Played } from "./plain.ts";

const POISONED = 2;

/** What happens to the others while one partner fails whatever is asked about it. */
export const poisonSteps: fc.Arbitrary<readonly Step[]> = calmSteps(4).map((steps) =>
  steps.map((step) => ({ ...step, partner: step.partner % POISONED })),
);

/** As many tries as a failing partner gets, alone and in a look at several. */
const MOST_TRIES = 70;
/** A look and a write more than the run without poison. */
const SLACK_MS = 2_200;

/** I14: a partner that fails delays the others by no more than a tenth, its tries end, and it is parked visibly. */
export async function playPoison(stage: Stage, steps: readonly Step[]): Promise<Played> {
  const healthy = await playOnce(stage, steps, false);
  const ill = await playOnce(stage, steps, true);
  const late = ill.delays.flatMap((delay, index) => {
    const usual = healthy.delays[index] ?? 0;
    return delay <= usual * 1.1 + SLACK_MS
      ? []
      : [`step ${String(index)} was answered after ${String(delay)} ms instead of ${String(usual)}`];
  });
  const bounded = [
    ...(ill.tries > MOST_TRIES ? [`${String(ill.tries)} tries of a failing partner`] : []),
    ...(ill.dead === 1 ? [] : [`${String(ill.dead)} dead letters for one failing partner`]),
  ];
  return {
    found: {
      I14: { checked: ill.delays.length + 2, violations: [...late, ...bounded] },
      I3: { checked: ill.compared, violations: ill.wrong },
    },
    fired: { "a partner that always fails": ill.tries },
    counts: ill.tries > 0,
  };
}

interface Ended {
  /** By step: virtual ms from the act to the App's last write about the others. */
  readonly delays: readonly number[];
  readonly tries: number;
  readonly dead: number;
  readonly compared: number;
  readonly wrong: readonly string[];
}

async function playOnce(stage: Stage, steps: readonly Step[], poisoned: boolean): Promise<Ended> {
  const state = await open(stage, calm);
  const ids = [state.board.ground.cards[POISONED] ?? "", state.board.ground.issues[POISONED] ?? ""];
  if (poisoned) for (const id of ids) state.world.poisoned.add(id);
  const delays: number[] = [];
  for (const step of steps) {
    await pass(state, step.after);
    await compare(state, "after a while");
    if (delays.length === 0) state.board.set(home.member, POISONED, { "Next action": "call them" });
    delays.push(await answered(state, step, ids));
    await compare(state, JSON.stringify(step));
  }
  const dead = await stage.app.records.dead();
  const tries = state.world.tape.passed.filter(({ text }) => ids.some((id) => text.includes(id))).length;
  return { delays, tries, dead, compared: state.compared, wrong: state.wrong };
}

/** Only what is written on the others' cards and issues counts: a dashboard may well speak of the failing one. */
async function answered(state: Play, step: Step, poisoned: readonly string[]): Promise<number> {
  const { clock } = state.world.pieces;
  const { passed } = state.world.tape;
  const { cards, issues } = state.board.ground;
  const others = [...cards, ...issues].filter((id) => !poisoned.includes(id));
  const [at, before] = [clock.now(), passed.length];
  state.grounds = perform(state, step, contextOf(state));
  await pass(state, 0);
  const writes = passed
    .slice(before)
    .filter(({ kind, text }) => kind === "mutation" && others.some((id) => text.includes(id)));
  const last = writes.filter((write) => write.at < at + MINUTE).at(-1);
  return last === undefined ? 0 : last.at - at;
}
