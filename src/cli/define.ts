import type { Command } from "commander";
import type { Environment } from "./access.ts";
import type { Console, ExitCode } from "./console.ts";

/** What every command works with. */
export interface CommandTools {
  readonly console: Console;
  readonly environment: Environment;
}

/** Adds one command to the program. `ended` hears the exit code when it has run. */
export type Define = (program: Command, tools: CommandTools, ended: (code: ExitCode) => void) => void;
