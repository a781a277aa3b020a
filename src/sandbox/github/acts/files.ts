import { blobSha, commitSha, nodeId } from "../model/node-ids.ts";
import type { Blob, Repository, StoredFile } from "../model/records.ts";
import { Refusal } from "../model/refusal.ts";
import { demand, may, type Acting } from "../model/rights.ts";
import { fullName, keep, timestamp, type State } from "../model/state.ts";
import { announce, record } from "../payloads/announce.ts";
import { pushedRepositoryJson, repositoryPage, repositoryUrl } from "../payloads/repository.ts";
import type { Json } from "../payloads/people.ts";

export interface FileWrite {
  readonly path: string;
  readonly message: string;
  /** Null deletes the file. */
  readonly bytes: Buffer | null;
  /** Sha of the blob that is replaced; null creates. */
  readonly sha: string | null;
}

/** Commits one file to the default branch and tells of the push. Gives the commit's sha. */
export function commitFile(by: Acting, repository: Repository, write: FileWrite): string {
  demand(by, may(by, repository, "write contents"));
  const before = repository.files.get(write.path);
  if (before !== undefined && write.sha === null) {
    throw new Refusal("UNPROCESSABLE", `Invalid request.\n\n"sha" wasn't supplied.`);
  }
  if (write.sha !== null && before?.sha !== write.sha) {
    throw new Refusal("CONFLICT", `${write.path} does not match ${write.sha}`);
  }
  const parent = repository.head;
  store(by.state, repository, write);
  record(by, { repository: fullName(repository), path: write.path, commit: repository.head });
  tellPush(by, repository, { ...write, parent, kind: kindOf(before, write) });
  return repository.head;
}

function kindOf(before: StoredFile | undefined, write: FileWrite): "added" | "modified" | "removed" {
  if (write.bytes === null) return "removed";
  return before === undefined ? "added" : "modified";
}

/** Puts a file there and moves the branch; tells nobody. */
export function store(state: State, repository: Repository, write: Pick<FileWrite, "path" | "bytes">): void {
  const now = timestamp(state);
  if (write.bytes === null) repository.files.delete(write.path);
  else {
    const file = { path: write.path, bytes: write.bytes, sha: blobSha(write.bytes) };
    repository.files.set(write.path, file);
    keep(state, { type: "Blob", id: blobId(repository, file.sha), repository, file });
  }
  repository.head = commitSha(`${repository.head} ${now} ${write.path} ${String(write.bytes)}`);
  repository.pushedAt = now;
  repository.updatedAt = now;
}

function blobId(repository: Repository, sha: string): string {
  return `${nodeId("B", repository.databaseId)}${Buffer.from(sha).toString("base64url")}`;
}

/** The file at a path of the default branch, as a git object. */
export function blobAt(state: State, repository: Repository, path: string): Blob | null {
  const file = repository.files.get(path);
  const blob = file === undefined ? undefined : state.nodes.get(blobId(repository, file.sha));
  return blob?.type === "Blob" ? blob : null;
}

interface Push extends FileWrite {
  readonly parent: string;
  readonly kind: "added" | "modified" | "removed";
}

function tellPush(by: Acting, repository: Repository, push: Push): void {
  const commit = commitJson(by, repository, push);
  const { login } = by.account;
  announce(by, {
    event: "push",
    action: null,
    repository,
    owner: repository.owner,
    facts: {
      ref: `refs/heads/${repository.defaultBranch}`,
      before: push.parent,
      after: repository.head,
      base_ref: null,
      compare: `${repositoryPage(by.state, repository)}/compare/${push.parent.slice(0, 12)}...${repository.head.slice(0, 12)}`,
      created: false,
      deleted: false,
      forced: false,
      pusher: { name: login, email: `${login}@users.noreply.github.com` },
      commits: [commit],
      head_commit: commit,
      repository: pushedRepositoryJson(by.state, repository),
    },
  });
}

function commitJson(by: Acting, repository: Repository, push: Push): Json {
  const { login } = by.account;
  const author = { name: login, email: `${login}@users.noreply.github.com`, username: login };
  const paths = (kind: Push["kind"]): string[] => (push.kind === kind ? [push.path] : []);
  return {
    id: repository.head,
    tree_id: commitSha(`tree ${repository.head}`),
    distinct: true,
    message: push.message,
    timestamp: timestamp(by.state),
    url: `${repositoryPage(by.state, repository)}/commit/${repository.head}`,
    author,
    committer: author,
    added: paths("added"),
    modified: paths("modified"),
    removed: paths("removed"),
  };
}

/** A file as the contents API lists it. */
export function fileJson(state: State, repository: Repository, file: StoredFile): Json {
  const api = repositoryUrl(state, repository);
  const page = repositoryPage(state, repository);
  const url = `${api}/contents/${file.path}?ref=${repository.defaultBranch}`;
  const links = {
    self: url,
    git: `${api}/git/blobs/${file.sha}`,
    html: `${page}/blob/${repository.defaultBranch}/${file.path}`,
  };
  return {
    type: "file",
    name: file.path.split("/").at(-1),
    path: file.path,
    sha: file.sha,
    size: file.bytes.length,
    url,
    html_url: links.html,
    git_url: links.git,
    download_url: `${page}/raw/${repository.defaultBranch}/${file.path}`,
    _links: links,
  };
}
