import { maySeeIssue } from "../model/lookup.ts";
import type { Account, Comment, Issue, Organisation, Repository } from "../model/records.ts";
import { notForIntegrations, Refusal } from "../model/refusal.ts";
import { may, type Viewer } from "../model/rights.ts";
import { accountOf, repositoryOf } from "../model/state.ts";
import { notFound, param, type Call } from "./route.ts";

/** The repository of `{owner}/{repo}`, if the viewer may read it. */
export function repositoryIn(call: Call): Repository {
  const found = repositoryOf(call.viewer.state, `${param(call, "owner")}/${param(call, "repo")}`);
  if (found === null || !may(call.viewer, found, "read")) throw notFound();
  return found;
}

/** The same, if the viewer may read its files too. */
export function readableIn(call: Call): Repository {
  const repository = repositoryIn(call);
  if (may(call.viewer, repository, "read contents")) return repository;
  throw notForIntegrations();
}

/** The issue of `{number}`. */
export function issueIn(call: Call): Issue {
  const repository = repositoryIn(call);
  readsIssues(call.viewer, repository);
  const number = Number(param(call, "number"));
  const found = repository.issues.find((issue) => issue.number === number);
  if (found === undefined) throw notFound();
  return found;
}

/** Refuses who may see the repository but not its issues: an App without that permission. */
export function readsIssues(viewer: Viewer, repository: Repository): void {
  if (may(viewer, repository, "read issues")) return;
  throw new Refusal("FORBIDDEN", "Resource not accessible by integration");
}

/** The comment of `{id}`. */
export function commentIn(call: Call): Comment {
  const repository = repositoryIn(call);
  readsIssues(call.viewer, repository);
  const id = Number(param(call, "id"));
  for (const issue of repository.issues) {
    const found = issue.comments.find((comment) => comment.databaseId === id);
    if (found !== undefined) return found;
  }
  throw notFound();
}

/** An issue by its integer id, in any repository. */
export function issueOfId(viewer: Viewer, id: number): Issue {
  const all = viewer.state.repositories.flatMap(({ issues }) => issues);
  const found = all.find((issue) => issue.databaseId === id);
  if (found === undefined || !maySeeIssue(viewer, found)) throw notFound();
  return found;
}

/** The person of `{username}`. */
export function personIn(call: Call): Account {
  const found = accountOf(call.viewer.state, param(call, "username"));
  if (found === null) throw notFound();
  return found;
}

/** The organisation of `{org}`. */
export function organisationIn(call: Call): Organisation {
  const found = call.viewer.state.accounts.get(param(call, "org").toLowerCase());
  if (found?.type !== "Organization") throw notFound();
  return found;
}

/** People by login; one that nobody has is refused, as GitHub does. */
export function peopleNamed(viewer: Viewer, logins: readonly string[]): Account[] {
  return logins.map((login) => {
    const found = accountOf(viewer.state, login);
    if (found === null)
      throw new Refusal("UNPROCESSABLE", `Could not resolve to a user with the login ${login}`);
    return found;
  });
}
