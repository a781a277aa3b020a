import { commitSha, nodeId, blobSha } from "../model/node-ids.ts";
import type { Branch, PullRequest, Repository } from "../model/records.ts";
import { Refusal } from "../model/refusal.ts";
import { demand, may, type Acting } from "../model/rights.ts";
import { fullName, timestamp } from "../model/state.ts";
import { record } from "../payloads/announce.ts";
import { commitFile, type FileWrite } from "./files.ts";

/** Makes a branch at the tip of the default one: this small GitHub keeps no other commits. */
export function createBranch(
  by: Acting,
  repository: Repository,
  { ref, sha }: { readonly ref: string; readonly sha: string },
): Branch {
  demand(by, may(by, repository, "write contents"));
  const name = ref.replace(/^refs\/heads\//u, "");
  if (name === ref) throw new Refusal("UNPROCESSABLE", "Reference name must start with 'refs/heads/'");
  if (name === repository.defaultBranch || repository.branches.has(name))
    throw new Refusal("UNPROCESSABLE", "Reference already exists");
  if (sha !== repository.head) throw new Refusal("UNPROCESSABLE", "Object does not exist");
  const branch: Branch = { name, head: sha, files: new Map(repository.files) };
  repository.branches.set(name, branch);
  record(by, { repository: fullName(repository), branch: name });
  return branch;
}

/** Commits one file to a branch beside the default one. Gives the commit's sha. */
export function commitToBranch(
  by: Acting,
  repository: Repository,
  write: FileWrite & { readonly branch: Branch },
): string {
  demand(by, may(by, repository, "write contents"));
  const { branch, path, bytes, sha } = write;
  const before = branch.files.get(path);
  if (before !== undefined && sha === null)
    throw new Refusal("UNPROCESSABLE", `Invalid request.\n\n"sha" wasn't supplied.`);
  if (sha !== null && before?.sha !== sha) throw new Refusal("CONFLICT", `${path} does not match ${sha}`);
  if (bytes === null) branch.files.delete(path);
  else branch.files.set(path, { path, bytes, sha: blobSha(bytes) });
  branch.head = commitSha(`${branch.head} ${timestamp(by.state)} ${path} ${String(bytes)}`);
  record(by, { repository: fullName(repository), branch: branch.name, path, commit: branch.head });
  return branch.head;
}

/** Opens a pull request of a branch of the same repository. */
export function openPull(
  by: Acting,
  repository: Repository,
  {
    head,
    base,
    title,
    body,
  }: { readonly head: string; readonly base: string; readonly title: string; readonly body: string | null },
): PullRequest {
  demand(by, may(by, repository, "write contents"));
  const branch = repository.branches.get(head);
  if (branch === undefined || base !== repository.defaultBranch)
    throw new Refusal("UNPROCESSABLE", "Validation Failed");
  if (repository.pulls.some((pull) => pull.head === branch && pull.mergedAt === null))
    throw new Refusal(
      "UNPROCESSABLE",
      `A pull request already exists for ${repository.owner.login}:${head}.`,
    );
  const databaseId = by.state.nextId();
  repository.lastNumber += 1;
  const pull: PullRequest = {
    id: nodeId("PR", repository.databaseId, databaseId),
    ...{ databaseId, createdAt: timestamp(by.state), repository, title, body, head: branch },
    ...{
      number: repository.lastNumber,
      author: by.account,
      mergedAt: null,
      mergedBy: null,
      mergeCommit: null,
    },
  };
  repository.pulls.push(pull);
  record(by, { repository: fullName(repository), pull: pull.number, title });
  return pull;
}

/** Takes what a pull request changes into the default branch, which tells of the push. */
export function mergePull(by: Acting, pull: PullRequest): string {
  const { repository, head } = pull;
  if (pull.mergedAt !== null) throw new Refusal("UNPROCESSABLE", "Pull Request is not mergeable");
  for (const { path, bytes, sha } of head.files.values()) {
    const before = repository.files.get(path);
    if (before?.sha === sha) continue;
    const message = `Merge pull request #${String(pull.number)}`;
    commitFile(by, repository, { path, message, bytes: Buffer.from(bytes), sha: before?.sha ?? null });
  }
  pull.mergedAt = timestamp(by.state);
  pull.mergedBy = by.account;
  pull.mergeCommit = repository.head;
  return repository.head;
}
