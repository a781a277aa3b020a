import { parseArgs } from "node:util";
import { play } from "./board/play.ts";
import { compare, type Comparison } from "./compare.ts";
import type { Event, Setting } from "./life/act.ts";
import { chanceOf, type Chance } from "./life/chance.ts";
import { lifeOf } from "./life/life.ts";
import { plus } from "./oracle/calendar.ts";
import { expected } from "./oracle/expect.ts";
import { readPosted } from "./read-posted.ts";

const FROM = "2026-09-07";
const PARTNERS = 12;
/** So many reach Active Partnership, which has no more places. */
const PLACES = 5;

const { values } = parseArgs({ options: { seed: { type: "string" }, months: { type: "string" } } });
process.exitCode = await simulate(Number(values.seed ?? 1), Number(values.months ?? 12));

/** A programme of that seed, on a sandbox of its own. Answers the exit code. */
async function simulate(seed: number, months: number): Promise<number> {
  const chance = chanceOf(seed);
  const until = plus(FROM, { months });
  const setting = aSetting(chance);
  const lives = Array.from({ length: PARTNERS }, (_, index) => aLife(chance, { index, until, setting }));
  const acts = lives.reduce((sum, life) => sum + life.length, 0);
  const shown = `seed ${String(seed)}: ${String(PARTNERS)} partners, ${String(months)} months, ${String(acts)} things that people do`;
  say(shown);
  const { posted, kills, lost, doubled } = await play({
    ...{ setting, from: FROM, until, lives, chance: chanceOf(seed + 1) },
    onDay: (day) => {
      if (day.endsWith("-01")) say(`  ${day}`);
    },
  });
  const compared = lives.map((life, index) =>
    compare(
      expected(life, setting, { from: FROM, until, down: [] }),
      (posted[index] ?? []).flatMap(readPosted),
    ),
  );
  say(`killed ${String(kills)} times; ${String(lost)} webhooks lost, ${String(doubled)} doubled`);
  return report(compared);
}

function report(compared: readonly Comparison[]): number {
  compared.forEach(({ missed, doubled }, index) => {
    for (const line of missed) say(`  missed: partner ${String(index + 1)}, ${line}`);
    for (const line of doubled) say(`  not expected: partner ${String(index + 1)}, ${line}`);
  });
  const sum = (count: (one: Comparison) => number): number =>
    compared.reduce((total, one) => total + count(one), 0);
  const missed = sum((one) => one.missed.length);
  const doubled = sum((one) => one.doubled.length);
  say(
    `simulation: ${String(sum((one) => one.expected))} expected, ${String(sum((one) => one.seen))} seen, ${String(missed)} missed, ${String(doubled)} doubled`,
  );
  return missed + doubled === 0 ? 0 : 1;
}

function aSetting(chance: Chance): Setting {
  const people = { lead: "mara-lindqvist", owner: "tomas-brandt", contact: "jane-acme" };
  return {
    ...people,
    zone: "Europe/Berlin",
    holidays: ["2026-12-25", "2027-01-01", "2027-05-06"],
    pauses: [["2026-12-24", "2027-01-03"]],
    away: { login: people.owner, until: plus(FROM, { days: chance.between(5, 20) }), cover: people.lead },
  };
}

function aLife(
  chance: Chance,
  { index, until, setting }: { readonly index: number; readonly until: string; readonly setting: Setting },
): readonly Event[] {
  const reaches = index < PLACES;
  const character = reaches
    ? chance.oneOf(["partner", "graduate"])
    : chance.oneOf(["silent", "disqualified", "stalled"]);
  const from = plus(FROM, { days: index < 8 ? chance.between(0, 14) : chance.between(30, 200) });
  const people = [setting.owner, setting.lead] as const;
  return lifeOf(chance, { character, from, until, people, contactWrites: false, away: () => false });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
