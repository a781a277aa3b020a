import type { StageId } from "../ids.ts";
import type { Stage } from "../playbook/playbook.ts";
import { parseDay } from "../time/instant.ts";
import { isEmptySpan, parseSpan } from "../time/span.ts";
import type { Day, Span } from "../time/time.ts";

/** What stands behind a command's name: how it is written and how it is read, as one value. */
export interface Argument<T> {
  /** `[until DATE] REASON`; empty for nothing. */
  readonly form: string;
  /** Whether the text could begin with it: else an optional one was left out, and another of a choice is meant. */
  readonly begins: (text: string) => boolean;
  readonly read: (text: string, stages: Stages) => Reading<T>;
}

export type Stages = readonly Pick<Stage, "id" | "name">[];
export type Reading<T> = { readonly value: T; readonly behind: string } | { readonly wanted: Wanted };
/** What should have stood where reading ended; `nothing`: the line is longer than the command. */
export type Wanted = "DATE" | "DURATION" | "STAGE" | "#N" | "REASON" | "TEXT" | "choice" | "nothing";

type Parts = Readonly<Record<string, Argument<unknown>>>;
type ValuesOf<P extends Parts> = {
  readonly [Name in keyof P]: P[Name] extends Argument<infer T> ? T : never;
};

const LONGEST_DAYS = 366;
const MOST_WORDS_OF_A_DURATION = 6;
const UNIT = /^(?:day|week|month|year)$/i;

/** `2026-12-01` */
export const date: Argument<Day> = {
  form: "DATE",
  begins: isSomething,
  read(text) {
    const [first, behind] = firstWord(text);
    const day = parseDay(first);
    return day === null ? { wanted: "DATE" } : { value: day, behind };
  },
};

/** `3d`, `2 weeks`, `week`: a year at most. */
export const duration: Argument<Span> = {
  form: "DURATION",
  begins: isSomething,
  read(text) {
    const words = text.split(/\s+/, MOST_WORDS_OF_A_DURATION);
    for (let count = words.length; count > 0; count -= 1) {
      const span = spanOf(words.slice(0, count).join(" "));
      if (span !== null) return { value: span, behind: text.split(/\s+/).slice(count).join(" ") };
    }
    return { wanted: "DURATION" };
  },
};

/** A stage by its name or id, to the end of the line. */
export const stage: Argument<StageId> = {
  form: "STAGE",
  begins: isSomething,
  read(text, stages) {
    const wanted = comparable(text);
    const found = stages.find(({ id, name }) => [id, name].some((known) => comparable(known) === wanted));
    return found === undefined ? { wanted: "STAGE" } : { value: found.id, behind: "" };
  },
};

/** `#12`: the number of an issue. */
export const issue: Argument<number> = {
  form: "#N",
  begins: isSomething,
  read(text) {
    const [first, behind] = firstWord(text);
    const number = issueNumber(first);
    return number === null ? { wanted: "#N" } : { value: number, behind };
  },
};

/** Words of one's own, to the end of the line. */
export function words(form: "REASON" | "TEXT"): Argument<string> {
  return {
    form,
    begins: isSomething,
    read: (text) => (text === "" ? { wanted: form } : { value: text, behind: "" }),
  };
}

/** May be left out, which gives `otherwise`. */
export function optional<T, O>(argument: Argument<T>, otherwise: O): Argument<T | O> {
  return {
    form: `[${argument.form}]`,
    begins: argument.begins,
    read: (text, stages) =>
      argument.begins(text) ? argument.read(text, stages) : { value: otherwise, behind: text },
  };
}

/** A word that stands for itself, and what it leads. */
export function keyword<T>(word: string, argument: Argument<T>): Argument<T> {
  const begins = (text: string): boolean => firstWord(text)[0].toLowerCase() === word;
  return {
    form: `${word} ${argument.form}`.trim(),
    begins,
    read: (text, stages) => (begins(text) ? argument.read(firstWord(text)[1], stages) : { wanted: "choice" }),
  };
}

/** One after the other; no parts at all is nothing. */
export function inOrder<P extends Parts>(parts: P): Argument<ValuesOf<P>> {
  const all = Object.entries(parts);
  return {
    form: all.map(([, { form }]) => form).join(" "),
    begins: (text) => all[0]?.[1].begins(text) ?? true,
    read(text, stages) {
      const values: Record<string, unknown> = {};
      let behind = text;
      for (const [name, part] of all) {
        const reading = part.read(behind, stages);
        if ("wanted" in reading) return reading;
        values[name] = reading.value;
        behind = reading.behind;
      }
      return { value: values as ValuesOf<P>, behind };
    },
  };
}

/** One of several. What fits none is judged as the last that it could begin. */
export function oneOf<T>(...choices: readonly Argument<T>[]): Argument<T> {
  return {
    form: choices.map(({ form }) => form).join("|"),
    begins: (text) => choices.some(({ begins }) => begins(text)),
    read(text, stages) {
      const tried = choices.filter(({ begins }) => begins(text)).map(({ read }) => read(text, stages));
      return tried.find((reading) => !("wanted" in reading)) ?? tried.at(-1) ?? { wanted: "choice" };
    },
  };
}

/** The same, with what is known of it beside what was read. */
export function known<const F extends object, T>(facts: F, argument: Argument<T>): Argument<F & T> {
  return {
    ...argument,
    read(text, stages) {
      const reading = argument.read(text, stages);
      return "wanted" in reading ? reading : { ...reading, value: { ...facts, ...reading.value } };
    },
  };
}

/** `#12`: the number of an issue. */
export function issueNumber(text: string): number | null {
  return /^#[1-9]\d{0,8}$/.test(text) ? Number(text.slice(1)) : null;
}

/** The first word, and what stands behind it. */
export function firstWord(text: string): readonly [first: string, behind: string] {
  const end = text.search(/\s|$/);
  return [text.slice(0, end), text.slice(end).trim()];
}

function isSomething(text: string): boolean {
  return text !== "";
}

function spanOf(text: string): Span | null {
  const span = parseSpan(UNIT.test(text) ? `1 ${text}` : text);
  if (span === null || isEmptySpan(span)) return null;
  return span.months * 31 + span.weeks * 7 + span.days <= LONGEST_DAYS ? span : null;
}

function comparable(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s_"'-]+/g, " ")
    .trim();
}
