import { issuesOf, mark } from "../theatre/evidence.ts";
import { addPartners } from "../theatre/pool.ts";
import { rest } from "../theatre/rest.ts";
import { openTheatre, type Theatre, type TheatreOptions } from "../theatre/theatre.ts";
import type { Run } from "../tally.ts";
import { judge } from "./judge.ts";
import type { Scenario, Scene } from "./scenarios.ts";

/** More than the ten minutes in which many wrong moves of one person are answered together. */
const APART = 11 * 60_000;

/** What is played, and who is told. */
export interface Report {
  /** Which of the places found are tried: all, or a sample. */
  readonly choose: (places: number) => Iterable<number>;
  readonly report: (run: Run) => void;
  readonly seed: number;
  /** Acts that will be played at most; fewer partners are then enough. */
  readonly most: number;
}

/**
 * Plays a scenario once to find every place at which the App reads or writes, then once for each place: there it is
 * killed, and started again.
 */
export async function atEachPlace(
  scenario: Scenario,
  options: TheatreOptions,
  { choose, report, seed, most }: Report,
): Promise<void> {
  const stock = createStock({ ...scenario, pool: Math.min(scenario.pool, most) }, options);
  const tell = (played: Played, place: number): void => {
    report({
      ...{ kind: place === 0 ? "scenarios without a kill" : "kills at a boundary", found: played.found },
      ...{
        fired: played.killedAt === null ? {} : { SIGKILL: 1 },
        counts: place === 0 || played.killedAt !== null,
      },
      ...{ kills: played.killedAt === null ? 0 : 1, places: place === 0 ? played.places : 0 },
      replay: { seed, steps: { scenario: scenario.name, place, killedAt: played.killedAt } },
    });
  };
  try {
    const attempt = async (place: number): Promise<number> => {
      const played = await play(scenario, await stock.next(), place).catch(restless);
      if (played.places === 0) await stock.discard();
      tell(played, place);
      return played.places;
    };
    for (const place of choose(await attempt(0))) await attempt(place);
  } finally {
    await stock.close();
  }
}

/** A board that never comes to rest is not legal. */
function restless(error: unknown): Played {
  const because = error instanceof Error ? error.message : String(error);
  return { found: { I3: { checked: 1, violations: [because] } }, places: 0, killedAt: null };
}

interface Stock {
  next(): Promise<Scene>;
  /** The world is not used again. */
  discard(): Promise<void>;
  close(): Promise<void>;
}

/** A partner for each act; when the world is used up, the next one. */
function createStock(scenario: Scenario, options: TheatreOptions): Stock {
  let theatre: Theatre | null = null;
  let partners: number[] = [];
  return {
    next: async () => {
      const partner = partners.shift();
      if (partner !== undefined && theatre !== null) return sceneOf(theatre, partner);
      await theatre?.close();
      theatre = await openTheatre(options);
      partners = [...addPartners(theatre, scenario.stands, scenario.pool)];
      await theatre.slots[0]?.start();
      await rest(theatre);
      return sceneOf(theatre, partners.shift() ?? 0);
    },
    discard: async () => {
      await theatre?.close();
      theatre = null;
    },
    close: async () => theatre?.close(),
  };
}

function sceneOf(theatre: Theatre, partner: number): Scene {
  return { theatre, partner, tomas: theatre.hands(theatre.people.member) };
}

interface Played {
  readonly found: Run["found"];
  readonly places: number;
  readonly killedAt: string | null;
}

async function play(scenario: Scenario, scene: Scene, at: number): Promise<Played> {
  const { theatre } = scene;
  const [slot] = theatre.slots;
  if (slot === undefined) throw new Error("no slot");
  await theatre.turn(theatre.pieces.clock.now() + APART);
  await scenario.prepare?.(scene);
  await rest(theatre);
  const before = { ...mark(theatre), issues: issuesOf(theatre) };
  slot.arm(at);
  const outcome = await scenario.act(scene);
  await rest(theatre);
  const { places, killedAt } = slot.disarm();
  const death = killedAt === null ? null : { place: killedAt, at: theatre.pieces.clock.now() };
  if (death !== null) {
    await slot.start();
    await rest(theatre);
  }
  const found = await judge(scene, before, { outcome, death });
  await scenario.tidy?.(scene);
  return { found, places: places.length, killedAt };
}
