import type { Login, PartnerId } from "../../core/ids.ts";
import type { Partner, Rights } from "../../core/partner/partner.ts";
import { parsePlaybook } from "../../core/playbook/parse.ts";
import type { Playbook } from "../../core/playbook/playbook.ts";
import type { GithubReader } from "../../github/reader.ts";
import { seeBoard } from "../../keeper/board-sight.ts";
import type { BoardPage, Repository, ShallowCard } from "../../keeper/github.ts";
import type { Instant } from "../../core/time/time.ts";
import { renderProblems } from "../problems.ts";
import { authorsOf, surveyLines, withRights, type SurveyLine } from "./survey.ts";

export interface PlanRequest {
  readonly owner: string;
  readonly repo: string;
  /** A playbook to try instead of the repository's own. */
  readonly playbook: { readonly name: string; readonly text: string } | null;
  readonly app: Login;
  readonly now: Instant;
}

export type PlanAnswer =
  | { readonly kind: "plan"; readonly lines: readonly SurveyLine[] }
  | { readonly kind: "problems"; readonly text: string };

/** As many as one request can look at. */
const BATCH = 20;

/** Runs the playbook over the live board as it stands. Reads only. */
export async function planBoard(github: GithubReader, request: PlanRequest): Promise<PlanAnswer> {
  const repository = await github.repositoryNamed(request.owner, request.repo);
  if (repository === null)
    return problem(`There is no repository ${request.owner}/${request.repo} that you can read.`);
  const file = request.playbook ?? (await ownPlaybook(github, repository));
  if (file === null) return problem("The repository has no .github/stagekeeper.yml.");
  const parsed = parsePlaybook(file.text);
  if (parsed.kind === "problems") return problem(renderProblems(file.name, parsed.problems));
  return overBoard(github, { ...request, repository, playbook: parsed.playbook });
}

async function ownPlaybook(
  github: GithubReader,
  repository: Repository,
): Promise<{ readonly name: string; readonly text: string } | null> {
  const file = await github.playbook(repository);
  return file === null ? null : { name: ".github/stagekeeper.yml", text: file.text ?? "" };
}

type OnBoard = Pick<PlanRequest, "app" | "now"> & {
  readonly repository: Repository;
  readonly playbook: Playbook;
};

async function overBoard(github: GithubReader, on: OnBoard): Promise<PlanAnswer> {
  const { repository, playbook, now, app } = on;
  const pages = await allPages(github, on);
  const sight = seeBoard(pages[0]?.project ?? null, playbook, null);
  if (sight.kind === "paused") return problem(sight.problems.join("\n"));
  const cards = pages.flatMap((page) => page.cards).filter((card) => isPartner(card, playbook));
  const partners = await lookAtAll(github, { project: sight.board.project, playbook, cards });
  const rights: Record<string, Rights> = {};
  for (const login of authorsOf(partners)) {
    rights[login] = { permission: await github.permission(repository, login), overrider: false };
  }
  const lines = surveyLines({
    playbook,
    board: sight.board,
    partners: withRights(partners, rights),
    now,
    app,
  });
  return { kind: "plan", lines };
}

async function allPages(
  github: GithubReader,
  { repository, playbook }: OnBoard,
): Promise<readonly BoardPage[]> {
  const pages: BoardPage[] = [];
  let after: string | null = null;
  do {
    const page: BoardPage = await github.board({
      repository,
      project: playbook.project,
      label: playbook.labels["partner"] ?? "",
      after,
      statusField: playbook.fields["status"]?.name ?? "Status",
    });
    pages.push(page);
    after = page.next;
  } while (after !== null);
  return pages;
}

function isPartner({ content, archived, labels }: ShallowCard, playbook: Playbook): boolean {
  const label = playbook.labels["partner"]?.toLowerCase();
  return content === "issue" && !archived && labels.some((name) => name.toLowerCase() === label);
}

interface Looking {
  readonly project: Parameters<GithubReader["look"]>[0]["project"];
  readonly playbook: Playbook;
  readonly cards: readonly ShallowCard[];
}

async function lookAtAll(
  github: GithubReader,
  { project, playbook, cards }: Looking,
): Promise<readonly Partner[]> {
  const partners: Partner[] = [];
  for (let at = 0; at < cards.length; at += BATCH) {
    const targets = cards.slice(at, at + BATCH).map(({ card, issue }, index) => ({
      partner: String(at + index) as PartnerId,
      ...{ card, issue, commentsSince: null, comments: [] },
    }));
    const looked = await github.look({ project, fields: playbook.fields, targets });
    for (const answer of looked) {
      if (answer.kind === "failed") throw answer.error;
      if (answer.kind === "partner") partners.push(answer.partner);
    }
  }
  return partners;
}

function problem(text: string): PlanAnswer {
  return { kind: "problems", text };
}
