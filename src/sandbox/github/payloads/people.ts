import type { Account, Organisation, Owner } from "../model/records.ts";
import type { State } from "../model/state.ts";

/** JSON as GitHub's REST and webhooks write it. */
export type Json = Record<string, unknown>;

const USER_LINKS = {
  followers_url: "/followers",
  following_url: "/following{/other_user}",
  gists_url: "/gists{/gist_id}",
  starred_url: "/starred{/owner}{/repo}",
  subscriptions_url: "/subscriptions",
  organizations_url: "/orgs",
  repos_url: "/repos",
  events_url: "/events{/privacy}",
  received_events_url: "/received_events",
};

const ORGANISATION_LINKS = {
  repos_url: "/repos",
  events_url: "/events",
  hooks_url: "/hooks",
  issues_url: "/issues",
  members_url: "/members{/member}",
  public_members_url: "/public_members{/member}",
};

/** GitHub's "simple user"; an organisation that owns a repository looks the same. */
export function userJson(state: State, account: Account | Owner): Json {
  const url = `${state.urls.api}/users/${encodeURIComponent(account.login)}`;
  return {
    login: account.login,
    id: account.databaseId,
    node_id: account.id,
    avatar_url: avatarOf(account),
    gravatar_id: "",
    url,
    html_url: profileOf(state, account),
    ...linksUnder(url, USER_LINKS),
    type: account.type,
    user_view_type: "public",
    site_admin: false,
  };
}

/** What `GET /users/{login}` adds. Nobody here tells more of themselves than a name. */
export function fullUserJson(state: State, account: Account | Organisation): Json {
  const untold = ["company", "blog", "location", "email", "hireable", "bio", "twitter_username"];
  const open = state.repositories.filter((each) => each.owner === account && !each.private);
  return {
    ...userJson(state, account),
    ...Object.fromEntries(untold.map((name) => [name, null])),
    ...{ public_repos: open.length, public_gists: 0, followers: 0, following: 0 },
    name: account.type === "Bot" ? null : account.name,
    created_at: account.createdAt,
    updated_at: account.createdAt,
  };
}

/** GitHub's "simple organisation". */
export function organisationJson(state: State, organisation: Organisation): Json {
  const url = `${state.urls.api}/orgs/${organisation.login}`;
  return {
    login: organisation.login,
    id: organisation.databaseId,
    node_id: organisation.id,
    url,
    ...linksUnder(url, ORGANISATION_LINKS),
    avatar_url: avatarOf(organisation),
    description: "",
  };
}

/** The page of a person, bot or organisation. */
export function profileOf(state: State, account: Account | Owner): string {
  const slug = account.login.replace(/\[bot\]$/u, "");
  return `${state.urls.html}/${account.type === "Bot" ? "apps/" : ""}${slug}`;
}

/** A picture's address. Nothing is served there. */
export function avatarOf(account: Account | Owner): string {
  return `https://avatars.githubusercontent.com/u/${account.databaseId}?v=4`;
}

/** Links that only differ in their end. */
export function linksUnder(base: string, links: Readonly<Record<string, string>>): Json {
  return Object.fromEntries(Object.entries(links).map(([name, end]) => [name, base + end]));
}
