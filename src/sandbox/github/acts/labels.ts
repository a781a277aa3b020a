import { nodeId } from "../model/node-ids.ts";
import type { Label, Repository } from "../model/records.ts";
import { Refusal } from "../model/refusal.ts";
import { demand, may, type Acting } from "../model/rights.ts";
import { keep, timestamp } from "../model/state.ts";
import { announce, record } from "../payloads/announce.ts";
import type { Json } from "../payloads/people.ts";
import { labelJson } from "../payloads/repository.ts";
import { drop, touch } from "./timeline.ts";

export interface LabelFacts {
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

/** The label of this name, in any case. */
export function labelNamed(repository: Repository, name: string): Label | null {
  return repository.labels.find((label) => label.name.toLowerCase() === name.toLowerCase()) ?? null;
}

/** Creates a label. */
export function addLabel(by: Acting, repository: Repository, facts: LabelFacts): Label {
  demand(by, may(by, repository, "moderate"));
  return createLabel(by, repository, facts);
}

/** Creates a label without asking for rights. */
export function createLabel(by: Acting, repository: Repository, facts: LabelFacts): Label {
  if (facts.name.trim() === "") throw new Refusal("UNPROCESSABLE", "Name can't be blank");
  if (labelNamed(repository, facts.name) !== null) {
    throw new Refusal("UNPROCESSABLE", "Name has already been taken");
  }
  const databaseId = by.state.nextId();
  const now = timestamp(by.state);
  const label: Label = keep(by.state, {
    type: "Label",
    id: nodeId("LA", repository.databaseId, databaseId),
    databaseId,
    repository,
    ...facts,
    color: facts.color.replace(/^#/u, ""),
    createdAt: now,
    updatedAt: now,
  });
  repository.labels.push(label);
  tell(by, label, { action: "created" });
  return label;
}

/** Changes a label. Undefined: stays. */
export function editLabel(
  by: Acting,
  label: Label,
  edit: { [Key in keyof LabelFacts]?: LabelFacts[Key] | undefined },
): void {
  demand(by, may(by, label.repository, "moderate"));
  const other = edit.name === undefined ? null : labelNamed(label.repository, edit.name);
  if (other !== null && other !== label) throw new Refusal("UNPROCESSABLE", "Name has already been taken");
  const from = label.name;
  label.name = edit.name ?? label.name;
  label.color = edit.color?.replace(/^#/u, "") ?? label.color;
  label.description = edit.description === undefined ? label.description : edit.description;
  touch(by, label);
  tell(by, label, { action: "edited", changes: from === label.name ? {} : { name: { from } } });
}

/** Deletes a label, from every issue too. */
export function deleteLabel(by: Acting, label: Label): void {
  demand(by, may(by, label.repository, "moderate"));
  for (const issue of label.repository.issues) drop(issue.labels, label);
  drop(label.repository.labels, label);
  by.state.nodes.delete(label.id);
  tell(by, label, { action: "deleted" });
}

function tell(by: Acting, label: Label, { action, changes }: { action: string; changes?: Json }): void {
  const { repository } = label;
  const facts = { label: labelJson(by.state, label), ...(changes === undefined ? {} : { changes }) };
  record(by, { label: label.name, [action]: true });
  announce(by, { event: "label", action, repository, owner: repository.owner, facts });
}
