import { judged, through, type Context, type Ground } from "../model/model.ts";
import { distinct, type Play } from "../model/play.ts";
import { MINUTE, pass } from "./opening.ts";

/** What the model goes by now. */
export function contextOf({ facts, world }: Play): Context {
  return { facts, now: world.pieces.clock.now() };
}

/** The board has to stand as one of the legal runs says, now or when the caps allow; other runs are thereby out. */
export async function compare(state: Play, after: string): Promise<void> {
  const legal = legalNow(state);
  state.pending = [];
  state.compared += 1;
  for (const wait of [0, 2 * MINUTE, 11 * MINUTE]) {
    if (wait > 0) await pass(state, wait);
    const shown = state.board.columns();
    const matching = legal.filter((ground) => stands(ground, shown, state.archived));
    if (matching.length > 0) {
      state.grounds = matching;
      return;
    }
  }
  const shown = state.board.columns();
  const said = legal.map((ground) => ground.map(({ column }) => column));
  state.wrong.push(`${after}: the board shows ${JSON.stringify(shown)}, legal are ${JSON.stringify(said)}`);
  state.grounds = legal
    .slice(0, 1)
    .map((ground) => ground.map((kept, index) => ({ ...kept, column: shown[index] ?? null })));
}

/** An archived card is nobody's business. */
function stands(ground: Ground, shown: readonly (number | null)[], archived: ReadonlySet<number>): boolean {
  return ground.every(({ column }, index) => archived.has(index) || column === shown[index]);
}

function legalNow(state: Play): readonly Ground[] {
  const context = contextOf(state);
  const seen = state.pending.reduce<readonly Ground[]>(
    (grounds, { partner, bot }) =>
      grounds.flatMap((each) => judged({ ground: each, index: partner }, bot, context)),
    state.grounds,
  );
  return distinct(seen.flatMap((each) => through(each, context)));
}
