import type { Comment, Issue, Reaction } from "../model/records.ts";
import type { ReactionContent } from "../model/vocabulary.ts";
import { associationOf } from "../model/rights.ts";
import type { State } from "../model/state.ts";
import { userJson, type Json } from "./people.ts";
import { labelJson, repositoryPage, repositoryUrl } from "./repository.ts";

/** REST's names of the reactions. */
export const REACTION_NAMES: Readonly<Record<ReactionContent, string>> = {
  THUMBS_UP: "+1",
  THUMBS_DOWN: "-1",
  LAUGH: "laugh",
  HOORAY: "hooray",
  CONFUSED: "confused",
  HEART: "heart",
  ROCKET: "rocket",
  EYES: "eyes",
};

/** Address of an issue for people. */
export function issuePage(state: State, issue: Issue): string {
  return `${repositoryPage(state, issue.repository)}/issues/${issue.number}`;
}

/** Address of an issue in the API. */
function issueUrl(state: State, issue: Issue): string {
  return `${repositoryUrl(state, issue.repository)}/issues/${issue.number}`;
}

/** Address of a comment for people. */
export function commentPage(state: State, comment: Comment): string {
  return `${issuePage(state, comment.issue)}#issuecomment-${comment.databaseId}`;
}

/** An issue as webhooks and REST give it. */
export function issueJson(state: State, issue: Issue): Json {
  return { ...issueLinks(state, issue), ...issueFacts(state, issue), ...issueSums(state, issue) };
}

function issueLinks(state: State, issue: Issue): Json {
  const url = issueUrl(state, issue);
  return {
    url,
    repository_url: repositoryUrl(state, issue.repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: issuePage(state, issue),
    ...(issue.parent === null ? {} : { parent_issue_url: issueUrl(state, issue.parent) }),
  };
}

function issueFacts(state: State, issue: Issue): Json {
  const [first] = issue.assignees;
  return {
    id: issue.databaseId,
    node_id: issue.id,
    number: issue.number,
    title: issue.title,
    user: userJson(state, issue.author),
    labels: issue.labels.map((label) => labelJson(state, label)),
    state: issue.state.toLowerCase(),
    state_reason: issue.stateReason?.toLowerCase() ?? null,
    locked: issue.locked,
    active_lock_reason:
      issue.lockReason?.toLowerCase().replace("_", issue.lockReason === "OFF_TOPIC" ? "-" : " ") ?? null,
    assignee: first === undefined ? null : userJson(state, first),
    assignees: issue.assignees.map((assignee) => userJson(state, assignee)),
    milestone: null,
    type: null,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    author_association: associationOf(issue.repository, issue.author),
    body: issue.body === "" ? null : issue.body,
    performed_via_github_app: null,
  };
}

function issueSums(state: State, issue: Issue): Json {
  const done = issue.subIssues.filter((sub) => sub.state === "CLOSED").length;
  const open = (issues: readonly Issue[]): number => issues.filter(({ state }) => state === "OPEN").length;
  return {
    comments: issue.comments.length,
    reactions: reactionsJson(`${issueUrl(state, issue)}/reactions`, issue.reactions),
    sub_issues_summary: {
      total: issue.subIssues.length,
      completed: done,
      percent_completed: issue.subIssues.length === 0 ? 0 : Math.floor((done * 100) / issue.subIssues.length),
    },
    issue_dependencies_summary: {
      blocked_by: open(issue.blockedBy),
      total_blocked_by: issue.blockedBy.length,
      blocking: open(issue.blocking),
      total_blocking: issue.blocking.length,
    },
  };
}

/** A comment as webhooks and REST give it. */
export function commentJson(state: State, comment: Comment): Json {
  const url = `${repositoryUrl(state, comment.issue.repository)}/issues/comments/${comment.databaseId}`;
  return {
    url,
    html_url: commentPage(state, comment),
    issue_url: issueUrl(state, comment.issue),
    id: comment.databaseId,
    node_id: comment.id,
    user: userJson(state, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: associationOf(comment.issue.repository, comment.author),
    body: comment.body,
    reactions: reactionsJson(`${url}/reactions`, comment.reactions),
    performed_via_github_app: null,
  };
}

/** One reaction. */
export function reactionJson(state: State, reaction: Reaction): Json {
  return {
    id: reaction.databaseId,
    node_id: reaction.id,
    user: userJson(state, reaction.user),
    content: REACTION_NAMES[reaction.content],
    created_at: reaction.createdAt,
  };
}

function reactionsJson(url: string, reactions: readonly Reaction[]): Json {
  const counts = Object.entries(REACTION_NAMES).map(([content, name]) => {
    return [name, reactions.filter((reaction) => reaction.content === content).length] as const;
  });
  return { url, total_count: reactions.length, ...Object.fromEntries(counts) };
}
