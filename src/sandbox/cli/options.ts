import { parseArgs } from "node:util";
import { isNativeError } from "node:util/types";

/** What the command line asks for. */
export type CliChoice =
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly problems: readonly string[] }
  | { readonly kind: "run"; readonly options: CliOptions };

export interface CliOptions {
  readonly json: boolean;
  readonly port: number;
  readonly speed: number;
  readonly empty: boolean;
  readonly data: string | null;
}

export const usage = `Usage: npm run sandbox -- [options]

Starts a small GitHub on this machine and Stagekeeper beside it.

  --json        print one line of JSON (addresses and tokens) and nothing else
  --port N      port of the sandbox; 0 takes a free one (default)
  --speed N     virtual seconds per second (default 1)
  --empty       an organisation without a board
  --data DIR    keep the App's data and log there instead of in a temporary directory
  --help        show this

Ctrl-C stops everything and leaves nothing behind. More in docs/sandbox.md.
`;

const known = {
  json: { type: "boolean", default: false },
  port: { type: "string", default: "0" },
  speed: { type: "string", default: "1" },
  empty: { type: "boolean", default: false },
  data: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

/** Reads the arguments after the script's name. */
export function readOptions(args: readonly string[]): CliChoice {
  try {
    const { values } = parseArgs({ args: [...args], options: known, strict: true, allowPositionals: false });
    return values.help ? { kind: "help" } : checked(values);
  } catch (error) {
    if (!isNativeError(error) || !("code" in error)) throw error;
    return { kind: "wrong", problems: [error.message] };
  }
}

function checked({
  json,
  empty,
  data,
  ...numbers
}: {
  readonly json: boolean;
  readonly empty: boolean;
  readonly data?: string;
  readonly port: string;
  readonly speed: string;
}): CliChoice {
  const port = wholeNumber(numbers.port, 65_535);
  const speed = positive(numbers.speed, 100_000);
  if (port !== null && speed !== null && data !== "")
    return { kind: "run", options: { json, port, speed, empty, data: data ?? null } };
  const problems = [
    ...(port === null ? [`--port is a whole number from 0 to 65535, not '${numbers.port}'`] : []),
    ...(speed === null ? [`--speed is a number above 0 and up to 100000, not '${numbers.speed}'`] : []),
    ...(data === "" ? ["--data needs the name of a directory"] : []),
  ];
  return { kind: "wrong", problems };
}

function wholeNumber(text: string, most: number): number | null {
  return /^\d{1,9}$/.test(text) && Number(text) <= most ? Number(text) : null;
}

function positive(text: string, most: number): number | null {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  return number > 0 && number <= most ? number : null;
}
