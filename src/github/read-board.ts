import type { ResultOf } from "gql.tada";
import { createHash } from "node:crypto";
import type { CardId, IssueId, ProjectId } from "../core/ids.ts";
import type { BoardPage, BoardProject, PlaybookFile, Repository, ShallowCard } from "../keeper/github.ts";
import type { Board } from "./graphql/board.ts";
import type { BlobFields } from "./graphql/playbook-file.ts";
import type { ShallowItem } from "./graphql/shallow-item.ts";
import { readStatus } from "./read-card.ts";
import { present, readInstant } from "./read-values.ts";

type BoardShape = ResultOf<typeof Board>;
type RepositoryShape = NonNullable<BoardShape["repository"]>;
type ItemShape = ResultOf<typeof ShallowItem>;
/** A project with its first cards, as GitHub gives it. */
export type ProjectShape = NonNullable<NonNullable<BoardShape["organization"]>["projectV2"]>;
type FileShape = ({ readonly __typename: string } & Partial<ResultOf<typeof BlobFields>>) | null;

/** A repository as it is named today. */
export function readRepository(shape: RepositoryShape): Repository {
  return {
    id: shape.id,
    owner: shape.owner.login,
    name: shape.name,
    private: shape.visibility !== "PUBLIC",
  };
}

/** The playbook file; null when there is none. A text that GitHub cut, or that is none, is not read. */
export function readFile(shape: FileShape): PlaybookFile | null {
  if (shape?.oid === undefined) return null;
  const text = shape.isTruncated === true ? null : (shape.text ?? null);
  return { sha: shape.oid, text, bytes: shape.byteSize ?? 0 };
}

/** The project with its fields and the workflows that are switched on. */
export function readProject(shape: ProjectShape): BoardProject {
  return {
    id: shape.id as ProjectId,
    number: shape.number,
    title: shape.title,
    url: shape.url,
    closed: shape.closed,
    fields: present(shape.fields).flatMap((field) =>
      "id" in field
        ? [
            {
              id: field.id,
              name: field.name,
              dataType: field.dataType,
              options: "options" in field ? field.options.map(({ id, name }) => ({ id, name })) : [],
            },
          ]
        : [],
    ),
    workflows: present(shape.workflows).flatMap(({ name, enabled }) => (enabled ? [name] : [])),
  };
}

/** Open labelled issues, and whether each has a card on `project`. */
export function readLabelled(shape: RepositoryShape, project: ProjectId | null): BoardPage["labelled"] {
  return present(shape.issues).map((issue) => ({
    issue: issue.id as IssueId,
    number: issue.number,
    updatedAt: readInstant(issue.updatedAt),
    onBoard: present(issue.projectItems).some((item) => item.project.id === project),
  }));
}

/** A card, and a fingerprint that differs as soon as the card or its issue does. */
export function readShallow(shape: ItemShape): ShallowCard {
  const status = readStatus(shape.status);
  const about = readContent(shape.content);
  return {
    card: shape.id as CardId,
    ...about.card,
    archived: shape.isArchived,
    status: status?.option ?? null,
    contact: shape.contact?.__typename === "ProjectV2ItemFieldTextValue" ? shape.contact.text : null,
    fingerprint: digest([shape.updatedAt, shape.isArchived, status, about]),
  };
}

/** Content that we may not read comes as null. */
function readContent(content: ItemShape["content"]): {
  readonly card: Pick<ShallowCard, "content" | "issue" | "number" | "title" | "labels">;
  readonly changes: readonly unknown[];
} {
  const none = { issue: null, number: null, title: "", labels: [] };
  switch (content?.__typename) {
    case undefined:
      return { card: { ...none, content: "redacted" }, changes: [] };
    case "DraftIssue":
      return { card: { ...none, content: "draft", title: content.title }, changes: [content.updatedAt] };
    case "PullRequest":
      return {
        card: { ...none, content: "pull-request", title: content.title, number: content.number },
        changes: [],
      };
    case "Issue":
      return {
        card: {
          content: "issue",
          issue: content.id as IssueId,
          number: content.number,
          title: content.title,
          labels: present(content.labels).map(({ name }) => name),
        },
        changes: [
          content.updatedAt,
          present(content.comments).map(({ updatedAt }) => updatedAt),
          content.state,
          content.subIssuesSummary.total,
          content.subIssuesSummary.completed,
          content.issueDependenciesSummary.blockedBy,
          content.issueDependenciesSummary.totalBlockedBy,
        ],
      };
  }
}

function digest(parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 22);
}
