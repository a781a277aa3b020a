import { DateTime } from "luxon";
import type { Setting } from "../life/act.ts";
import { chanceOf, type Chance } from "../life/chance.ts";
import { CHARACTERS, lifeOf } from "../life/life.ts";
import { plus } from "../oracle/calendar.ts";
import { expected, type Span } from "../oracle/expect.ts";
import { compare, type Comparison } from "../compare.ts";
import { readPosted } from "../read-posted.ts";
import { play, type Life } from "./play.ts";

export interface Simulated extends Comparison {
  readonly seed: number;
  readonly life: Life;
  readonly kills: number;
}

const ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"] as const;
const STARTS = ["2026-03-20", "2026-10-12", "2027-12-20", "2028-01-31", "2026-08-31"] as const;

/** One partner's life of so many months, from a seed: what should be read against what was. */
export function simulate(seed: number, months: number): Simulated {
  const life = aLife(seed, months);
  const { written, kills } = play(life);
  const seen = written.flatMap(({ at, on, body }) =>
    readPosted({ day: DateTime.fromMillis(at, { zone: life.setting.zone }).toISODate() ?? "", on, body }),
  );
  return { ...compare(expected(life.events, life.setting, life.span), seen), seed, life, kills };
}

/** The life of that seed. */
export function aLife(seed: number, months: number): Life {
  const chance = chanceOf(seed);
  const from = chance.oneOf(STARTS);
  const setting = aSetting(chance, from);
  const until = plus(from, { months });
  const down = downtimes(chance, from).filter(([, back]) => back < until);
  const span = { from, until, down };
  const away = (day: string): boolean =>
    span.down.some(([start, end]) => start.slice(0, 10) <= day && day <= end.slice(0, 10));
  const character = chance.oneOf(CHARACTERS);
  const people = [setting.owner, setting.lead] as const;
  const events = lifeOf(chance, { character, from, until: span.until, people, away, contactWrites: true });
  const killsInAHundred = chance.oneOf([0, 0, 5, 20]);
  return { setting, span, events, chance: chanceOf(seed + 1), killsInAHundred, audience: "team" };
}

function aSetting(chance: Chance, from: string): Setting {
  const holiday = (): string => plus(from, { days: chance.between(3, 330) });
  const pause = plus(from, { days: chance.between(20, 300) });
  return {
    ...{ zone: chance.oneOf(ZONES), lead: "lena", owner: "maria", contact: "carla" },
    holidays: [holiday(), holiday(), holiday()],
    pauses: chance.percent(30) ? [[pause, plus(pause, { days: chance.between(3, 21) })]] : [],
    away: chance.percent(40)
      ? { login: "maria", until: plus(from, { days: chance.between(5, 90) }), cover: "tom" }
      : null,
  };
}

/** Some weeks without the App: nobody acts meanwhile. */
function downtimes(chance: Chance, from: string): Span["down"] {
  if (!chance.percent(25)) return [];
  const start = plus(from, { days: chance.between(10, 250) });
  const end = plus(start, { days: chance.between(1, 90) });
  return [[`${start}T00:01`, `${end}T13:00`]];
}
