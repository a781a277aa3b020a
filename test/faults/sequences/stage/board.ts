import { CARDS, OPENED, THREADS, type Json } from "./ask.ts";
import { columns } from "./design.ts";
import type { Ground, Values } from "./ground.ts";

/** The beginning of an issue, or a comment on one. */
export interface Comment {
  readonly id: string;
  readonly author: string;
  readonly body: string;
  readonly html: string;
  readonly folded: boolean;
}

/** An issue that the App opened. */
export interface OpenedIssue {
  readonly repository: string;
  readonly closed: boolean;
  /** Its beginning, then its comments. */
  readonly texts: readonly Comment[];
}

/** No Status at all. */
const CLEARED = -1;

/** Hands on a board: partners by their number, people by their login. */
export interface Board {
  readonly ground: Ground;
  set(login: string, partner: number, values: Values): void;
  body(login: string, partner: number, text: string): void;
  comment(login: string, partner: number, text: string): string;
  edit(login: string, comment: string, text: string): void;
  close(login: string, partner: number): void;
  reopen(login: string, partner: number): void;
  assign(login: string, partner: number, assigned: boolean): void;
  label(login: string, partner: number, borne: boolean): void;
  removeCard(login: string, partner: number): void;
  archive(login: string, partner: number, archived: boolean): void;
  deleteIssue(login: string, partner: number): void;
  /** A P1 under the partner. */
  trouble(login: string, partner: number): string;
  closeIssue(login: string, issue: string): void;
  /** The open sync note of a partner, this one's if there is one. */
  openNote(partner: number): string | null;
  commentOn(login: string, issue: string, text: string): void;
  /** Gives the option of a column another name; the cards stay in it. */
  renameOption(login: string, column: number, name: string): void;
  /** By partner: a column's number, −1 for none; null where there is no card (any more). */
  columns(): readonly (number | null)[];
  /** By partner: the comments of its issue, none where it is gone. */
  threads(): readonly (readonly Comment[])[];
  /** In the partner repository and that of sync notes. */
  opened(): readonly OpenedIssue[];
}

/** Hands on a ground. */
export function boardOn(ground: Ground): Board {
  const issue = (partner: number): string => ground.issues[partner] ?? "";
  const card = (partner: number): string => ground.cards[partner] ?? "";
  const run = (login: string, name: string, input: Json): void => void ground.run(login, { name, input });
  const item = (partner: number): Json => ({ projectId: ground.project.id, itemId: card(partner) });
  return {
    ground,
    set: (login, partner, values) => {
      ground.write(login, card(partner), values);
    },
    body: (login, partner, text) => {
      run(login, "updateIssue", { id: issue(partner), body: text });
    },
    comment: (login, partner, body) => comment(ground, login, { subjectId: issue(partner), body }),
    edit: (login, id, body) => {
      run(login, "updateIssueComment", { id, body });
    },
    close: (login, partner) => {
      run(login, "closeIssue", { issueId: issue(partner), stateReason: "NOT_PLANNED" });
    },
    reopen: (login, partner) => {
      run(login, "reopenIssue", { issueId: issue(partner) });
    },
    assign: (login, partner, assigned) => {
      const input = { assignableId: issue(partner), assigneeIds: [ground.user(ground.place.member)] };
      run(login, assigned ? "addAssigneesToAssignable" : "removeAssigneesFromAssignable", input);
    },
    label: (login, partner, borne) => {
      const input = { labelableId: issue(partner), labelIds: [ground.label("design-partner")] };
      run(login, borne ? "addLabelsToLabelable" : "removeLabelsFromLabelable", input);
    },
    removeCard: (login, partner) => {
      run(login, "deleteProjectV2Item", item(partner));
    },
    archive: (login, partner, archived) => {
      run(login, archived ? "archiveProjectV2Item" : "unarchiveProjectV2Item", item(partner));
    },
    deleteIssue: (login, partner) => {
      run(login, "deleteIssue", { issueId: issue(partner) });
    },
    trouble: (login, partner) => trouble(ground, login, issue(partner)),
    closeIssue: (login, id) => {
      run(login, "closeIssue", { issueId: id, stateReason: "COMPLETED" });
    },
    openNote: (partner) => openNoteOf(ground, issue(partner)),
    commentOn: (login, id, body) => {
      comment(ground, login, { subjectId: id, body });
    },
    renameOption: (login, column, name) => {
      const options = ground.status.options ?? [];
      const kept = options.map((option, index) => ({
        ...{ id: option.id, name: index === column ? name : option.name },
        ...{ color: "GRAY", description: "" },
      }));
      run(login, "updateProjectV2Field", { fieldId: ground.status.id, singleSelectOptions: kept });
    },
    columns: () => columnsOf(ground),
    threads: () => threadsOf(ground),
    opened: () => openedIn(ground),
  };
}

function comment(ground: Ground, login: string, input: Json): string {
  const said = ground.run(login, { name: "addComment", input, select: "commentEdge { node { id } }" });
  return (said["commentEdge"] as { readonly node: { readonly id: string } }).node.id;
}

function trouble(ground: Ground, login: string, partner: string): string {
  const labels = { labelIds: [ground.label("P1")] };
  const input = { repositoryId: ground.repository, title: "It is down", body: "", ...labels };
  const made = ground.run(login, { name: "createIssue", input, select: "issue { id }" });
  const { id } = made["issue"] as { readonly id: string };
  ground.run(login, { name: "addSubIssue", input: { issueId: partner, subIssueId: id } });
  return id;
}

function columnsOf(ground: Ground): readonly (number | null)[] {
  const { place, cards, status } = ground;
  const seen = ground.ask(place.maintainer, CARDS, { cards })["cards"] as readonly (Shown | null)[];
  const options = (status.options ?? []).map(({ id }) => id);
  return seen.map((item) => {
    if (item === null) return null;
    return item.status === null ? CLEARED : options.slice(0, columns.length).indexOf(item.status.optionId);
  });
}

interface Shown {
  readonly status: { readonly optionId: string } | null;
}

function threadsOf(ground: Ground): readonly (readonly Comment[])[] {
  const { place, issues } = ground;
  const threads = ground.ask(place.maintainer, THREADS, { issues })["issues"] as readonly (Thread | null)[];
  return threads.map((thread) => (thread?.comments.nodes ?? []).map(commentFrom));
}

function openedIn(ground: Ground): readonly OpenedIssue[] {
  const { organisation: owner, repository, syncRepository, maintainer } = ground.place;
  return [repository, ...(syncRepository === null ? [] : [syncRepository])].flatMap((name) => {
    const found = ground.ask(maintainer, OPENED, { owner, name })["repository"] as Issues;
    return found.issues.nodes
      .filter(({ author }) => author?.login === "stagekeeper")
      .map((issue) => ({
        ...{ repository: name, closed: issue.closed },
        texts: [commentFrom(issue), ...issue.comments.nodes.map(commentFrom)],
      }));
  });
}

function openNoteOf(ground: Ground, partner: string): string | null {
  const notes = openedIn(ground)
    .filter(({ closed }) => !closed)
    .flatMap(({ texts }) => texts.slice(0, 1))
    .filter(({ body }) => body.includes('"kind":"sync\\u002dnote"'));
  return (notes.find(({ body }) => body.includes(`"of":"${partner}"`)) ?? notes[0])?.id ?? null;
}

function commentFrom({ id, author, body, bodyHTML, isMinimized = false }: Node): Comment {
  return { id, author: author?.login ?? "", body, html: bodyHTML, folded: isMinimized };
}

interface Node {
  readonly id: string;
  readonly author: { readonly login: string } | null;
  readonly body: string;
  readonly bodyHTML: string;
  readonly isMinimized?: boolean;
}

interface Thread {
  readonly comments: { readonly nodes: readonly Node[] };
}

interface Issues {
  readonly issues: { readonly nodes: readonly (Thread & Node & { readonly closed: boolean })[] };
}
