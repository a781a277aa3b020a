import { CommanderError } from "commander";
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
    else if (error instanceof CommandError || isSystemError(error)) tools.console.tell(error.message);
    else throw error;
    return EXIT.problems;
  }
}

function explained({ code, message, details }: AppError): string {
  const hint = HINTS[code];
  const about = [details["type"], details["path"]].filter((part) => typeof part === "string");
  return [`${message}${about.length === 0 ? "" : ` (${about.join(" at ")})`}.`, hint ?? ""].join(" ").trim();
}

const HINTS: Readonly<Record<string, string>> = {
  "github/unauthorised": "The token in GITHUB_TOKEN is wrong or has expired.",
  "github/forbidden": "The token lacks a scope or you lack the right: project, repo and read:org are needed.",
  "github/refused": "GitHub did not accept it; what was done before stays done.",
  "github/limited": "GitHub's rate limit is reached: wait some minutes and run it again.",
  "github/unreachable": "Is GHE_HOST right, and is there a network?",
};

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}
