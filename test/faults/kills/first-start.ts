import { finished, holds, issuesOf, linesSince, mark, onlyOnce, both } from "../theatre/evidence.ts";
import type { JournalLine } from "../../../src/sandbox/contract.ts";
import { addPartners } from "../theatre/pool.ts";
import { rest } from "../theatre/rest.ts";
import { openTheatre, type Theatre, type TheatreOptions } from "../theatre/theatre.ts";
import type { Report } from "./boundaries.ts";

const POOL = 3;
const DAY = 86_400_000;

/**
 * The first start on an empty database, migration and adoption in it, killed at each place it passes. It is the same
 * board each time, so what earlier turns posted is read back, and a reminder may fall due from it: once.
 */
export async function firstStarts(options: TheatreOptions, { choose, report, seed }: Report): Promise<void> {
  const theatre = await openTheatre(options);
  try {
    const partners = addPartners(theatre, { stage: "Outreach" }, POOL);
    let turn = 0;
    const once = async (at: number): Promise<number> => {
      turn += 1;
      const { found, places, killedAt } = await start(theatre, { at, partner: partners[turn % POOL] ?? 0 });
      report({
        ...{ kind: at === 0 ? "scenarios without a kill" : "kills at a boundary", found },
        ...{ fired: killedAt === null ? {} : { "SIGKILL at the first start": 1 } },
        ...{ counts: at === 0 || killedAt !== null, kills: killedAt === null ? 0 : 1 },
        places: at === 0 ? places : 0,
        replay: { seed, steps: { scenario: "the first start", place: at, killedAt } },
      });
      return places;
    };
    for (const place of choose(await once(0))) await once(place);
  } finally {
    await theatre.close();
  }
}

/** The board is adopted as it stands: nothing is judged, and from then on a move is. */
async function start(theatre: Theatre, { at, partner }: { readonly at: number; readonly partner: number }) {
  const [slot] = theatre.slots;
  if (slot === undefined) throw new Error("no slot");
  slot.kill();
  await theatre.postgres.recreate(theatre.database);
  // A day with other moves back is over.
  await theatre.turn(theatre.pieces.clock.now() + DAY);
  const before = mark(theatre);
  slot.arm(at);
  await slot.start();
  await rest(theatre);
  const { places, killedAt } = slot.disarm();
  if (killedAt !== null) {
    await slot.start();
    await rest(theatre);
  }
  const written = linesSince(theatre, before)
    .filter(judging)
    .map(({ detail }) => JSON.stringify(detail));
  const tomas = theatre.hands(theatre.people.member);
  const [state] = await theatre.postgres.ask(
    theatre.database,
    "select count(*)::int as adopted from pipeline where adopted",
  );
  await tomas.move(partner, "Onboarding");
  await rest(theatre);
  const column = await tomas.column(partner);
  const moves = linesSince(theatre, before).filter(({ detail }) => detail["field"] === "Status").length;
  const found = {
    I2: both(
      holds([
        [written.length === 0, `written though a board is adopted as it stands: ${written.join(", ")}`],
        [moves === 1, `${String(moves)} moves back of one unearned move`],
      ]),
      onlyOnce(issuesOf(theatre)),
    ),
    I3: both(
      holds([
        [state?.["adopted"] === 1, "the board was not adopted"],
        [column === "Outreach", `after the start an unearned move stands: ${String(column)}`],
      ]),
      await finished(theatre),
    ),
  };
  return { found, places: places.length, killedAt };
}

/** A move, or a comment but a reminder; Health is derived and shown on every card, the dashboard is an issue of its own. */
function judging({ detail }: JournalLine): boolean {
  return (
    detail["field"] === "Status" || ("comment" in detail && !String(detail["opening"]).includes('"reminder/'))
  );
}
