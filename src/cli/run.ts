import { CommanderError } from "commander";
import { isNativeError } from "node:util/types";
import { AppError } from "../keeper/failure.ts";
import { CommandError, EXIT, type ExitCode } from "./console.ts";
import type { CommandTools } from "./define.ts";
import { createProgram } from "./program.ts";

/** Runs a command line. Whatever stands in the way is said in a sentence; only a bug of ours is thrown. */
export async function run(words: readonly string[], tools: CommandTools): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const program = createProgram(tools, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync(words, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.misunderstood;
    if (error instanceof AppError) tools.console.tell(explained(error));
    else if (error instanceof CommandError) tools.console.tell(error.message);
    else if (isSystemError(error)) tools.console.tell(inWords(error));
    else throw error;
    return EXIT.problems;
  }
}

function explained({ code, message, details }: AppError): string {
  const hint = HINTS[code];
  const about = ["type", "path", "reason"]
    .map((key) => details[key])
    .filter((part) => typeof part === "string");
  return [`${message.replace(/\.$/, "")}${about.length === 0 ? "" : ` (${about.join(" at ")})`}.`, hint ?? ""]
    .join(" ")
    .trim();
}

const HINTS: Readonly<Record<string, string>> = {
  "github/unauthorised": "The token in GITHUB_TOKEN is wrong or has expired.",
  "github/forbidden": "The token lacks a scope or you lack the right: project, repo and read:org are needed.",
  "github/refused": "GitHub did not accept it; what was done before stays done.",
  "github/limited": "GitHub's rate limit is reached: wait some minutes and run it again.",
  "github/unreachable": "Is GHE_HOST right, and is there a network?",
  "github/connection-lost": "Is GHE_HOST right, and is there a network?",
  "github/timeout": "Run it again; what was done before stays done.",
  "database-unreachable": "Is DATABASE_URL right, and does its server run?",
};

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return isNativeError(error) && "syscall" in error;
}

/** What the system says of files and ports, for people. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "is not there",
  EISDIR: "is a folder",
  ENOTDIR: "is not there",
  EACCES: "is closed to you",
  EPERM: "is closed to you",
  EROFS: "cannot be written",
  EADDRINUSE: "is taken",
};

function inWords({ code = "", message, ...at }: NodeJS.ErrnoException): string {
  const reason = REASONS[code];
  const port = "port" in at ? `Port ${String(at.port)}` : "The file";
  return reason === undefined ? message : `${at.path ?? port} ${reason}.`;
}
