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
  /** Hears how far it has come. */
  readonly progress: (text: string) => void;
}

export type PlanAnswer =
  | { readonly kind: "plan"; readonly lines: readonly SurveyLine[]; readonly cost: PlanCost }
  | { readonly kind: "problems"; readonly text: string };

/** Requests by what they read. */
export interface PlanCost {
  /** The repository and its playbook. */
  readonly ground: number;
  readonly board: number;
  /** Partners with their issues; a thread of more than 50 comments takes more. */
  readonly partners: number;
  readonly rights: number;
}

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
  const ground = request.playbook === null ? 2 : 1;
  return overBoard(github, { ...request, repository, playbook: parsed.playbook, ground });
}

async function ownPlaybook(
  github: GithubReader,
  repository: Repository,
): Promise<{ readonly name: string; readonly text: string } | null> {
  const file = await github.playbook(repository);
  return file === null ? null : { name: ".github/stagekeeper.yml", text: file.text ?? "" };
}

type OnBoard = Pick<PlanRequest, "app" | "now" | "progress"> & {
  readonly repository: Repository;
  readonly playbook: Playbook;
  readonly ground: number;
};

async function overBoard(github: GithubReader, on: OnBoard): Promise<PlanAnswer> {
  const { repository, playbook, now, app } = on;
  const pages = await allPages(github, on);
  const sight = seeBoard(pages[0]?.project ?? null, playbook, null);
  if (sight.kind === "paused") return problem(sight.problems.join("\n"));
  const cards = pages.flatMap((page) => page.cards).filter((card) => isPartner(card, playbook));
  const partners = await lookAtAll(github, { ...on, project: sight.board.project, cards });
  const rights: Record<string, Rights> = {};
  const authors = authorsOf(partners);
  for (const login of authors) {
    rights[login] = { permission: await github.permission(repository, login), overrider: false };
  }
  const lines = surveyLines({
    playbook,
    board: sight.board,
    partners: withRights(partners, rights),
    now,
    app,
  });
  const looks = Math.ceil(cards.length / BATCH);
  return {
    ...{ kind: "plan", lines },
    cost: { ground: on.ground, board: pages.length, partners: looks, rights: authors.length },
  };
}

async function allPages(
  github: GithubReader,
  { repository, playbook, progress }: OnBoard,
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
    progress(`Board: ${String(pages.reduce((sum, { cards }) => sum + cards.length, 0))} cards`);
    after = page.next;
  } while (after !== null);
  return pages;
}

function isPartner({ content, archived, labels }: ShallowCard, playbook: Playbook): boolean {
  const label = playbook.labels["partner"]?.toLowerCase();
  return content === "issue" && !archived && labels.some((name) => name.toLowerCase() === label);
}

interface Looking extends Pick<OnBoard, "playbook" | "progress"> {
  readonly project: Parameters<GithubReader["look"]>[0]["project"];
  readonly cards: readonly ShallowCard[];
}

async function lookAtAll(
  github: GithubReader,
  { project, playbook, cards, progress }: Looking,
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
    progress(`Partners: ${String(Math.min(at + BATCH, cards.length))} of ${String(cards.length)}`);
  }
  return partners;
}

function problem(text: string): PlanAnswer {
  return { kind: "problems", text };
}
