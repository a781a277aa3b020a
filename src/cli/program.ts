import { Command, InvalidArgumentError } from "commander";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Login } from "../core/ids.ts";
import { parsePlaybook } from "../core/playbook/parse.ts";
import { systemClock } from "../keeper/system-clock.ts";
import { accessFrom, openAccess, type Environment } from "./access.ts";
import { readAppManifest } from "./app-manifest.ts";
import { register } from "./register/register.ts";
import { CommandError, EXIT, type Console, type ExitCode } from "./console.ts";
import { appFrom } from "./doctor/app-settings.ts";
import { diagnose } from "./doctor/diagnose.ts";
import { observe } from "./doctor/observe.ts";
import { renderDiagnoses } from "./doctor/render.ts";
import type { FileToAdd } from "./init/files.ts";
import { init } from "./init/init.ts";
import { planBoard } from "./plan/plan.ts";
import { renderPlan } from "./plan/render-plan.ts";
import { renderProblems } from "./problems.ts";

/** What every command works with. */
export interface CommandTools {
  readonly console: Console;
  readonly environment: Environment;
}

const AFTER = `
GITHUB_TOKEN   your own token (scopes project, repo, read:org), for the commands that read or write GitHub
GHE_HOST       another GitHub than github.com

Exit codes: 0 done · 1 something is wrong, and was said · 2 the command was not understood or nobody could be asked`;

/** The command line. `ended` hears the exit code of the command that ran. */
export function createProgram(tools: CommandTools, ended: (code: ExitCode) => void): Command {
  const program = new Command("stagekeeper")
    .description("Sets up and looks after a partner programme on a GitHub board.")
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
  for (const define of [defineRegister, defineInit, defineDoctor, defineCheck, definePlan])
    define(program, tools, ended);
  return program;
}

type Define = (program: Command, tools: CommandTools, ended: (code: ExitCode) => void) => void;

const defineRegister: Define = (program, { console, environment }, ended) => {
  program
    .command("register")
    .description("create the GitHub App through GitHub's own form, and write its settings into a file")
    .argument("<organisation>")
    .requiredOption(
      "--server <address>",
      "https address at which GitHub will reach Stagekeeper",
      serverAddress,
    )
    .option("--file <path>", "where the App's settings are written", "stagekeeper.env")
    .option("--port <number>", "port of the page on this machine; a free one when left out", wholeNumber)
    .action(async (organisation: string, options: { server: string; file: string; port?: number }) => {
      const { html, convert } = openAccess(environment);
      const request = { organisation, ...options, port: options.port ?? 0 };
      const manifest = readAppManifest();
      ended(await register(request, { console, html, convert, manifest, isFree, writeSecret }));
    });
};

const defineInit: Define = (program, { console, environment }, ended) => {
  program
    .command("init")
    .description(
      "create or complete project, fields, labels, issue form and playbook; shows it and asks first",
    )
    .argument("<owner/repo>", "repository with the partner issues", repositoryName)
    .option("--project <number>", "an existing project of the organisation", wholeNumber)
    .option("--title <text>", "title of the project to find or create", "Design partners")
    .option("--extends <playbook>", "built-in playbook of a new playbook file", "design-partner")
    .option("--folder <path>", "write the new files here instead of opening a pull request")
    .option("--dry-run", "only show what is missing", false)
    .option("-y, --yes", "do not ask", false)
    .action(async (repository: RepositoryName, options: InitOptions) => {
      const { setUp } = accessFrom(environment);
      const request = {
        ...repository,
        ...options,
        project: options.project ?? null,
        folder: options.folder ?? null,
      };
      ended(await init(request, { github: setUp, console, addFile }));
    });
};

interface InitOptions {
  readonly project?: number;
  readonly title: string;
  readonly extends: string;
  readonly folder?: string;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

const defineDoctor: Define = (program, { console, environment }, ended) => {
  program
    .command("doctor")
    .description("find what is set up wrongly, and say what to do about it; writes nothing")
    .argument("<owner/repo>", "repository with the playbook and the partner issues", repositoryName)
    .option("--json", "one line of JSON: a list of {code, level, what, fix}", false)
    .action(async (repository: RepositoryName, { json }: { json: boolean }) => {
      const { setUp, reader } = accessFrom(environment);
      const instruments = {
        ...{ setUp, reader: reader("stagekeeper[bot]" as Login) },
        app: appFrom(environment, repository),
      };
      const found = diagnose(await observe({ ...repository, now: systemClock.now() }, instruments));
      console.say(json ? JSON.stringify(found) : renderDiagnoses(found));
      ended(found.some(({ level }) => level === "fault") ? EXIT.problems : EXIT.done);
    });
};

const defineCheck: Define = (program, { console }, ended) => {
  program
    .command("check")
    .description("read a playbook file and name every problem in it")
    .argument("<file>")
    .action((file: string) => {
      const parsed = parsePlaybook(readFileSync(file, "utf8"));
      if (parsed.kind === "problems") {
        console.tell(renderProblems(file, parsed.problems));
        ended(EXIT.problems);
        return;
      }
      const { stages, project, mode } = parsed.playbook;
      console.say(
        `${file} is fine: project ${String(project)}, mode ${mode}, ${String(stages.length)} stages.`,
      );
    });
};

const definePlan: Define = (program, { console, environment }) => {
  program
    .command("plan")
    .description("say for every card of the live board what its next stage asks for; writes nothing")
    .argument("<owner/repo>", "repository with the playbook and the partner issues", repositoryName)
    .option("--playbook <file>", "try this playbook instead of the repository's own")
    .option("--app <slug>", "the App whose checklist comments count", "stagekeeper")
    .action(async ({ owner, repo }: RepositoryName, options: { playbook?: string; app: string }) => {
      const app = `${options.app}[bot]` as Login;
      const file = options.playbook;
      const playbook = file === undefined ? null : { name: file, text: readFileSync(file, "utf8") };
      const answer = await planBoard(accessFrom(environment).reader(app), {
        ...{ owner, repo, playbook, app },
        now: systemClock.now(),
      });
      if (answer.kind === "problems") throw new CommandError(answer.text);
      console.say(renderPlan(answer.lines));
    });
};

interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

function repositoryName(text: string): RepositoryName {
  const [owner, repo, ...rest] = text.split("/");
  if (owner === undefined || owner === "" || repo === undefined || repo === "" || rest.length > 0)
    throw new InvalidArgumentError("It is written OWNER/REPO.");
  return { owner, repo };
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("It is a whole number from 1.");
  return Number(text);
}

/** Never overwrites: a file that is there was made by somebody. */
function addFile(folder: string, { path, text }: FileToAdd): boolean {
  const whole = join(folder, path);
  mkdirSync(dirname(whole), { recursive: true });
  try {
    writeFileSync(whole, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function isFree(path: string): boolean {
  return !existsSync(path);
}

/** Only its owner reads it, and nothing that is there is overwritten: it may be the only copy of a key. */
function writeSecret(path: string, text: string): void {
  writeFileSync(path, text, { flag: "wx", mode: 0o600 });
}

function serverAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !["https:", "http:"].includes(url.protocol))
    throw new InvalidArgumentError("It is written https://HOST.");
  return url.href.replace(/\/$/, "");
}

/** Commander ends its lines itself. */
function withoutLineEnd(text: string): string {
  return text.replace(/\n$/, "");
}
