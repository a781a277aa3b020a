import type { StageId } from "../ids.ts";
import type { Stage } from "../playbook/playbook.ts";
import { parseDay } from "../time/instant.ts";
import { isEmptySpan, parseSpan } from "../time/span.ts";
import type { Span } from "../time/time.ts";
import type { CommandName } from "./command-table.ts";
import type { Command, Exit, Sync } from "./command.ts";

/** The text behind the name, and what it may refer to. */
interface Given {
  readonly rest: string;
  readonly stages: readonly Pick<Stage, "id" | "name">[];
}

/** Reads the arguments of a command; null: not as the command wants them. */
export type ReadArguments = (given: Given) => Command | null;

const LONGEST_PAUSE_DAYS = 366;
const EVERY = /^every\s+(?:(\d{1,2})\s+)?(days?|weeks?|months?)\s+from\s+(\S+)$/i;

/** How each command of the table reads its arguments. */
export const readers: Readonly<Record<CommandName, ReadArguments>> = {
  check: ({ rest, stages }) => {
    if (rest === "") return { name: "check", stage: null };
    const stage = stageNamed(stages, rest);
    return stage === null ? null : { name: "check", stage };
  },
  override: ({ rest }) => (rest === "" ? null : { name: "override", reason: rest }),
  next: ({ rest }) => {
    const [first, text] = firstWord(rest);
    const day = parseDay(first);
    return day === null || text === "" ? null : { name: "next", day, text };
  },
  done: bare("done"),
  sent: ({ rest }) => {
    const day = rest === "" ? null : parseDay(rest);
    return rest !== "" && day === null ? null : { name: "sent", day };
  },
  replied: bare("replied"),
  snooze: ({ rest }) => {
    const span = pause(rest);
    return span === null ? null : { name: "snooze", span };
  },
  hold: ({ rest }) => hold(rest),
  resume: bare("resume"),
  exit: ({ rest }) => exit(rest),
  sync: ({ rest }) => {
    const sync = readSync(rest);
    return sync === null ? null : { name: "sync", sync };
  },
  help: bare("help"),
};

function bare(name: "done" | "replied" | "resume" | "help"): ReadArguments {
  return ({ rest }) => (rest === "" ? { name } : null);
}

function hold(rest: string): Command | null {
  const [first, behind] = firstWord(rest);
  if (first.toLowerCase() !== "until")
    return rest === "" ? null : { name: "hold", until: null, reason: rest };
  const [date, reason] = firstWord(behind);
  const until = parseDay(date);
  return until === null || reason === "" ? null : { name: "hold", until, reason };
}

function exit(rest: string): Command | null {
  const [kind, behind] = firstWord(rest);
  const why = kind.toLowerCase();
  switch (why) {
    case "declined":
    case "disqualified":
    case "no-response":
    case "wound-down":
      return left({ why }, behind);
    case "not-now": {
      const [date, reason] = firstWord(behind);
      const until = parseDay(date);
      return until === null ? null : left({ why, until }, reason);
    }
    case "merged": {
      const [number, reason] = firstWord(behind);
      const into = issueNumber(number);
      return into === null ? null : left({ why, into }, reason);
    }
    default:
      return null;
  }
}

function left(how: Exit, reason: string): Command {
  return { name: "exit", exit: how, reason };
}

function readSync(rest: string): Sync | null {
  const day = parseDay(rest);
  if (day !== null) return { kind: "on", day };
  if (rest.toLowerCase() === "skip") return { kind: "skip" };
  const [, times = "1", unit = "", date = ""] = EVERY.exec(rest) ?? [];
  const span = parseSpan(`${times} ${unit}`);
  const from = parseDay(date);
  return span === null || from === null || isEmptySpan(span) ? null : { kind: "every", span, from };
}

function pause(text: string): Span | null {
  const span = parseSpan(text);
  if (span === null || isEmptySpan(span)) return null;
  return span.months * 31 + span.weeks * 7 + span.days <= LONGEST_PAUSE_DAYS ? span : null;
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

function stageNamed(stages: Given["stages"], text: string): StageId | null {
  const wanted = comparable(text);
  return stages.find(({ id, name }) => [id, name].some((known) => comparable(known) === wanted))?.id ?? null;
}

function comparable(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s_"'-]+/g, " ")
    .trim();
}
