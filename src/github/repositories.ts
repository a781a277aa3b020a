import { z } from "zod";
import { sameLogin, type IssueId } from "../core/ids.ts";
import type { OwnIssue, Repository } from "../keeper/github.ts";
import { PLAYBOOK_FILE } from "./board.ts";
import { faultError, isAbsence } from "./faults.ts";
import { ask } from "./graphql/execute.ts";
import { Holders } from "./graphql/holders.ts";
import { OwnIssues } from "./graphql/own-issues.ts";
import type { Installation } from "./installation.ts";
import { everyPage, PER_PAGE } from "./paging.ts";
import { present, readPerson } from "./read-values.ts";
import { absentAsNull } from "./rights.ts";
import { readAnswer } from "./rest-answer.ts";

const RepositoryPage = z.object({
  repositories: z.array(
    z.object({
      node_id: z.string(),
      name: z.string(),
      private: z.boolean(),
      owner: z.object({ login: z.string() }),
    }),
  ),
});

/** Repositories of the installation that hold the playbook file: one REST page and one query per hundred. */
export async function repositoriesWithPlaybook(on: Installation): Promise<readonly Repository[]> {
  const found: Repository[] = [];
  for (const page of await allRepositories(on)) found.push(...(await holdersAmong(on, page)));
  return found;
}

async function allRepositories(on: Installation): Promise<readonly (readonly Repository[])[]> {
  return everyPage(async (page) => {
    const answer = await on.session.rest("read", (octokit) =>
      octokit.request("GET /installation/repositories", { per_page: PER_PAGE, page }),
    );
    return readAnswer(RepositoryPage, answer.data).repositories.map((repository) => ({
      id: repository.node_id,
      owner: repository.owner.login,
      name: repository.name,
      private: repository.private,
    }));
  });
}

async function holdersAmong(
  on: Installation,
  repositories: readonly Repository[],
): Promise<readonly Repository[]> {
  if (repositories.length === 0) return [];
  const answer = await ask(on.session, Holders, {
    repositories: repositories.map(({ id }) => id),
    file: PLAYBOOK_FILE,
  });
  const faults = answer.faults.filter((fault) => !isAbsence(fault) || fault.path.length !== 2);
  if (faults.length > 0 || answer.data === null) throw faultError(faults, answer);
  const holders = new Set(
    answer.data.nodes.flatMap((node) =>
      node?.__typename === "Repository" && node.object?.__typename === "Blob" ? [node.id] : [],
    ),
  );
  return repositories.filter(({ id }) => holders.has(id));
}

const NamedRepository = z.object({
  node_id: z.string(),
  name: z.string(),
  private: z.boolean(),
  owner: z.object({ login: z.string() }),
});

/** The repository of that name, or null when the installation cannot read one. */
export async function repositoryNamed(
  on: Installation,
  owner: string,
  name: string,
): Promise<Repository | null> {
  const answer = await absentAsNull(["github/not-found", "github/forbidden"], () =>
    on.session.rest("read", (octokit) => octokit.request("GET /repos/{owner}/{repo}", { owner, repo: name })),
  );
  if (answer === null) return null;
  const found = readAnswer(NamedRepository, answer.data);
  return { id: found.node_id, owner: found.owner.login, name: found.name, private: found.private };
}

/** The latest issues that this App opened in a repository. */
export async function readOwnIssues(on: Installation, repository: Repository): Promise<readonly OwnIssue[]> {
  const self = await on.self();
  const { owner, name } = repository;
  const answer = await ask(on.session, OwnIssues, { owner, name, self });
  const faults = answer.faults.filter(({ path }) => path[1] !== "own");
  if (faults.length > 0 || answer.data === null) throw faultError(faults, answer);
  const read = [answer.data.repository?.own ?? null, answer.data.repository?.latest ?? null].flatMap(present);
  const ours = read.filter((issue) => {
    const author = readPerson(issue.author);
    return issue.viewerDidAuthor || (author?.bot === true && sameLogin(author.login, self));
  });
  return [...new Map(ours.map((issue) => [issue.id, issue])).values()].slice(0, 100).map((issue) => ({
    id: issue.id as IssueId,
    body: issue.body,
    state: issue.state === "OPEN" ? "open" : "closed",
  }));
}
