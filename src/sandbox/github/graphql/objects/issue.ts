import type { Comment, Issue } from "../../model/records.ts";
import { Refusal } from "../../model/refusal.ts";
import { associationOf, may, mayReadProject } from "../../model/rights.ts";
import { maySeeIssue } from "../../model/lookup.ts";
import { pinOf } from "../../acts/moderate.ts";
import { commentPage, issuePage } from "../../payloads/issue.ts";
import { escapeHtml } from "../../render/escape.ts";
import { plainText, renderHtml } from "../../render/render.ts";
import { flagArg, numberArg, orderArg } from "../args.ts";
import { connect, connectVisible } from "../connection.ts";
import { listed } from "../../model/lag.ts";
import { own, served, shared, type Asked, type Asking, type ServedType } from "../served.ts";
import { pathOf } from "./accounts.ts";
import { reactionGroups, reactionsOf } from "./reactions.ts";
import { timelineOf } from "./timeline.ts";

type Text = Issue | Comment;

function issueOf(text: Text): Issue {
  return text.type === "Issue" ? text : text.issue;
}

function pageOf(text: Text, { viewer }: Asked): string {
  return text.type === "Issue" ? issuePage(viewer.state, text) : commentPage(viewer.state, text);
}

function mayRewrite(text: Text, { viewer }: Asked): boolean {
  return may(viewer, issueOf(text).repository, text.author === viewer.account ? "write" : "moderate");
}

function projectItems(issue: Issue, { viewer, args }: Asked): unknown {
  const items = issue.items.filter((item) => {
    const wanted = flagArg(args, "includeArchived") || item.archivedAt === null;
    return wanted && listed(viewer, item) && mayReadProject(viewer, item.project);
  });
  return connect(items, args);
}

function subIssuesSummary(issue: Issue): unknown {
  const total = issue.subIssues.length;
  const completed = issue.subIssues.filter(({ state }) => state === "CLOSED").length;
  return { total, completed, percentCompleted: total === 0 ? 0 : Math.floor((completed * 100) / total) };
}

function dependenciesSummary(issue: Issue): unknown {
  const open = (issues: readonly Issue[]): number => issues.filter(({ state }) => state === "OPEN").length;
  return {
    blockedBy: open(issue.blockedBy),
    totalBlockedBy: issue.blockedBy.length,
    blocking: open(issue.blocking),
    totalBlocking: issue.blocking.length,
  };
}

function commentsOf(issue: Issue, { args }: Asked): unknown {
  const order = orderArg(args);
  if (order === null) return connect(issue.comments, args);
  const rising = issue.comments.toSorted((one, other) => one.updatedAt.localeCompare(other.updatedAt));
  return connect(order.direction === "ASC" ? rising : rising.toReversed(), args);
}

function participantsOf(issue: Issue, { args }: Asked): unknown {
  const everybody = [issue.author, ...issue.assignees, ...issue.comments.map(({ author }) => author)];
  return connect([...new Set(everybody)], args);
}

function projectOf(issue: Issue, { viewer, args }: Asked): unknown {
  const number = numberArg(args, "number");
  const found = issue.items.find(
    (item) => item.project.number === number && mayReadProject(viewer, item.project),
  );
  if (found !== undefined) return found.project;
  throw new Refusal("NOT_FOUND", `Could not resolve to a ProjectV2 with the number ${number}.`);
}

function visible(viewer: Asking, issue: Issue | null): Issue | null {
  return issue !== null && maySeeIssue(viewer, issue) ? issue : null;
}

/** Issues and comments, without the timeline and the reactions. */
export const ISSUE_TYPES: readonly ServedType[] = [
  ...["Issue", "IssueComment"].map((type) =>
    own<Text>(type, [
      "id",
      "databaseId",
      "author",
      "body",
      "createdAt",
      "updatedAt",
      "editor",
      "lastEditedAt",
    ]),
  ),
  ...shared<Text>(["Issue", "IssueComment"], {
    fullDatabaseId: (text) => String(text.databaseId),
    bodyHTML: (text, { viewer }) => renderHtml(viewer, issueOf(text).repository, text.body),
    bodyText: (text) => plainText(text.body),
    includesCreatedEdit: (text) => text.lastEditedAt !== null,
    publishedAt: (text) => text.createdAt,
    createdViaEmail: () => false,
    authorAssociation: (text) => associationOf(issueOf(text).repository, text.author),
    repository: (text) => issueOf(text).repository,
    url: pageOf,
    resourcePath: (text, asked) => pathOf(pageOf(text, asked)),
    reactions: reactionsOf,
    reactionGroups,
    viewerDidAuthor: (text, { viewer }) => text.author === viewer.account,
    viewerCanUpdate: mayRewrite,
    viewerCanReact: (text, { viewer }) => may(viewer, issueOf(text).repository, "write"),
    viewerCannotUpdateReasons: (text, asked) => (mayRewrite(text, asked) ? [] : ["INSUFFICIENT_ACCESS"]),
  }),
  own<Comment>("IssueComment", ["issue"]),
  served<Comment>("IssueComment", {
    isMinimized: (comment) => comment.minimisedReason !== null,
    minimizedReason: (comment) => comment.minimisedReason,
    viewerCanDelete: mayRewrite,
    viewerCanMinimize: (comment, { viewer }) => may(viewer, comment.issue.repository, "triage"),
    viewerCanUnminimize: (comment, { viewer }) => may(viewer, comment.issue.repository, "triage"),
    isPinned: () => false,
    pullRequest: () => null,
  }),
  own<Issue>("Issue", ["number", "title", "state", "closedAt", "locked"]),
  served<Issue>("Issue", {
    closed: (issue) => issue.state === "CLOSED",
    stateReason: (issue, { args }) => {
      const duplicate = issue.stateReason === "DUPLICATE" && !flagArg(args, "enableDuplicate");
      return duplicate ? "NOT_PLANNED" : issue.stateReason;
    },
    titleHTML: (issue) => escapeHtml(issue.title),
    activeLockReason: (issue) => issue.lockReason,
    isPinned: (issue) => pinOf(issue) !== null,
    duplicateOf: (issue, { viewer }) => visible(viewer, issue.duplicateOf),
    parent: (issue, { viewer }) => visible(viewer, issue.parent),
    assignees: (issue, { args }) => connect(issue.assignees, args),
    assignedActors: (issue, { args }) => connect(issue.assignees, args),
    participants: participantsOf,
    labels: (issue, { args }) => connect(issue.labels, args),
    comments: commentsOf,
    projectItems,
    projectV2: projectOf,
    projectsV2: (issue, { viewer, args }) => {
      const projects = issue.items.map(({ project }) => project);
      return connectVisible(viewer, projects, args);
    },
    subIssues: (issue, { viewer, args }) => connectVisible(viewer, issue.subIssues, args),
    subIssuesSummary,
    blockedBy: (issue, { viewer, args }) => connectVisible(viewer, issue.blockedBy, args),
    blocking: (issue, { viewer, args }) => connectVisible(viewer, issue.blocking, args),
    issueDependenciesSummary: dependenciesSummary,
    timelineItems: timelineOf,
    milestone: () => null,
    issueType: () => null,
    projectCards: (_, { args }) => connect([], args),
    closedByPullRequestsReferences: (_, { args }) => connect([], args),
    viewerCanClose: mayCloseIt,
    viewerCanReopen: mayCloseIt,
    viewerCanDelete: (issue, { viewer }) => may(viewer, issue.repository, "delete issues"),
    viewerCanLabel: (issue, { viewer }) => may(viewer, issue.repository, "triage"),
  }),
];

function mayCloseIt(issue: Issue, { viewer }: Asked): boolean {
  return may(viewer, issue.repository, issue.author === viewer.account ? "write" : "triage");
}
