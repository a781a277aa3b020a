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
import { openTheatre, type Theatre, type TheatreOptions } from "../theatre/theatre.ts";
import type { Found, Run } from "../tally.ts";
import { drawDeed, drawing, type Deed } from "./round.ts";

const PARTNERS = 8;
const AT_ONCE = 5;
/** Then threads are long: a new world. */
const ROUNDS_OF_A_WORLD = 60;
const LATEST_KILL_MS = 400;
const HOUR = 3_600_000;

/** Rounds `from` to `to`: several people act on several partners at once, and at some moment the App is killed. */
export async function randomKills(
  options: TheatreOptions,
  {
    rounds,
    seed,
    report,
  }: { readonly rounds: Iterator<number>; readonly seed: number; readonly report: (run: Run) => void },
): Promise<void> {
  for (let next = rounds.next(); next.done !== true;) {
    const world = await openWorld(options);
    try {
      for (let round = 0; round < ROUNDS_OF_A_WORLD && next.done !== true; round += 1, next = rounds.next())
        report(await playRound(world, seed + next.value));
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

async function playRound({ theatre, homes }: World, seed: number): Promise<Run> {
  const [slot] = theatre.slots;
  if (slot === undefined) throw new Error("no slot");
  const draw = drawing(seed);
  // Part of the load: reminders that fall due meanwhile.
  await theatre.turn(theatre.pieces.clock.now() + 5 * HOUR);
  const deeds = drawDeeds({ draw, homes, seed });
  const before = { ...mark(theatre), issues: issuesOf(theatre) };
  const killAfter = draw() * LATEST_KILL_MS;
  const hands = {
    tomas: theatre.hands(theatre.people.member),
    mara: theatre.hands(theatre.people.maintainer),
  };
  await Promise.all([
    pause(killAfter).then(() => {
      slot.kill();
    }),
    ...deeds.map(async ({ after, act }) => {
      await pause(after);
      await act(hands);
    }),
  ]);
  await slot.start();
  await rest(theatre);
  for (const { partner, column } of deeds) homes.set(partner, column);
  return {
    ...{ kind: "random kills", counts: true, kills: 1, fired: { "SIGKILL at random": 1 } },
    found: await judgeRound(theatre, before, deeds),
    replay: {
      seed,
      steps: { killAfter, deeds: deeds.map(({ partner, name, after }) => ({ partner, name, after })) },
    },
  };
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
  return Array.from({ length: AT_ONCE }, () => {
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
