import fc from "fast-check";
import type { FaultOrder } from "../../../../src/sandbox/faults/fault.ts";
import type { Found } from "../../tally.ts";
import { ours } from "../invariants/evidence.ts";
import { DAY } from "../model/facts.ts";
import type { Ground } from "../model/model.ts";
import { perform } from "../model/perform.ts";
import { calm, calmSteps, type Step } from "../model/step.ts";
import type { Stage } from "../stage/stage.ts";
import { compare, contextOf } from "./compare.ts";
import { MINUTE, open, pass } from "./opening.ts";
import type { Played } from "./plain.ts";

/** How the webhooks of the second run come, or do not. */
interface Mail {
  readonly name: string;
  readonly invariant: "I8" | "I10";
  /** `seed` decides which ones it strikes. */
  readonly orders: (seed: number) => readonly FaultOrder[];
}

/** The same moments twice: once with every webhook at once, once with what the mail makes of them. */
export interface Twin {
  readonly steps: readonly Step[];
  readonly mail: Mail;
  readonly seed: number;
}

const shuffled: Mail = {
  ...{ name: "webhooks permuted, doubled, late up to 3 days", invariant: "I8" },
  orders: (seed) => [
    ...["PT2S", "PT40S", "PT20M", "P1D", "P3D"].map((by, index): FaultOrder => ({
      ...{ kind: "delay", by, chance: 0.15, seed: seed + index, count: null },
    })),
    { kind: "duplicate", times: 2, chance: 0.5, seed: seed + 9, count: null },
  ],
};
const lost = (percent: number, logged: boolean): Mail => ({
  ...{ name: `${String(percent)} % of webhooks lost${logged ? "" : " unseen"}`, invariant: "I10" },
  orders: (seed) => [
    { kind: "drop", logged, count: null, ...(percent === 100 ? {} : { chance: percent / 100, seed }) },
  ],
});
const mails = [
  ...[shuffled, shuffled, shuffled, lost(100, true), lost(100, false), lost(10, true), lost(10, false)],
  lost(1, false),
];

/** Any twin. */
export const twin: fc.Arbitrary<Twin> = fc.record({
  steps: calmSteps(5),
  mail: fc.constantFrom(...mails).map((mail) => ({ ...mail, [fc.toStringMethod]: () => mail.name })),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
});

/** I8 and I10: both runs end with the same board, and with the same comments where the rules leave no choice. */
export async function playTwin(stage: Stage, { steps, mail, seed }: Twin): Promise<Played> {
  const calm = await playOnce(stage, steps, []);
  const other = await playOnce(stage, steps, mail.orders(seed));
  const differs = (name: string, one: unknown, two: unknown): readonly string[] =>
    JSON.stringify(one) === JSON.stringify(two)
      ? []
      : [`${mail.name}: ${name} ${JSON.stringify(two)} instead of ${JSON.stringify(one)}`];
  const sure = calm.sure && other.sure;
  const same: Found = {
    checked: sure ? 2 : 0,
    violations: sure
      ? [...differs("board", calm.columns, other.columns), ...differs("comments", calm.kinds, other.kinds)]
      : [],
  };
  return {
    found: {
      [mail.invariant]: same,
      I3: { checked: calm.compared + other.compared, violations: [...calm.wrong, ...other.wrong] },
    },
    fired: { [mail.name]: other.fired },
    counts: other.fired > 0,
  };
}

interface Ended {
  readonly columns: readonly (number | null)[];
  /** By partner: what kinds of comments stand. Without a card, closed or unlabelled, it is seen by deliveries only. */
  readonly kinds: readonly (readonly string[])[];
  /** The rules left no choice on the way. */
  readonly sure: boolean;
  readonly compared: number;
  readonly wrong: readonly string[];
  readonly fired: number;
}

/** What a ground says but for the moments at which it came to be so. */
function timeless(ground: Ground): string {
  return JSON.stringify(ground, (key, value: unknown) => {
    if (key === "at" || key === "movedAt") return undefined;
    return value instanceof Set ? [...value] : value;
  });
}

/** Each change is handled before the next, by its webhook or by a sweep. */
async function playOnce(stage: Stage, steps: readonly Step[], orders: readonly FaultOrder[]): Promise<Ended> {
  const state = await open(stage, calm);
  const { faults } = state.world.pieces;
  for (const order of orders) faults.add(order);
  let sure = true;
  for (const step of steps) {
    await pass(state, step.after);
    await compare(state, "after a while");
    state.grounds = perform(state, step, contextOf(state));
    await pass(state, 0);
    await pass(state, 16 * MINUTE);
    await compare(state, JSON.stringify(step));
    sure &&= new Set(state.grounds.map(timeless)).size === 1;
  }
  const fired = faults.all().reduce((total, fault) => total + fault.fired.length, 0);
  for (let day = 0; day < 4; day += 1) await pass(state, DAY);
  await compare(state, "four days later");
  const columns = state.board.columns();
  return {
    ...{ columns, sure, compared: state.compared, wrong: state.wrong, fired },
    kinds: state.board.threads().map((thread, partner) =>
      ours(columns[partner] === null ? [] : thread)
        .map(({ kind }) => kind)
        .sort(),
    ),
  };
}
