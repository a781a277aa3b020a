import { bodyOf, inBody, type Facts } from "../model/facts.ts";
import { adopted } from "../model/model.ts";
import { fieldsOf, type Play } from "../model/play.ts";
import type { Setting } from "../model/step.ts";
import { boardOn } from "../stage/board.ts";
import { layBoard } from "../stage/ground.ts";
import { home, homeWithNotesApart, openNotesApart, letContactsRead } from "../stage/place.ts";
import type { Stage } from "../stage/stage.ts";
import type { GithubWorld } from "../stage/github.ts";

export const MINUTE = 60_000;
export const START = Date.UTC(2026, 2, 2, 10);
const healthy: Facts = {
  ...{ fit: 3, held: true, signal: false, boxes: 5, organisation: true, contact: true, owner: true },
  ...{ environment: null, since: null, level: null, openTroubles: 0, lastTroubleClosed: null },
};
/** The first partner's later checklists are not in its body: they are ticked in our comments. */
const cast: readonly { readonly stage: number; readonly facts: Facts; readonly lists: readonly number[] }[] =
  [
    { stage: 1, facts: { ...healthy, held: false, boxes: 0 }, lists: inBody.first },
    { stage: 3, facts: healthy, lists: inBody.all },
    { stage: 4, facts: { ...healthy, environment: "Production", level: "L3" }, lists: inBody.all },
  ];

/** The usual board of three partners, adopted and at rest. `more` is added to the scene. */
export async function open(
  stage: Stage,
  setting: Setting,
  more: (world: GithubWorld) => void = () => undefined,
): Promise<Play> {
  const { shared, notesApart, workers } = setting;
  const { world, scene } = await stage.begin({ base: START, workers }, (made) => {
    if (shared) letContactsRead(made.pieces, home, home.repository);
    if (notesApart) openNotesApart(made.pieces);
    more(made);
    return layBoard(
      made.pieces,
      notesApart ? homeWithNotesApart : home,
      cast.map(({ stage: at, facts, lists }) => ({
        ...{ stage: at, body: bodyOf(facts, lists), fields: fieldsOf(facts) },
      })),
    );
  });
  return {
    ...{ stage, world, board: boardOn(scene), setting, facts: cast.map(({ facts }) => facts), pending: [] },
    grounds: [cast.map(({ stage: at }) => adopted(at))],
    ...{ troubles: new Map(), said: [], deleted: new Set(), archived: new Set(), fired: [], wrong: [] },
    compared: 0,
  };
}

/** Lets time pass until nothing is due any more. */
export async function pass({ stage, world }: Pick<Play, "stage" | "world">, ms: number): Promise<void> {
  const { clock } = world.pieces;
  if (ms > 0) clock.set({ to: clock.now() + ms });
  await stage.settle(world);
}
