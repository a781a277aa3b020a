import { Command } from "commander";
import { readFileSync } from "node:fs";
import { z } from "zod";
import type { ExitCode } from "./console.ts";
import type { CommandTools } from "./define.ts";
import { defineCheck } from "./check/define-check.ts";
import { defineDoctor } from "./doctor/define-doctor.ts";
import { defineExport } from "./export/define-export.ts";
import { defineForget } from "./forget/define-forget.ts";
import { defineInit } from "./init/define-init.ts";
import { definePlan } from "./plan/define-plan.ts";
import { defineRegister } from "./register/define-register.ts";
import { defineReport } from "./report/define-report.ts";

const COMMANDS = [
  ...[defineRegister, defineInit, defineDoctor, defineCheck, definePlan],
  ...[defineReport, defineExport, defineForget],
];

const AFTER = `
Environment:
  GITHUB_TOKEN      your own token, with the scopes project, repo, read:org:
                    init, doctor, plan
  GHE_HOST          another GitHub than github.com
  DATABASE_URL      the server's database: report, export, forget
  STAGEKEEPER_DATA  the server's data directory, when it keeps the database
                    itself (default ./data)

Exit codes:
  0  done
  1  something is wrong, and was said
  2  the command was not understood, or nobody was there to be asked

For a first look without an account, from a checkout: npm run sandbox`;

const Package = z.object({ version: z.string() });

/** The command line. `ended` hears the exit code of the command that ran. */
export function createProgram(tools: CommandTools, ended: (code: ExitCode) => void): Command {
  const program = new Command("stagekeeper")
    .description("Sets up and looks after a partner programme on a GitHub board.")
    .version(version(), "-V, --version", "print the version")
    .configureHelp({ subcommandTerm: termOf })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        tools.console.say(withoutLineEnd(text));
      },
      writeErr: (text) => {
        tools.console.tell(withoutLineEnd(text));
      },
    })
    .addHelpText("after", AFTER)
    .showHelpAfterError("(--help says what there is)");
  for (const define of COMMANDS) define(program, tools, ended);
  return program;
}

/** A command and what it needs; its options are told by its own help. */
function termOf(command: Command): string {
  const names = command.registeredArguments.map((each) =>
    each.required ? `<${each.name()}>` : `[${each.name()}]`,
  );
  return [command.name(), ...names].join(" ");
}

function version(): string {
  const file = new URL("../../package.json", import.meta.url);
  return Package.parse(JSON.parse(readFileSync(file, "utf8"))).version;
}

/** Commander ends its lines itself. */
function withoutLineEnd(text: string): string {
  return text.replace(/\n$/, "");
}
