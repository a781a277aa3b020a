import { maySeeIssue } from "../model/lookup.ts";
import type { Account, Comment, Issue, Organisation, Repository } from "../model/records.ts";
import { Moved, notForIntegrations, Refusal } from "../model/refusal.ts";
import { may, type Viewer } from "../model/rights.ts";
import { accountOf, renamedFrom, repositoryOf } from "../model/state.ts";
import { notFound, param, type Call } from "./route.ts";

/** The repository of `{owner}/{repo}`, if the viewer may read it. */
export function repositoryIn(call: Call): Repository {
  const { state } = call.viewer;
  const name = `${param(call, "owner")}/${param(call, "repo")}`;
  const found = repositoryOf(state, name);
  const renamed = found === null ? renamedFrom(state, name) : null;
  const there = found ?? renamed;
  if (there === null || !may(call.viewer, there, "read")) throw notFound();
  if (renamed === null) return there;
  throw new Moved(`/repositories/${String(there.databaseId)}${below(call, "repo")}`);
}

/** What follows a `{name}` in the path that was asked for. */
function below(call: Call, name: string): string {
  const depth = call.operation.split(" ")[1]?.split("/").indexOf(`{${name}}`) ?? 0;
  return call.request.path
    .split("/")
    .slice(depth + 1)
    .map((each) => `/${each}`)
    .join("");
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
  return found ?? issueGone(call, repository.gone.get(number));
}

/** Says what became of an issue, as far as the viewer may know. */
function issueGone(call: Call, became: Issue | null | undefined): never {
  if (became === null) throw new Refusal("GONE", "This issue was deleted");
  if (became === undefined || !maySeeIssue(call.viewer, became)) throw notFound();
  const { repository, number } = became;
  const place = `/repositories/${String(repository.databaseId)}/issues/${String(number)}`;
  throw new Moved(`${place}${below(call, "number")}`);
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
