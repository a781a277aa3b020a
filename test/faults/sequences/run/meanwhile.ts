import fc from "fast-check";
import type { IncomingCall } from "../../../../src/sandbox/http/api.ts";
import { noStaleWrite } from "../invariants/moves.ts";
import { gather } from "../invariants/gather.ts";
import { moved } from "../model/model.ts";
import { columns } from "../stage/design.ts";
import { home } from "../stage/place.ts";
import { calm } from "../model/step.ts";
import type { Stage } from "../stage/stage.ts";
import { compare, contextOf } from "./compare.ts";
import { MINUTE, open, pass } from "./opening.ts";
import type { Played } from "./plain.ts";

/** Two moves of one card: the second while the App's answer to the first is on its way to GitHub. */
export interface Meanwhile {
  readonly partner: number;
  /** Where nobody may go yet; −1 for no Status, 6 for GitHub's own column. */
  readonly first: number;
  readonly second: number;
  /** Whether the webhooks come, or a sweep has to find out. */
  readonly heard: boolean;
}

/** Any such pair. */
export const meanwhile: fc.Arbitrary<Meanwhile> = fc
  .record({
    ...{ partner: fc.integer({ min: 0, max: 2 }), first: fc.constantFrom(-1, 5, 6) },
    ...{ second: fc.integer({ min: 0, max: 5 }), heard: fc.constantFrom(true, true, false) },
  })
  .filter(({ first, second }) => first !== second);

/** I9: GitHub writes whatever comes last, so the person's move is lost; the App sees that, and gives it its due. */
export async function playMeanwhile(stage: Stage, course: Meanwhile): Promise<Played> {
  const { partner, first, second, heard } = course;
  const state = await open(stage, calm);
  const { board, world } = state;
  const put = (column: number): void => {
    board.set(home.member, partner, { Status: column === -1 ? null : (columns[column] ?? "") });
  };
  let between = 0;
  world.beforeEach = (call) => {
    if (between > 0 || !writes(call, board.ground.cards[partner])) return;
    between += 1;
    if (!heard) world.pieces.faults.add({ kind: "drop", count: 1 });
    put(second);
  };
  const both = (column: number): void => {
    const by = { column, bot: false };
    const context = contextOf(state);
    state.grounds = state.grounds.flatMap((ground) => moved({ ground, index: partner }, by, context));
  };
  put(first);
  both(first);
  await pass(state, 0);
  if (between > 0) both(second);
  await pass(state, heard ? 0 : 16 * MINUTE);
  await compare(state, JSON.stringify(course));
  return {
    found: {
      I9: noStaleWrite(await gather(state)),
      I3: { checked: state.compared, violations: state.wrong },
    },
    fired: { "a person moves a card while it is written": between },
    counts: between > 0,
  };
}

function writes({ body }: IncomingCall, card: string | undefined): boolean {
  const text = JSON.stringify(body ?? "");
  return card !== undefined && text.includes("mutation") && text.includes(card);
}
