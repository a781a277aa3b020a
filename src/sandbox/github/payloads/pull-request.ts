import type { PullRequest } from "../model/records.ts";
import { associationOf } from "../model/rights.ts";
import type { State } from "../model/state.ts";
import { userJson, type Json } from "./people.ts";
import { repositoryJson, repositoryPage, repositoryUrl } from "./repository.ts";

/** GitHub's "simple pull request". */
export function pullJson(state: State, pull: PullRequest): Json {
  const { repository, mergedAt } = pull;
  return {
    ...linksOf(state, pull),
    id: pull.databaseId,
    node_id: pull.id,
    number: pull.number,
    state: mergedAt === null ? "open" : "closed",
    locked: false,
    title: pull.title,
    user: userJson(state, pull.author),
    body: pull.body,
    labels: [],
    milestone: null,
    created_at: pull.createdAt,
    updated_at: mergedAt ?? pull.createdAt,
    closed_at: mergedAt,
    merged_at: mergedAt,
    merge_commit_sha: pull.mergeCommit,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: endJson(state, pull, { name: pull.head.name, sha: pull.head.head }),
    base: endJson(state, pull, { name: repository.defaultBranch, sha: repository.head }),
    author_association: associationOf(repository, pull.author),
    auto_merge: null,
    draft: false,
  };
}

/** What the pull request's own page adds; lines are not counted here. */
export function fullPullJson(state: State, pull: PullRequest): Json {
  const { mergedBy } = pull;
  const merged = mergedBy !== null;
  return {
    ...pullJson(state, pull),
    ...{ merged, mergeable: !merged, mergeable_state: merged ? "unknown" : "clean" },
    ...{ merged_by: mergedBy === null ? null : userJson(state, mergedBy), maintainer_can_modify: false },
    ...{ comments: 0, review_comments: 0 },
  };
}

function endJson(
  state: State,
  { repository }: PullRequest,
  { name, sha }: { readonly name: string; readonly sha: string },
): Json {
  const { owner } = repository;
  return {
    ...{ label: `${owner.login}:${name}`, ref: name, sha },
    ...{ user: userJson(state, owner), repo: repositoryJson(state, repository) },
  };
}

function linksOf(state: State, { repository, number, head }: PullRequest): Json {
  const api = repositoryUrl(state, repository);
  const page = `${repositoryPage(state, repository)}/pull/${String(number)}`;
  const url = `${api}/pulls/${String(number)}`;
  const issue = `${api}/issues/${String(number)}`;
  const links = {
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: `${api}/statuses/${head.head}`,
  };
  const to = (href: string): Json => ({ href });
  return {
    ...{ url, html_url: page, diff_url: `${page}.diff`, patch_url: `${page}.patch` },
    ...links,
    _links: {
      ...{ self: to(url), html: to(page), issue: to(links.issue_url), comments: to(links.comments_url) },
      ...{
        review_comments: to(links.review_comments_url),
        review_comment: to(links.review_comment_url),
        commits: to(links.commits_url),
        statuses: to(links.statuses_url),
      },
    },
  };
}
