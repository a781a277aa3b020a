import { AppError } from "../keeper/failure.ts";
import type { BoardPage, BoardRequest, PlaybookFile, Repository } from "../keeper/github.ts";
import { faultError, isAbsence } from "./faults.ts";
import { Board } from "./graphql/board.ts";
import { BoardCards } from "./graphql/board-page.ts";
import { ask, type Answer } from "./graphql/execute.ts";
import type { Fault } from "./graphql/fault.ts";
import { PlaybookText } from "./graphql/playbook-file.ts";
import type { Installation } from "./installation.ts";
import {
  readFile,
  readLabelled,
  readProject,
  readRepository,
  readShallow,
  type ProjectShape,
} from "./read-board.ts";
import { present } from "./read-values.ts";

/** The playbook file on the default branch. */
export const PLAYBOOK_FILE = "HEAD:.github/stagekeeper.yml";

/** Reads a page of a board; the first brings the project, the file and the labelled issues too. */
export async function readBoard(on: Installation, request: BoardRequest): Promise<BoardPage> {
  return request.after === null ? firstPage(on, request) : laterPage(on, request, request.after);
}

/** Reads the playbook file alone. */
export async function readPlaybook(on: Installation, repository: Repository): Promise<PlaybookFile | null> {
  const { owner, name } = repository;
  const answer = await ask(on.session, PlaybookText, { owner, name, file: PLAYBOOK_FILE });
  const faults = answer.faults.filter((fault) => !isMissing(fault, ["repository"]));
  if (answer.data === null && answer.faults.length === 0) throw faultError([], answer);
  if (faults.length > 0) throw faultError(faults, answer);
  return readFile(answer.data?.repository?.object ?? null);
}

async function firstPage(on: Installation, request: BoardRequest): Promise<BoardPage> {
  const answer = await ask(on.session, Board, {
    owner: request.repository.owner,
    name: request.repository.name,
    file: PLAYBOOK_FILE,
    label: request.label,
    number: request.project ?? 0,
    withProject: request.project !== null,
    ...fieldNames(request),
  });
  const { repository, organization } = wholeEnough(answer);
  const shape = organization?.projectV2 ?? null;
  const project = shape === null ? null : readProject(shape);
  return {
    project,
    ...(shape === null ? { cards: [], next: null } : cardsOf(shape.items)),
    ...(repository === null
      ? { repository, playbook: null, labelled: [] }
      : {
          repository: readRepository(repository),
          playbook: readFile(repository.object),
          labelled: readLabelled(repository, project?.id ?? null),
        }),
  };
}

async function laterPage(on: Installation, request: BoardRequest, after: string): Promise<BoardPage> {
  const answer = await ask(on.session, BoardCards, {
    owner: request.repository.owner,
    number: request.project ?? 0,
    after,
    ...fieldNames(request),
  });
  const items = wholeEnough(answer).organization?.projectV2?.items;
  if (items === undefined) {
    throw new AppError(
      "github/board-vanished",
      { kind: "transient" },
      { message: "The board went away between two pages" },
    );
  }
  return { repository: null, playbook: null, project: null, labelled: [], ...cardsOf(items) };
}

/** A field that the playbook does not name is asked for under GitHub's usual name, and is mostly not there. */
function fieldNames({ statusField, contactField }: BoardRequest): {
  readonly status: string;
  readonly contact: string;
} {
  return { status: statusField ?? "Status", contact: contactField ?? "Primary contact" };
}

function cardsOf(
  items: Pick<ProjectShape["items"], "nodes" | "pageInfo">,
): Pick<BoardPage, "cards" | "next"> {
  const { hasNextPage, endCursor } = items.pageInfo;
  return { cards: present(items).map(readShallow), next: hasNextPage ? endCursor : null };
}

/** Absent repositories, projects and contents are answers; any other hole would pass for an empty board. */
function wholeEnough<Result>(answer: Answer<Result>): Result {
  const faults = answer.faults.filter((fault) => !isHarmless(fault));
  if (faults.length > 0 || answer.data === null) throw faultError(faults, answer);
  return answer.data;
}

function isHarmless(fault: Fault): boolean {
  if (!isAbsence(fault)) return false;
  const { path } = fault;
  const [root, part] = path;
  if (path.length === 1) return root === "repository" || root === "organization";
  if (root === "organization" && part === "projectV2") return path.length === 2 || isOneCard(path);
  return root === "repository" && part === "issues" && path.length > 3;
}

/** One card, or its content, of `organization.projectV2.items.nodes.<i>`. */
function isOneCard(path: readonly (string | number)[]): boolean {
  if (path[2] !== "items" || path[3] !== "nodes") return false;
  return path.length === 5 || (path.length === 6 && path[5] === "content");
}

function isMissing(fault: Fault, path: readonly string[]): boolean {
  return isAbsence(fault) && fault.path.join(".") === path.join(".");
}
