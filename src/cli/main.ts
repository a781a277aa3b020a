#!/usr/bin/env node
import { CommanderError } from "commander";
import { AppError } from "../keeper/failure.ts";
import { CommandError, EXIT, processConsole, type ExitCode } from "./console.ts";
import { createProgram } from "./program.ts";

/** Runs the command line. Whatever stands in the way is said in a sentence; only a bug of ours shows its stack. */
async function main(): Promise<ExitCode> {
  const console = processConsole(process);
  try {
    let code: ExitCode = EXIT.done;
    const program = createProgram({ console, environment: process.env }, (ended) => {
      code = ended;
    });
    await program.parseAsync(process.argv);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.misunderstood;
    if (error instanceof AppError) console.tell(explained(error));
    else if (error instanceof CommandError || isSystemError(error)) console.tell(error.message);
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

process.exitCode = await main();
