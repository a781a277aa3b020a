import { setTimeout as pause } from "node:timers/promises";
import type { Hands } from "../../../src/sandbox/demo/hands.ts";
import type { Found, Run } from "../tally.ts";
import {
  acknowledged,
  both,
  finished,
  holds,
  issuesOf,
  linesSince,
  mark,
  onlyOnce,
  sentSince,
  serial,
  type Mark,
  type Unmade,
} from "../theatre/evidence.ts";
import { addPartners } from "../theatre/pool.ts";
import { rest } from "../theatre/rest.ts";
import { openTheatre, type Theatre, type TheatreOptions } from "../theatre/theatre.ts";

/** Partners in Identification, and somebody who moves them where they have not earned to be. */
export interface Stage {
  readonly theatre: Theatre;
  readonly tomas: Hands;
  readonly partners: readonly number[];
  /** Real milliseconds between two moves; the seed says how many. */
  readonly apartMs: number;
  /** What the trial itself takes out of the database again. */
  readonly unmade: Unmade[];
}

/** Something breaks while moves are judged. Fills in what else it saw; false: what was to happen did not. */
export interface Trial {
  readonly name: string;
  readonly processes?: number;
  /** How long a mutation is under way, real ms: what happens meanwhile shows. */
  readonly latency?: number;
  readonly happen: (stage: Stage, seen: Record<string, Found>) => Promise<boolean>;
}

const PARTNERS = 6;
const SWEPT_AFTER_MS = 16 * 60_000;

/** Plays a trial in a world of its own and judges what stands at rest: every card back, each once explained. */
export async function playTrial(trial: Trial, options: TheatreOptions, seed: number): Promise<Run> {
  const { processes = 1, latency = 0 } = trial;
  const theatre = await openTheatre({ ...options, processes, latency });
  try {
    const partners = addPartners(theatre, { stage: "Identification" }, PARTNERS);
    for (const slot of theatre.slots) await slot.start();
    await rest(theatre);
    // The dashboard is opened within a minute, and the limiter's pause after it is over: the next write goes out at once.
    await theatre.turn(theatre.pieces.clock.now() + 60_000);
    await rest(theatre);
    await theatre.turn(theatre.pieces.clock.now() + 2_000);
    const before = mark(theatre);
    const stage = {
      theatre,
      partners,
      apartMs: 1 + (seed % 9) * 7,
      tomas: theatre.hands(theatre.people.member),
      unmade: [],
    };
    const seen: Record<string, Found> = {};
    const happened = await trial.happen(stage, seen);
    for (const slot of theatre.slots) if (slot.actor() === null) await slot.start();
    await rest(theatre);
    // What nobody was told of is found by the sweep of the board.
    await theatre.turn(theatre.pieces.clock.now() + SWEPT_AFTER_MS);
    await rest(theatre);
    const found = merge(await judge(stage, before), seen);
    return {
      ...{ kind: "machinery", found, fired: { [trial.name]: happened ? 1 : 0 }, counts: happened },
      replay: { seed, steps: { trial: trial.name } },
    };
  } finally {
    await theatre.close();
  }
}

/** Everybody is moved where nobody may be, a few milliseconds apart. */
export async function moveAll({ tomas, partners, apartMs }: Stage): Promise<void> {
  await Promise.all(
    partners.map(async (partner, index) => {
      await pause(index * apartMs);
      await tomas.move(partner, "Outreach");
    }),
  );
}

/** Until `holds` does, looked at often; false after a minute. */
export async function until(holdsNow: () => boolean): Promise<boolean> {
  for (let looks = 0; looks < 30_000; looks += 1) {
    if (holdsNow()) return true;
    await pause(2);
  }
  return false;
}

async function judge(
  { theatre, partners, unmade }: Stage,
  before: Mark,
): Promise<Readonly<Record<string, Found>>> {
  const issues = issuesOf(theatre);
  const board = await theatre.hands(theatre.people.member).board();
  const moves = linesSince(theatre, before).filter(({ detail }) => detail["field"] === "Status");
  const each = partners.map((partner) => ({
    partner,
    column: board.find(({ number }) => number === partner)?.column ?? null,
    backs: moves.filter(({ detail }) => String(detail["of"]).endsWith(`#${String(partner)}`)).length,
    refusals: issues.find(({ number }) => number === partner)?.said.filter(({ kind }) => kind === "refusal")
      .length,
  }));
  return {
    I1: await acknowledged(theatre, before, unmade),
    I2: both(
      holds(
        each.flatMap(({ partner, backs, refusals }) => [
          [backs === 1, `#${String(partner)} was moved back ${String(backs)} times`] as const,
          [refusals === 1, `#${String(partner)} has ${String(refusals)} refusals`] as const,
        ]),
      ),
      onlyOnce(issues),
    ),
    I3: both(
      holds(
        each.map(({ partner, column }) => [
          column === "Identification",
          `#${String(partner)}: ${String(column)}`,
        ]),
      ),
      await finished(theatre),
    ),
    ...serial(sentSince(theatre, before)),
  };
}

function merge(
  one: Readonly<Record<string, Found>>,
  other: Readonly<Record<string, Found>>,
): Readonly<Record<string, Found>> {
  const merged = { ...one };
  for (const [name, found] of Object.entries(other)) {
    const before = merged[name];
    merged[name] = before === undefined ? found : both(before, found);
  }
  return merged;
}
