import { setTimeout as pause } from "node:timers/promises";
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
  type Said,
  type Shown,
} from "../theatre/evidence.ts";
import { addPartners, qualified } from "../theatre/pool.ts";
import { rest } from "../theatre/rest.ts";
import type { Slot } from "../theatre/slot.ts";
import { openTheatre, type Theatre, type TheatreOptions } from "../theatre/theatre.ts";
import type { Found, Run } from "../tally.ts";
import { drawDeed, drawing, type Deed, type Draw } from "./round.ts";

const PARTNERS = 14;
const DEEDS = 10;
/** Then threads are long: a new world. */
const BATCHES_OF_A_WORLD = 40;
/** The App lives for at most so many statements, requests, answers and deliveries, and for a moment more. */
const MOST_PLACES = 60;
const LONGEST_MOMENT_MS = 15;
const HOUR = 3_600_000;

export interface RandomKills {
  /** Kills of each batch: what was done meanwhile is judged at rest after the last one. */
  readonly batches: Iterator<Batch>;
  readonly report: (run: Run) => void;
}

export interface Batch {
  readonly seed: number;
  readonly kills: number;
}

/** Several people act on several partners at once; at random moments the App is killed, again and again. */
export async function randomKills(options: TheatreOptions, { batches, report }: RandomKills): Promise<void> {
  for (let next = batches.next(); next.done !== true;) {
    const world = await openWorld(options);
    try {
      for (let played = 0; played < BATCHES_OF_A_WORLD && next.done !== true; played += 1) {
        report(await playBatch(world, next.value));
        next = batches.next();
      }
    } finally {
      await world.theatre.close();
    }
  }
}

interface World {
  readonly theatre: Theatre;
  /** Where each partner stands by right. */
  readonly homes: Map<number, string>;
}

async function openWorld(options: TheatreOptions): Promise<World> {
  const theatre = await openTheatre(options);
  const fields = { "Primary contact": "Zoe Park @zoe-zephyr" };
  const stands = { stage: "Outreach", ticked: qualified, fields };
  const partners = addPartners(theatre, stands, PARTNERS);
  await theatre.slots[0]?.start();
  await rest(theatre);
  return { theatre, homes: new Map(partners.map((partner) => [partner, stands.stage])) };
}

async function playBatch({ theatre, homes }: World, { seed, kills }: Batch): Promise<Run> {
  const [slot] = theatre.slots;
  if (slot === undefined) throw new Error("no slot");
  const draw = drawing(seed);
  // Part of the load: reminders that fall due meanwhile.
  await theatre.turn(theatre.pieces.clock.now() + 5 * HOUR);
  const lives = Array.from({ length: kills }, () => drawLife(draw));
  const deeds = drawDeeds({ draw, homes, seed });
  const before = { ...mark(theatre), issues: issuesOf(theatre) };
  const hands = {
    tomas: theatre.hands(theatre.people.member),
    mara: theatre.hands(theatre.people.maintainer),
  };
  for (const [index, life] of lives.entries()) {
    const share = deeds.filter((_, of) => of % kills === index);
    await live({ theatre, slot, life }, () =>
      Promise.all(share.map(({ after, act }) => pause(after).then(() => act(hands)))),
    );
    await theatre.turn(theatre.pieces.clock.now() + life.downForMs);
    await slot.start();
  }
  await rest(theatre);
  for (const { partner, column } of deeds) homes.set(partner, column);
  return {
    ...{ kind: "batches of random kills", counts: true, kills, fired: { "SIGKILL at random": kills } },
    found: await judgeRound(theatre, before, deeds),
    replay: { seed, steps: { lives, deeds: deeds.map(({ partner, name }) => ({ partner, name })) } },
  };
}

/** How long the App lives, by what it does rather than by a clock, and how long it is down. */
interface Life {
  readonly places: number;
  /** Real milliseconds after the last of them. */
  readonly momentMs: number;
  /** Virtual milliseconds. */
  readonly downForMs: number;
}

function drawLife(draw: Draw): Life {
  return {
    places: 1 + Math.floor(draw() * MOST_PLACES),
    momentMs: draw() * LONGEST_MOMENT_MS,
    // The next write may go out at once, or what was in doubt may be looked for.
    downForMs: draw() < 0.5 ? 2_000 : 61_000,
  };
}

/** The App goes on with what there is and with what people do; it is killed after so many places, or at rest. */
async function live(
  { theatre, slot, life }: { readonly theatre: Theatre; readonly slot: Slot; readonly life: Life },
  meanwhile: () => Promise<unknown>,
): Promise<void> {
  const kill = (): void => {
    slot.kill();
  };
  let passed = 0;
  let dying: NodeJS.Timeout | undefined;
  slot.notice(() => {
    passed += 1;
    if (passed === life.places) dying = setTimeout(kill, life.momentMs);
  });
  await meanwhile();
  await rest(theatre);
  slot.notice(null);
  clearTimeout(dying);
  kill();
}

function drawDeeds({
  draw,
  homes,
  seed,
}: {
  readonly draw: () => number;
  readonly homes: World["homes"];
  readonly seed: number;
}): readonly Deed[] {
  const partners = [...homes.keys()];
  return Array.from({ length: DEEDS }, () => {
    const [partner = 0] = partners.splice(Math.floor(draw() * partners.length), 1);
    return drawDeed(draw, { partner, home: homes.get(partner) ?? "", number: seed });
  });
}

async function judgeRound(
  theatre: Theatre,
  before: Mark & { readonly issues: readonly Shown[] },
  deeds: readonly Deed[],
): Promise<Readonly<Record<string, Found>>> {
  const issues = issuesOf(theatre);
  const board = await theatre.hands(theatre.people.member).board();
  const columnOf = (partner: number) => board.find(({ number }) => number === partner)?.column ?? null;
  const once = deeds.flatMap((deed) => judgeDeed(theatre, { before, issues, deed }));
  return {
    I1: await acknowledged(theatre, before),
    I2: both(holds(once), onlyOnce(issues)),
    I3: both(
      holds(
        deeds.map(({ partner, name, column }) => [
          columnOf(partner) === column,
          `${name}: #${String(partner)} stands in ${String(columnOf(partner))}, not in ${column}`,
        ]),
      ),
      await finished(theatre),
    ),
    I5: oneReminderADay(issues),
    ...serial(sentSince(theatre, before)),
  };
}

function judgeDeed(
  theatre: Theatre,
  {
    before,
    issues,
    deed,
  }: {
    readonly before: Mark & { readonly issues: readonly Shown[] };
    readonly issues: readonly Shown[];
    readonly deed: Deed;
  },
): readonly (readonly [boolean, string])[] {
  const { partner, name } = deed;
  const lines = linesSince(theatre, before).filter(({ detail }) =>
    String(detail["of"]).endsWith(`#${String(partner)}`),
  );
  const moves = lines.filter(({ detail }) => detail["field"] === "Status").length;
  const known = new Set(saidIn(before.issues, partner).map(({ key }) => key));
  const refusals = saidIn(issues, partner).filter(
    ({ kind, key }) => kind === "refusal" && !known.has(key),
  ).length;
  const within = (count: number, [least, most]: readonly [number, number]): boolean =>
    count >= least && count <= most;
  const where = `${name}, #${String(partner)}`;
  return [
    [within(moves, deed.moves), `${where}: ${String(moves)} writes of Status`],
    [within(refusals, deed.refusals), `${where}: ${String(refusals)} refusals`],
    ...Object.entries(deed.fields).map(([field, value]) => {
      const written = lines.filter(({ detail }) => detail["field"] === field);
      const right = written.length === 1 && written[0]?.detail["to"] === value;
      return [
        right,
        `${where}: ${field} was written ${JSON.stringify(written.map(({ detail }) => detail["to"]))}`,
      ] as const;
    }),
  ];
}

function saidIn(issues: readonly Shown[], partner: number): readonly Said[] {
  return issues.find(({ number }) => number === partner)?.said ?? [];
}

/** Whatever was due, nobody reads two reminders of a partner on one day. */
function oneReminderADay(issues: readonly Shown[]): Found {
  const days = issues.flatMap(({ number, said }) =>
    said
      .filter(({ kind }) => kind === "reminder")
      .map(({ at }) => `#${String(number)} on ${new Date(at).toISOString().slice(0, 10)}`),
  );
  const doubled = days.filter((day, index) => days.indexOf(day) !== index);
  return { checked: days.length, violations: doubled.map((day) => `two reminders: ${day}`) };
}
