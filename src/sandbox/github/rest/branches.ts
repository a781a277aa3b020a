import { z } from "zod";
import { createBranch, mergePull, openPull } from "../acts/branches.ts";
import { nodeId } from "../model/node-ids.ts";
import type { PullRequest, Repository } from "../model/records.ts";
import type { Json } from "../payloads/people.ts";
import { fullPullJson, pullJson } from "../payloads/pull-request.ts";
import { repositoryUrl } from "../payloads/repository.ts";
import { readableIn, repositoryIn } from "./find.ts";
import { paged } from "./page.ts";
import { acting, bodyOf, created, notFound, ok, param, route, type Call, type Route } from "./route.ts";

const NewRef = z.object({ ref: z.string(), sha: z.string() });
const NewPull = z.object({
  title: z.string(),
  head: z.string(),
  base: z.string(),
  body: z.string().nullish(),
});

function refJson(
  call: Call,
  repository: Repository,
  { name, sha }: { readonly name: string; readonly sha: string },
): Json {
  const api = repositoryUrl(call.viewer.state, repository);
  return {
    ref: `refs/heads/${name}`,
    node_id: `${nodeId("REF", repository.databaseId)}${Buffer.from(name).toString("base64url")}`,
    url: `${api}/git/refs/heads/${name}`,
    object: { type: "commit", sha, url: `${api}/git/commits/${sha}` },
  };
}

function pullIn(call: Call): PullRequest {
  const number = Number(param(call, "number"));
  const found = readableIn(call).pulls.find((pull) => pull.number === number);
  if (found === undefined) throw notFound();
  return found;
}

function pullsWanted(call: Call): readonly PullRequest[] {
  const { query } = call.request;
  const [head, state] = [query.get("head"), query.get("state") ?? "open"];
  return readableIn(call).pulls.filter((pull) => {
    const label = `${pull.repository.owner.login}:${pull.head.name}`;
    const stands = state === "all" || (state === "open") === (pull.mergedAt === null);
    return stands && (head === null || head === label);
  });
}

/** Branches, and pull requests between them. */
export const BRANCH_ROUTES: readonly Route[] = [
  route("GET /repos/{owner}/{repo}/git/ref/{+ref}", (call) => {
    const repository = readableIn(call);
    const name = param(call, "ref").replace(/^heads\//u, "");
    const head = name === repository.defaultBranch ? repository.head : repository.branches.get(name)?.head;
    if (head === undefined) throw notFound();
    return ok(refJson(call, repository, { name, sha: head }));
  }),
  route("POST /repos/{owner}/{repo}/git/refs", (call) => {
    const repository = repositoryIn(call);
    const { name, head } = createBranch(acting(call), repository, bodyOf(call, NewRef));
    return created(refJson(call, repository, { name, sha: head }));
  }),
  route("GET /repos/{owner}/{repo}/pulls", (call) => {
    return paged(call, pullsWanted(call), (pull) => pullJson(call.viewer.state, pull));
  }),
  route("POST /repos/{owner}/{repo}/pulls", (call) => {
    const { body = null, ...pull } = bodyOf(call, NewPull);
    const by = acting(call);
    return created(fullPullJson(by.state, openPull(by, repositoryIn(call), { ...pull, body })));
  }),
  route("GET /repos/{owner}/{repo}/pulls/{number}", (call) =>
    ok(fullPullJson(call.viewer.state, pullIn(call))),
  ),
  route("PUT /repos/{owner}/{repo}/pulls/{number}/merge", (call) => {
    const sha = mergePull(acting(call), pullIn(call));
    return ok({ sha, merged: true, message: "Pull Request successfully merged" });
  }),
];
