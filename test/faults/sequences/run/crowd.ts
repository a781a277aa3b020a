import { contentWithin, spaced, writesIn } from "../invariants/limits.ts";
import { self } from "../invariants/evidence.ts";
import { sum } from "../invariants/found.ts";
import { boardOn } from "../stage/board.ts";
import { layBoard } from "../stage/ground.ts";
import { home } from "../stage/place.ts";
import type { Stage } from "../stage/stage.ts";
import { MINUTE, START } from "./opening.ts";
import type { Played } from "./plain.ts";

const PARTNERS = 53;
const QUESTIONS = 10;

/** I12 under pressure: more answers are asked for at once than GitHub takes in an hour. */
export async function playCrowd(stage: Stage): Promise<Played> {
  const { world, scene } = await stage.begin({ base: START, workers: 1 }, ({ pieces }) =>
    layBoard(
      pieces,
      home,
      Array.from({ length: PARTNERS }, () => ({ stage: 1, body: "", fields: { Organisation: "Acme" } })),
    ),
  );
  const board = boardOn(scene);
  for (let partner = 0; partner < PARTNERS; partner += 1)
    for (let times = 0; times < QUESTIONS; times += 1) board.comment(home.member, partner, "/help");
  await stage.settle(world);
  const writes = writesIn(world.tape.passed);
  const answers = world.pieces.journal.filter(
    ({ actor, operation }) => actor === self && operation === "addComment",
  ).length;
  const asked = PARTNERS * QUESTIONS;
  return {
    found: {
      I12: sum(spaced(writes), contentWithin(writes, MINUTE, 80), contentWithin(writes, 60 * MINUTE, 500)),
      I18: {
        checked: asked,
        violations: answers === asked ? [] : [`${String(answers)} answers to ${String(asked)} commands`],
      },
    },
    fired: { "more asked for than an hour allows": 1 },
    counts: true,
  };
}
