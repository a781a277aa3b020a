#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Login } from "../core/ids.ts";
import { parsePlaybook } from "../core/playbook/parse.ts";
import { hostFrom } from "../github/host.ts";
import { createGithubReader } from "../github/reader.ts";
import { AppError } from "../keeper/failure.ts";
import { systemClock } from "../keeper/system-clock.ts";
import { planBoard } from "./plan.ts";
import { renderProblems } from "./problems.ts";
import { renderPlan } from "./render-plan.ts";

const help = `Usage: stagekeeper COMMAND

  check FILE                      reads a playbook file and names every problem in it
  plan OWNER/REPO                 says for every card of the live board what its next stage asks for; writes nothing

Options of plan:
  --playbook FILE                 tries this playbook instead of the repository's own
  --app SLUG                      the App whose checklist comments count (default: stagekeeper)

plan reads GitHub with your own token, from GITHUB_TOKEN; GHE_HOST names another GitHub than github.com.
Exit codes: 0 done · 1 the playbook or the board has problems, or GitHub did not answer · 2 the command was not understood
`;

/** Answers the exit code. */
async function run(args: readonly string[]): Promise<number> {
  const parsed = readArguments(args);
  if (parsed === null) return misunderstood("");
  const [command, subject] = parsed.positionals;
  if (parsed.values.help === true) return say(help, 0);
  if (command === "check" && subject !== undefined) return check(subject);
  if (command === "plan" && subject !== undefined) return plan(subject, parsed.values);
  return misunderstood(command === undefined ? "" : `There is no command like that: ${command}\n\n`);
}

type Values = NonNullable<ReturnType<typeof readArguments>>["values"];

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: "boolean", short: "h" },
        playbook: { type: "string" },
        app: { type: "string" },
      },
    });
  } catch {
    return null;
  }
}

function check(file: string): number {
  const parsed = parsePlaybook(readFileSync(file, "utf8"));
  if (parsed.kind === "problems") return complain(renderProblems(file, parsed.problems));
  const { stages, project, mode } = parsed.playbook;
  return say(
    `${file} is fine: project ${String(project)}, mode ${mode}, ${String(stages.length)} stages.\n`,
    0,
  );
}

async function plan(subject: string, { playbook, app = "stagekeeper" }: Values): Promise<number> {
  const [owner, repo] = subject.split("/");
  const { GITHUB_TOKEN: token, GHE_HOST: gheHost, GHE_PROTOCOL: gheProtocol } = process.env;
  if (owner === undefined || repo === undefined) return misunderstood("plan wants OWNER/REPO.\n\n");
  if (token === undefined || token === "")
    return complain("GITHUB_TOKEN is not set: plan reads the board as you.");
  const host = hostFrom(
    gheHost === undefined ? {} : { gheHost, gheProtocol: gheProtocol === "http" ? "http" : "https" },
  );
  const login = `${app}[bot]` as Login;
  const github = createGithubReader({
    token,
    host,
    clock: systemClock,
    userAgent: "stagekeeper",
    app: login,
    log: silent,
  });
  const file = playbook === undefined ? null : { name: playbook, text: readFileSync(playbook, "utf8") };
  const answer = await planBoard(github, { owner, repo, playbook: file, app: login, now: systemClock.now() });
  return answer.kind === "plan" ? say(`${renderPlan(answer.lines)}\n`, 0) : complain(answer.text);
}

function say(text: string, code: number): number {
  process.stdout.write(text);
  return code;
}

function complain(text: string): number {
  process.stderr.write(`${text}\n`);
  return 1;
}

function misunderstood(why: string): number {
  process.stderr.write(`${why}${help}`);
  return 2;
}

const quiet = (): void => undefined;
const silent = {
  debug: quiet,
  info: quiet,
  warn: quiet,
  child: () => ({ debug: quiet, info: quiet, warn: quiet }),
};

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof AppError) && !isSystemError(error)) throw error;
  process.exitCode = complain(error.message);
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}
