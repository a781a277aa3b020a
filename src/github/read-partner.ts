import type { Card, Issue, Partner } from "../core/partner/partner.ts";
import { AppError } from "../keeper/failure.ts";
import type { Looked, LookRequest } from "../keeper/github.ts";
import type { Seen } from "./look-answer.ts";
import { readCard, type CardContent } from "./read-card.ts";
import { readIssue, type IssueShape } from "./read-issue.ts";
import { present } from "./read-values.ts";

/** A partner with its issue (the comments still to be read), or all there is to say already. */
export type Found =
  | Looked
  | {
      readonly kind: "whole";
      readonly card: Card | null;
      readonly issue: Issue;
      /** The issue as it came. */
      readonly shape: IssueShape;
    };

type CardNode = Extract<NonNullable<Seen["card"]>, { __typename: "ProjectV2Item" }>;
type ItemContent = CardNode["content"];

/** What was found of one target. */
export function readPartner(view: Seen, request: LookRequest): Found {
  if (view.card?.__typename === "ProjectV2Item")
    return isTransferred(view, view.card.content) ? { kind: "gone" } : fromCard(view.card, request);
  if (view.issue?.__typename === "Issue" && !isTransferred(view, view.issue))
    return fromIssue(view.issue, request);
  return { kind: "gone" };
}

/** A transfer makes another issue, in a repository that is not ours to judge; the card keeps its id and follows. */
function isTransferred({ target }: Seen, content: ItemContent | Seen["issue"]): boolean {
  return content?.__typename === "Issue" && target.issue !== null && content.id !== target.issue;
}

function fromCard(node: CardNode, request: LookRequest): Found {
  if (node.project.id !== request.project) return { kind: "gone" };
  const card = readCard(node, contentOf(node.content), request.fields);
  if (node.content?.__typename !== "Issue") return partner({ card, issue: null, rights: {} });
  return whole(node.content, card, request);
}

/** The issue's card on our project, if it has one. */
function fromIssue(
  node: Extract<NonNullable<Seen["issue"]>, { __typename: "Issue" }>,
  request: LookRequest,
): Found {
  const item = present(node.projectItems).find(({ project }) => project.id === request.project);
  const content: CardContent = { kind: "issue", title: node.title };
  const card = item === undefined ? null : readCard(item, content, request.fields);
  return whole(node, card, request);
}

function whole(shape: IssueShape, card: Card | null, request: LookRequest): Found {
  const issue = readIssue(shape, request.project, []);
  if (issue !== null) return { kind: "whole", card, issue, shape };
  return {
    kind: "failed",
    error: new AppError(
      "github/partial-answer",
      { kind: "transient" },
      { message: "The labels of the issue are missing from the answer" },
    ),
  };
}

/** Content that we may not read comes as null. */
function contentOf(content: ItemContent): CardContent {
  switch (content?.__typename) {
    case "Issue":
      return { kind: "issue", title: content.title };
    case "DraftIssue":
      return { kind: "draft", title: content.title };
    case "PullRequest":
      return { kind: "pull-request", title: content.title };
    case undefined:
      return { kind: "redacted", title: "" };
  }
}

function partner(read: Partner): Looked {
  return { kind: "partner", partner: read };
}
