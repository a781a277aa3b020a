import { z } from "zod";

import { commitToBranch } from "../acts/branches.ts";
import { commitFile, fileJson, type FileWrite } from "../acts/files.ts";
import { renameRepository } from "../acts/rename-repository.ts";
import { reachedBy } from "../installations/describe.ts";
import type { Branch, Repository, StoredFile } from "../model/records.ts";
import { Refusal } from "../model/refusal.ts";
import { permissionIn, suffices } from "../model/rights.ts";
import type { Json } from "../payloads/people.ts";
import { repositoryJson, repositoryPage } from "../payloads/repository.ts";
import type { ApiResponse } from "../../contract.ts";
import { readableIn, repositoryIn } from "./find.ts";
import { paged } from "./page.ts";
import { acting, bodyOf, notFound, ok, param, route, type Call, type Route } from "./route.ts";

function described(call: Call, repository: Repository): Json {
  const { viewer } = call;
  const body = { ...repositoryJson(viewer.state, repository), network_count: 0, subscribers_count: 0 };
  if (viewer.installation !== null || viewer.account === null) return body;
  const has = permissionIn(repository, viewer.account);
  const permissions = {
    admin: suffices(has, "admin"),
    maintain: suffices(has, "maintain"),
    push: suffices(has, "write"),
    triage: suffices(has, "triage"),
    pull: suffices(has, "read"),
  };
  return { ...body, permissions };
}

function contents(call: Call): ApiResponse {
  const repository = readableIn(call);
  checkMedia(call);
  const files = filesAt(repository, call.request.query.get("ref"));
  const path = param(call, "path").replace(/\/$/u, "");
  const file = files.get(path);
  if (file === undefined) return folder(call, { repository, files }, path);
  const content = Buffer.from(file.bytes).toString("base64").replace(/.{60}/gu, "$&\n");
  return ok({ ...fileJson(call.viewer.state, repository, file), encoding: "base64", content });
}

function checkMedia({ request }: Call): void {
  const accept = request.headers["accept"] ?? "";
  if (!/\.(?:raw|html)/u.test(accept)) return;
  throw new Refusal("NOT_SERVED", "This sandbox serves contents as JSON only");
}

/** The files of a branch; of a commit only the tip of the default branch is known. */
function filesAt(repository: Repository, ref: string | null): ReadonlyMap<string, StoredFile> {
  const name = ref?.replace(/^refs\/heads\//u, "") ?? repository.defaultBranch;
  if (name === repository.defaultBranch || name === repository.head) return repository.files;
  const branch = repository.branches.get(name);
  if (branch === undefined) throw new Refusal("NOT_FOUND", `No commit found for the ref ${name}`);
  return branch.files;
}

/** The files directly below a folder. Folders below it are left out. */
function folder(
  call: Call,
  { repository, files }: { readonly repository: Repository; readonly files: ReadonlyMap<string, StoredFile> },
  path: string,
): ApiResponse {
  const start = path === "" ? "" : `${path}/`;
  const below = [...files.values()].filter((file) => file.path.startsWith(start));
  if (below.length === 0) throw notFound();
  const direct = below.filter((file) => !file.path.slice(start.length).includes("/"));
  return ok(direct.map((file) => fileJson(call.viewer.state, repository, file)));
}

const Put = z.object({
  message: z.string(),
  content: z.string(),
  sha: z.string().nullish(),
  branch: z.string().nullish(),
});

const Delete = z.object({ message: z.string(), sha: z.string(), branch: z.string().nullish() });

function put(call: Call): ApiResponse {
  const { message, content, sha, branch } = bodyOf(call, Put);
  const write = { message, bytes: Buffer.from(content, "base64"), sha: sha ?? null };
  return commit(call, write, branch ?? null);
}

function remove(call: Call): ApiResponse {
  const { message, sha, branch } = bodyOf(call, Delete);
  return commit(call, { message, bytes: null, sha }, branch ?? null);
}

function commit(call: Call, write: Omit<FileWrite, "path">, branch: string | null): ApiResponse {
  const by = acting(call);
  const repository = repositoryIn(call);
  const path = param(call, "path");
  const target = branchNamed(repository, branch);
  const files = target?.files ?? repository.files;
  const present = files.has(path);
  const sha =
    target === null
      ? commitFile(by, repository, { path, ...write })
      : commitToBranch(by, repository, { path, ...write, branch: target });
  const file = files.get(path);
  const html_url = `${repositoryPage(by.state, repository)}/commit/${sha}`;
  const body = {
    content: file === undefined ? null : fileJson(by.state, repository, file),
    commit: { sha, message: write.message, html_url },
  };
  return { status: present ? 200 : 201, body };
}

/** Null: the default branch. */
function branchNamed(repository: Repository, name: string | null): Branch | null {
  if (name === null || name === repository.defaultBranch) return null;
  const found = repository.branches.get(name);
  if (found === undefined) throw new Refusal("NOT_FOUND", `Branch ${name} not found`);
  return found;
}

/** Repositories and their files. */
export const REPOSITORY_ROUTES: readonly Route[] = [
  route("GET /repos/{owner}/{repo}", (call) => ok(described(call, repositoryIn(call)))),
  route("PATCH /repos/{owner}/{repo}", (call) => {
    const repository = repositoryIn(call);
    renameRepository(acting(call), repository, bodyOf(call, z.object({ name: z.string().min(1) })).name);
    return ok(described(call, repository));
  }),
  route("GET /repos/{owner}/{repo}/contents/{+path}", contents),
  route("PUT /repos/{owner}/{repo}/contents/{+path}", put),
  route("DELETE /repos/{owner}/{repo}/contents/{+path}", remove),
  route("GET /installation/repositories", (call) => {
    const { installation, state } = call.viewer;
    if (installation === null) {
      throw new Refusal("FORBIDDEN", "You must authenticate with an installation access token.");
    }
    const reached = reachedBy(state, installation);
    const page = paged(call, reached, (repository) => repositoryJson(state, repository));
    const repository_selection = installation.selection === "all" ? "all" : "selected";
    return { ...page, body: { total_count: reached.length, repository_selection, repositories: page.body } };
  }),
];
