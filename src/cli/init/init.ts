import { parsePlaybook } from "../../core/playbook/parse.ts";
import type { Playbook } from "../../core/playbook/playbook.ts";
import { sameName } from "../../core/playbook/project-seen.ts";
import type { GroundSeen, RepositorySeen, SetUpGithub } from "../../github/set-up.ts";
import { CommandError, EXIT, type Console, type ExitCode } from "../console.ts";
import { renderProblems } from "../problems.ts";
import { carryOut, SET_UP_BRANCH, type Worksite } from "./carry-out.ts";
import { firstPlaybook, FORM_PATH, issueForm, PLAYBOOK_PATH, type FileToAdd } from "./files.ts";
import { renderStep } from "./render-steps.ts";
import { decideSetUp, type SetUpPlan } from "./steps.ts";

export interface InitRequest {
  readonly owner: string;
  readonly repo: string;
  /** Number of an existing project; null: the playbook's, or one of this title, or a new one. */
  readonly project: number | null;
  readonly title: string;
  /** Name of the built-in playbook that a new file extends. */
  readonly extends: string;
  /** A folder for the new files; null: a pull request. */
  readonly folder: string | null;
  readonly yes: boolean;
  readonly dryRun: boolean;
}

/** What init works with; the disk only where files are wanted there. */
export type InitTools = Pick<Worksite, "github" | "console" | "addFile">;

/**
 * Completes project, labels and files of a programme: shows what is missing, asks, does it. Done twice it changes
 * nothing. Throws `CommandError` where there is nothing to build on.
 */
export async function init(request: InitRequest, tools: InitTools): Promise<ExitCode> {
  const { console } = tools;
  const scene = await look(request, tools.github);
  const plan = decideSetUp({ ...scene, title: request.title });
  showPlan(plan, scene, console);
  if (plan.steps.length === 0 || request.dryRun) return codeOf(plan);
  const agreed = request.yes || (await console.confirm("Do all this?"));
  if (agreed === null) {
    console.tell("Nobody is there to ask: run it again with --yes to do it.");
    return EXIT.misunderstood;
  }
  return agreed ? doAll(request, tools, { plan, ground: scene.ground }) : EXIT.done;
}

interface Scene {
  readonly ground: GroundSeen;
  readonly playbook: Playbook;
  /** Files to be added. */
  readonly files: readonly FileToAdd[];
  /** Address of the open pull request that holds them already. */
  readonly proposed: string | null;
}

/** Everything there is to know before the first step. */
async function look(request: InitRequest, github: SetUpGithub): Promise<Scene> {
  const first = await groundFor(request, github);
  const { playbook, written } = playbookOf(first.repository, request);
  const theirs = written ? playbook.project : titled(first.repository, request.title);
  const project = request.project ?? theirs;
  const ground = project === request.project ? first : await groundFor({ ...request, project }, github);
  if (project !== null) checkBoard(project, { ground, named: written ? playbook.project : null });
  const missing = filesFor(request, ground, playbook);
  const proposed = await proposedAlready(request, { github, ground, missing });
  return { ground, playbook, files: proposed === null ? missing : [], proposed };
}

async function groundFor(
  { owner, repo, project }: Pick<InitRequest, "owner" | "repo" | "project">,
  github: SetUpGithub,
): Promise<GroundSeen> {
  const ground = await github.ground(owner, repo, { project, files: [PLAYBOOK_PATH, FORM_PATH] });
  if (ground === null)
    throw new CommandError(`There is no repository ${owner}/${repo} that your token may read.`);
  if (ground.repository.owner.kind === "organisation") return ground;
  throw new CommandError(
    `${owner} is a person. GitHub sends no events of a person's boards: use a repository of an organisation.`,
  );
}

/** The repository's own playbook, or the one that it is to begin with. */
function playbookOf(
  { files: [file] }: RepositorySeen,
  request: InitRequest,
): { readonly playbook: Playbook; readonly written: boolean } {
  const parsed = parsePlaybook(file ?? firstPlaybook(request.extends, request.project ?? 1));
  if (parsed.kind === "problems") throw new CommandError(renderProblems(PLAYBOOK_PATH, parsed.problems));
  return { playbook: parsed.playbook, written: typeof file === "string" };
}

function titled({ linked }: RepositorySeen, title: string): number | null {
  return linked.find((project) => sameName(project.title, title))?.number ?? null;
}

function checkBoard(
  number: number,
  { ground: { project }, named }: { readonly ground: GroundSeen; readonly named: number | null },
): void {
  if (project === null)
    throw new CommandError(
      `There is no project ${String(number)} that your token may read. It needs the scope “project”.`,
    );
  if (named !== null && named !== number)
    throw new CommandError(
      `${PLAYBOOK_PATH} names project ${String(named)}, not ${String(number)}. Change the file, or leave --project out.`,
    );
  if (project.closed)
    throw new CommandError(`The project “${project.title}” is closed. Open it again in its settings.`);
  if (!project.writable) throw new CommandError(`Your token may not change the project “${project.title}”.`);
}

/** Files that the repository lacks. Before the project exists, the playbook still lacks its number. */
function filesFor(
  request: InitRequest,
  { repository, project }: GroundSeen,
  playbook: Playbook,
): readonly FileToAdd[] {
  const [written, form] = repository.files;
  const number = project?.number ?? 0;
  return [
    ...(written === null ? [{ path: PLAYBOOK_PATH, text: firstPlaybook(request.extends, number) }] : []),
    ...(form === null ? [{ path: FORM_PATH, text: issueForm(playbook) }] : []),
  ];
}

interface Missing {
  readonly github: SetUpGithub;
  readonly ground: GroundSeen;
  readonly missing: readonly FileToAdd[];
}

async function proposedAlready(
  { folder }: InitRequest,
  { github, ground, missing }: Missing,
): Promise<string | null> {
  if (folder !== null || missing.length === 0) return null;
  const paths = missing.map(({ path }) => path);
  const open = await github.proposed(ground.repository, SET_UP_BRANCH, paths);
  const whole = missing.every(({ text }, index) => open?.files[index] === text);
  return whole ? (open?.url ?? null) : null;
}

function showPlan({ steps, problems }: SetUpPlan, { ground, proposed }: Scene, console: Console): void {
  const { repository, project } = ground;
  const where = `${repository.owner.login}/${repository.name}`;
  const board = project === null ? "no project yet" : `project ${String(project.number)} “${project.title}”`;
  console.say(`${where}, ${board}`);
  for (const step of steps) console.say(`  + ${renderStep(step)}`);
  if (steps.length === 0) console.say("  Nothing is missing.");
  if (proposed !== null) console.say(`  The files wait in ${proposed}`);
  for (const text of problems) console.say(`  ! ${text}`);
}

/** A project that was just created is looked at before the rest is done: what GitHub gave it is not assumed. */
async function doAll(
  request: InitRequest,
  tools: InitTools,
  { plan, ground }: { readonly plan: SetUpPlan; readonly ground: GroundSeen },
): Promise<ExitCode> {
  const { console, github } = tools;
  const [first] = plan.steps;
  if (first?.kind !== "create-project") {
    await carryOut(plan.steps, { ...tools, ground, folder: request.folder });
    return codeOf(plan);
  }
  const project = await github.createProject(ground.repository, first.title);
  console.tell(`✓ ${renderStep(first)}: number ${String(project)}`);
  const made = await look({ ...request, project }, github);
  const rest = decideSetUp({ ...made, title: request.title });
  await carryOut(rest.steps, { ...tools, ground: made.ground, folder: request.folder });
  for (const text of rest.problems) console.say(`  ! ${text}`);
  return codeOf(rest);
}

function codeOf({ problems }: SetUpPlan): ExitCode {
  return problems.length === 0 ? EXIT.done : EXIT.problems;
}
