import { fullName, type State } from "../model/state.ts";
import type { Label, Repository } from "../model/records.ts";
import { linksUnder, userJson, type Json } from "./people.ts";

const LINKS = {
  forks_url: "/forks",
  keys_url: "/keys{/key_id}",
  collaborators_url: "/collaborators{/collaborator}",
  teams_url: "/teams",
  hooks_url: "/hooks",
  issue_events_url: "/issues/events{/number}",
  events_url: "/events",
  assignees_url: "/assignees{/user}",
  branches_url: "/branches{/branch}",
  tags_url: "/tags",
  blobs_url: "/git/blobs{/sha}",
  git_tags_url: "/git/tags{/sha}",
  git_refs_url: "/git/refs{/sha}",
  trees_url: "/git/trees{/sha}",
  statuses_url: "/statuses/{sha}",
  languages_url: "/languages",
  stargazers_url: "/stargazers",
  contributors_url: "/contributors",
  subscribers_url: "/subscribers",
  subscription_url: "/subscription",
  commits_url: "/commits{/sha}",
  git_commits_url: "/git/commits{/sha}",
  comments_url: "/comments{/number}",
  issue_comment_url: "/issues/comments{/number}",
  contents_url: "/contents/{+path}",
  compare_url: "/compare/{base}...{head}",
  merges_url: "/merges",
  archive_url: "/{archive_format}{/ref}",
  downloads_url: "/downloads",
  issues_url: "/issues{/number}",
  pulls_url: "/pulls{/number}",
  milestones_url: "/milestones{/number}",
  notifications_url: "/notifications{?since,all,participating}",
  labels_url: "/labels{/name}",
  releases_url: "/releases{/id}",
  deployments_url: "/deployments",
};

/** What this small GitHub has none of, said as GitHub says it. */
const NOTHING = {
  description: null,
  fork: false,
  homepage: null,
  size: 0,
  stargazers_count: 0,
  watchers_count: 0,
  watchers: 0,
  language: null,
  has_issues: true,
  has_projects: true,
  has_downloads: true,
  has_wiki: false,
  has_pages: false,
  has_discussions: false,
  forks_count: 0,
  forks: 0,
  mirror_url: null,
  archived: false,
  disabled: false,
  license: null,
  allow_forking: true,
  is_template: false,
  web_commit_signoff_required: false,
  topics: [],
};

/** Address of a repository in the API. */
export function repositoryUrl(state: State, repository: Repository): string {
  return `${state.urls.api}/repos/${fullName(repository)}`;
}

/** Address of a repository for people. */
export function repositoryPage(state: State, repository: Repository): string {
  return `${state.urls.html}/${fullName(repository)}`;
}

/** A repository, whole, as webhooks and `GET /repos/{owner}/{repo}` give it. */
export function repositoryJson(state: State, repository: Repository): Json {
  const url = repositoryUrl(state, repository);
  const page = repositoryPage(state, repository);
  const open = repository.issues.filter((issue) => issue.state === "OPEN").length;
  return {
    ...repositoryNames(repository),
    owner: userJson(state, repository.owner),
    html_url: page,
    url,
    ...linksUnder(url, LINKS),
    ...NOTHING,
    created_at: repository.createdAt,
    updated_at: repository.updatedAt,
    pushed_at: repository.pushedAt,
    git_url: `${page.replace(/^https?/u, "git")}.git`,
    ssh_url: `git@github.com:${fullName(repository)}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    open_issues_count: open,
    open_issues: open,
    default_branch: repository.defaultBranch,
    visibility: repository.private ? "private" : "public",
    custom_properties: {},
  };
}

/** A repository as `push` alone tells of it: times in seconds of the epoch, and some names once more. */
export function pushedRepositoryJson(state: State, repository: Repository): Json {
  const whole = repositoryJson(state, repository);
  const { login, type } = repository.owner;
  return {
    ...whole,
    owner: { name: login, email: null, ...userJson(state, repository.owner) },
    created_at: seconds(repository.createdAt),
    pushed_at: seconds(repository.pushedAt),
    stargazers: 0,
    master_branch: repository.defaultBranch,
    ...(type === "Organization" ? { organization: login } : {}),
  };
}

function seconds(timestamp: string): number {
  return Date.parse(timestamp) / 1000;
}

/** The few facts that `installation` events give of a repository. */
export function repositoryNames(repository: Repository): Json {
  return {
    id: repository.databaseId,
    node_id: repository.id,
    name: repository.name,
    full_name: fullName(repository),
    private: repository.private,
  };
}

/** A label. */
export function labelJson(state: State, label: Label): Json {
  return {
    id: label.databaseId,
    node_id: label.id,
    url: `${repositoryUrl(state, label.repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  };
}
