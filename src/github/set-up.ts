import type { ResultOf } from "gql.tada";
import { readCardTexts, type CardText } from "./card-texts.ts";
import { faultError, isAbsence } from "./faults.ts";
import { ask, tell, type Answer } from "./graphql/execute.ts";
import { CreateField } from "./graphql/set-up/create-field.ts";
import { CreateProject } from "./graphql/set-up/create-project.ts";
import { Ground } from "./graphql/set-up/ground.ts";
import { MoreLabels } from "./graphql/set-up/more-labels.ts";
import { ReplaceOptions } from "./graphql/set-up/replace-options.ts";
import { TeamNamed } from "./graphql/set-up/team.ts";
import type { WholeProject } from "./graphql/set-up/whole-project.ts";
import { proposeFiles, readProposed, type Proposal, type Proposed } from "./pull-request.ts";
import { present } from "./read-values.ts";
import type { Session } from "./session.ts";

/** What a set-up stands on: the repository with the partner issues and, if there is one, the board. */
export interface GroundSeen {
  readonly repository: RepositorySeen;
  /** Null: none was asked for, there is none of that number, or the token may not read it. */
  readonly project: WholeProjectSeen | null;
}

export interface RepositorySeen {
  readonly id: string;
  readonly owner: { readonly id: string; readonly login: string; readonly kind: "organisation" | "user" };
  readonly name: string;
  readonly url: string;
  readonly visibility: "public" | "private" | "internal";
  readonly archived: boolean;
  readonly hasIssues: boolean;
  /** Null: the repository is empty. */
  readonly defaultBranch: string | null;
  readonly labels: readonly string[];
  /** Open projects shown in the repository's Projects tab. */
  readonly linked: readonly { readonly number: number; readonly title: string }[];
  /** Titles of the pinned issues, three at most. */
  readonly pinned: readonly string[];
  /** Texts of the files asked for, in their order; null: not there. */
  readonly files: readonly (string | null)[];
}

/** A project with its options whole: what is sent back without its id is lost. */
export interface WholeProjectSeen {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly closed: boolean;
  /** Whether the token's person may change it. */
  readonly writable: boolean;
  readonly cards: number;
  readonly fields: readonly WholeField[];
  /** Names of the built-in workflows that are switched on. */
  readonly workflows: readonly string[];
}

export interface WholeField {
  readonly id: string;
  readonly name: string;
  /** GitHub's `ProjectV2FieldType`. */
  readonly dataType: string;
  readonly options: readonly WholeOption[];
}

type ProjectShape = ResultOf<typeof WholeProject>;
type OptionsShape = Extract<
  NonNullable<NonNullable<ProjectShape["fields"]["nodes"]>[number]>,
  { readonly options: readonly unknown[] }
>["options"];
/** An option of a single select as GitHub has it. */
export type WholeOption = OptionsShape[number];
/** An option as GitHub takes it: without an id it is new. */
export type WantedOption = Omit<WholeOption, "id"> & { readonly id?: string };

/** A field to be created. */
export interface NewField {
  readonly name: string;
  readonly dataType: "TEXT" | "NUMBER" | "DATE" | "SINGLE_SELECT";
  readonly options: readonly WantedOption[];
}

/** GitHub as somebody who sets a programme up needs it, with their own token. Every method throws `AppError`. */
export interface SetUpGithub {
  /** Null: there is no such repository, or none that the token may read. */
  ground(owner: string, name: string, wanted: Wanted): Promise<GroundSeen | null>;
  /** Whether the token may see the team `org/team`. */
  teamExists(team: string): Promise<boolean>;
  /** What stands in a text field of a project's cards. */
  cardTexts(project: WholeProjectSeen, field: string): Promise<readonly CardText[]>;
  /** Answers the new project's number. */
  createProject(repository: RepositorySeen, title: string): Promise<number>;
  createField(project: WholeProjectSeen, field: NewField): Promise<void>;
  /** Replaces the field's options by these. */
  replaceOptions(field: WholeField, options: readonly WantedOption[]): Promise<void>;
  createLabel(repository: RepositorySeen, label: NewLabel): Promise<void>;
  /** The open pull request of that branch, with its texts of these files; null: there is none. */
  proposed(repository: RepositorySeen, branch: string, paths: readonly string[]): Promise<Proposed | null>;
  /** Proposes files as a pull request, or adds them to the open one; answers its address. */
  propose(repository: RepositorySeen, proposal: Proposal): Promise<string>;
}

export interface NewLabel {
  readonly name: string;
  /** Six hexadecimal digits. */
  readonly color: string;
  readonly description: string;
}

interface Wanted {
  readonly project: number | null;
  /** Two paths on the default branch: the playbook file and the issue form. */
  readonly files: readonly [playbook: string, form: string];
}

/** Sets up through `session`, one request after another. */
export function createSetUp(session: Session): SetUpGithub {
  return {
    ground: (owner, name, wanted) => readGround(session, { owner, name }, wanted),
    async teamExists(team) {
      const [org = "", slug = ""] = team.split("/");
      return (
        typeof readable(await ask(session, TeamNamed, { org, slug })).organization?.team?.id === "string"
      );
    },
    cardTexts: ({ id }, field) => readCardTexts(session, id, field),
    async createProject({ owner, id }, title) {
      const input = { ownerId: owner.id, title, repositoryId: id };
      const { createProjectV2 } = done(await tell(session, CreateProject, { input }));
      return createProjectV2?.projectV2?.number ?? 0;
    },
    async createField({ id }, { name, dataType, options }) {
      const input = { projectId: id, name, dataType };
      const singleSelectOptions = options.map((option) => ({ ...option }));
      done(
        await tell(session, CreateField, {
          input: dataType === "SINGLE_SELECT" ? { ...input, singleSelectOptions } : input,
        }),
      );
    },
    async replaceOptions({ id }, options) {
      const singleSelectOptions = options.map((option) => ({ ...option }));
      done(await tell(session, ReplaceOptions, { input: { fieldId: id, singleSelectOptions } }));
    },
    async createLabel({ owner, name }, label) {
      await session.rest("write", (octokit) =>
        octokit.request("POST /repos/{owner}/{repo}/labels", { owner: owner.login, repo: name, ...label }),
      );
    },
    proposed: (repository, branch, paths) => readProposed(session, repository, { branch, paths }),
    propose: (repository, proposal) => proposeFiles(session, repository, proposal),
  };
}

async function readGround(
  session: Session,
  { owner, name }: { readonly owner: string; readonly name: string },
  { project, files }: Wanted,
): Promise<GroundSeen | null> {
  const [playbook, form] = files.map((path) => `HEAD:${path}`);
  const answer = await ask(session, Ground, {
    ...{ owner, name, playbook: playbook ?? "", form: form ?? "" },
    ...{ number: project ?? 0, withProject: project !== null },
  });
  const { repository, organization } = readable(answer);
  const board = organization?.projectV2 ?? null;
  if (repository === null) return null;
  const labels = await readLabels(session, { owner, name }, repository.labels);
  return {
    repository: { ...readRepository(repository), labels },
    project: board === null ? null : readProject(board),
  };
}

type LabelsShape = NonNullable<ResultOf<typeof Ground>["repository"]>["labels"];

/** The names of all labels, of which the first page is read already. */
async function readLabels(
  session: Session,
  at: { readonly owner: string; readonly name: string },
  first: LabelsShape,
): Promise<readonly string[]> {
  const names: string[] = [];
  let page: LabelsShape = first;
  while (page !== null) {
    names.push(...present(page).map(({ name }) => name));
    const { hasNextPage, endCursor: after } = page.pageInfo;
    if (!hasNextPage || after === null) break;
    page = readable(await ask(session, MoreLabels, { ...at, after })).repository?.labels ?? null;
  }
  return names;
}

/** What is absent or hidden is an answer; anything else that went wrong is not. */
function readable<Result>(answer: Answer<Result>): Result {
  const faults = answer.faults.filter((fault) => !isAbsence(fault));
  if (faults.length > 0 || answer.data === null) throw faultError(faults, answer);
  return answer.data;
}

const VISIBILITIES = { PUBLIC: "public", PRIVATE: "private", INTERNAL: "internal" } as const;

function readRepository(
  shape: NonNullable<ResultOf<typeof Ground>["repository"]>,
): Omit<RepositorySeen, "labels"> {
  const { owner, playbook, form } = shape;
  return {
    id: shape.id,
    owner: {
      ...{ id: owner.id, login: owner.login },
      kind: owner.__typename === "Organization" ? "organisation" : "user",
    },
    ...{ name: shape.name, url: shape.url, archived: shape.isArchived, hasIssues: shape.hasIssuesEnabled },
    visibility: VISIBILITIES[shape.visibility],
    defaultBranch: shape.defaultBranchRef?.name ?? null,
    linked: present(shape.projectsV2).filter(({ closed }) => !closed),
    pinned: present(shape.pinnedIssues).map(({ issue }) => issue.title),
    files: [playbook, form].map((file) => (file?.__typename === "Blob" ? (file.text ?? "") : null)),
  };
}

function readProject(shape: ProjectShape): WholeProjectSeen {
  return {
    ...{ id: shape.id, number: shape.number, title: shape.title, url: shape.url, closed: shape.closed },
    ...{ writable: shape.viewerCanUpdate, cards: shape.items.totalCount },
    fields: present(shape.fields).flatMap((field) =>
      "id" in field ? [{ ...field, options: "options" in field ? field.options : [] }] : [],
    ),
    workflows: present(shape.workflows).flatMap(({ name, enabled }) => (enabled ? [name] : [])),
  };
}

/** What a mutation answered. A refusal ends the set-up: it is run again when the reason is gone. */
function done<Result>(answer: Answer<Result>): Result {
  if (answer.faults.length > 0 || answer.data === null) throw faultError(answer.faults, answer);
  return answer.data;
}
