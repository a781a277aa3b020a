import { z } from "zod";

import { label, relabel, unlabel } from "../acts/label-issue.ts";
import { addLabel, createLabel, deleteLabel, editLabel, labelNamed } from "../acts/labels.ts";
import type { Issue, Label, Repository } from "../model/records.ts";
import { may, type Acting } from "../model/rights.ts";
import { labelJson } from "../payloads/repository.ts";
import { issueIn, repositoryIn } from "./find.ts";
import { paged } from "./page.ts";
import {
  acting,
  bodyOf,
  created,
  NO_CONTENT,
  notFound,
  ok,
  param,
  route,
  type Call,
  type Route,
} from "./route.ts";

/** Labels are given by name, as strings or as objects. */
export const labelNames = z.array(
  z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]),
);

const Names = z.union([labelNames, z.object({ labels: labelNames }).transform(({ labels }) => labels)]);

const Facts = z.object({
  name: z.string(),
  color: z.string().default("ededed"),
  description: z.string().nullable().default(null),
});

const Edit = z.object({
  new_name: z.string().optional(),
  color: z.string().optional(),
  description: z.string().nullable().optional(),
});

/** Labels by name. One that does not exist yet is created if the person may, as GitHub does. */
export function labelsNamed(by: Acting, repository: Repository, names: readonly string[]): Label[] {
  return names.flatMap((name) => {
    const found = labelNamed(repository, name);
    if (found !== null) return [found];
    if (!may(by, repository, "moderate")) return [];
    return [createLabel(by, repository, { name, color: "ededed", description: null })];
  });
}

function labelIn(call: Call, repository: Repository): Label {
  const found = labelNamed(repository, param(call, "name"));
  if (found === null) throw notFound();
  return found;
}

function changed(call: Call, act: typeof label): Issue {
  const by = acting(call);
  const issue = issueIn(call);
  act(by, issue, labelsNamed(by, issue.repository, bodyOf(call, Names)));
  return issue;
}

function written(call: Call, labels: readonly Label[]): unknown {
  return labels.map((each) => labelJson(call.viewer.state, each));
}

/** Labels of issues and of repositories. */
export const LABEL_ROUTES: readonly Route[] = [
  route("GET /repos/{owner}/{repo}/issues/{number}/labels", (call) => {
    return paged(call, issueIn(call).labels, (each) => labelJson(call.viewer.state, each));
  }),
  route("POST /repos/{owner}/{repo}/issues/{number}/labels", (call) =>
    ok(written(call, changed(call, label).labels)),
  ),
  route("PUT /repos/{owner}/{repo}/issues/{number}/labels", (call) =>
    ok(written(call, changed(call, relabel).labels)),
  ),
  route("DELETE /repos/{owner}/{repo}/issues/{number}/labels", (call) => {
    relabel(acting(call), issueIn(call), []);
    return NO_CONTENT;
  }),
  route("DELETE /repos/{owner}/{repo}/issues/{number}/labels/{name}", (call) => {
    const issue = issueIn(call);
    const found = labelIn(call, issue.repository);
    if (!issue.labels.includes(found)) throw notFound();
    unlabel(acting(call), issue, [found]);
    return ok(written(call, issue.labels));
  }),
  route("GET /repos/{owner}/{repo}/labels", (call) => {
    return paged(call, repositoryIn(call).labels, (each) => labelJson(call.viewer.state, each));
  }),
  route("POST /repos/{owner}/{repo}/labels", (call) => {
    const by = acting(call);
    return created(labelJson(by.state, addLabel(by, repositoryIn(call), bodyOf(call, Facts))));
  }),
  route("GET /repos/{owner}/{repo}/labels/{name}", (call) => {
    return ok(labelJson(call.viewer.state, labelIn(call, repositoryIn(call))));
  }),
  route("PATCH /repos/{owner}/{repo}/labels/{name}", (call) => {
    const by = acting(call);
    const found = labelIn(call, repositoryIn(call));
    const { new_name: name, ...edit } = bodyOf(call, Edit);
    editLabel(by, found, { name, ...edit });
    return ok(labelJson(by.state, found));
  }),
  route("DELETE /repos/{owner}/{repo}/labels/{name}", (call) => {
    deleteLabel(acting(call), labelIn(call, repositoryIn(call)));
    return NO_CONTENT;
  }),
];
