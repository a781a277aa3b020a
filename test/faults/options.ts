import { parseArgs, types } from "node:util";
import { all, few, type Amounts, type Order } from "./order.ts";

/** What the command line asks for. */
export interface Asked extends Omit<Order, "progress" | "within"> {
  /** Names of chapters, in the order in which they are played. */
  readonly chapters: readonly string[];
  /** Real milliseconds for all of them. */
  readonly within: number;
  readonly json: boolean;
  readonly report: boolean;
}

/** What was understood, or what is wrong. */
export type Reading =
  { readonly kind: "asked"; readonly asked: Asked } | { readonly kind: "wrong"; readonly because: string };

const MINUTE = 60_000;
/**
 * Minutes. The quick programme is one of many steps on every commit; the full one is started by hand and, with what is
 * under way when the time is over, ends within 90 minutes.
 */
const usualMinutes = { quick: 2.5, full: 80 } as const;
const MUTANTS = "mutants";

const flag = { type: "boolean" } as const;
const text = { type: "string" } as const;
const options = {
  quick: flag,
  json: flag,
  mutants: flag,
  report: flag,
  only: text,
  seed: text,
  processes: text,
  minutes: text,
  sequences: text,
  kills: text,
  ambiguous: text,
  duplicates: text,
  fuzz: text,
};

/** Reads the arguments. `known` are the chapters of the programme. */
export function readArguments(args: readonly string[], known: readonly string[]): Reading {
  try {
    const { values } = parseArgs({ args: [...args], options });
    return { kind: "asked", asked: asked(values, known) };
  } catch (error) {
    if (!types.isNativeError(error)) throw error;
    return { kind: "wrong", because: error.message };
  }
}

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

function asked(values: Values, known: readonly string[]): Asked {
  const quick = values.quick === true;
  return {
    quick,
    chapters: chaptersOf(values, known),
    amounts: amountsOf(values, quick ? few : all),
    seed: whole("seed", values.seed ?? "1", 0),
    processes: whole("processes", values.processes ?? "2", 1),
    within: minutes(values.minutes) ?? usualMinutes[quick ? "quick" : "full"] * MINUTE,
    ...{ json: values.json === true, report: values.report === true },
  };
}

function chaptersOf({ only, mutants }: Values, known: readonly string[]): readonly string[] {
  if (mutants === true && only !== undefined) throw new Error("--mutants and --only do not go together");
  if (mutants === true) return [MUTANTS];
  if (only === undefined) return known;
  if (!known.includes(only)) throw new Error(`--only: there is no ${only}; chapters are ${known.join(", ")}`);
  return [only];
}

function amountsOf(values: Values, usual: Amounts): Amounts {
  const amount = (name: keyof Amounts): number => {
    const value = values[name];
    return value === undefined ? usual[name] : whole(name, value, 0);
  };
  return {
    ...{ sequences: amount("sequences"), kills: amount("kills"), ambiguous: amount("ambiguous") },
    ...{ duplicates: amount("duplicates"), fuzz: amount("fuzz") },
  };
}

function whole(name: string, value: string, least: number): number {
  if (!/^\d{1,9}$/.test(value) || Number(value) < least)
    throw new Error(`--${name}: ${value} is no whole number from ${String(least)} on`);
  return Number(value);
}

function minutes(value: string | undefined): number | null {
  if (value === undefined) return null;
  if (!/^\d{1,4}(\.\d+)?$/.test(value) || Number(value) === 0)
    throw new Error(`--minutes: ${value} is no number of minutes`);
  return Number(value) * MINUTE;
}
