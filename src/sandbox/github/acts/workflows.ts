import type { Issue, Item, Option, Project, Workflow } from "../model/records.ts";
import type { Acting } from "../model/rights.ts";
import type { Happening, State } from "../model/state.ts";
import { shutIssue } from "./edit-issue.ts";
import { choose, isStatus } from "./values.ts";

/** Built-in workflows of GitHub that a board here can have. */
export const WORKFLOWS = [
  "Item added to project",
  "Item closed",
  "Item reopened",
  "Auto-close issue",
] as const;

/** Lets every enabled workflow that waits for this act, as `github-project-automation[bot]`. */
export function automate(state: State, happening: Happening): void {
  switch (happening.kind) {
    case "issue closed":
      setStatuses(state, happening.issue, "Item closed");
      break;
    case "issue reopened":
      setStatuses(state, happening.issue, "Item reopened");
      break;
    case "item added":
      setStatus(state, happening.item, "Item added to project");
      break;
    case "status set":
      closeWhenDone(state, happening.item);
  }
}

function setStatuses(state: State, issue: Issue, name: string): void {
  for (const item of issue.items) {
    if (item.archivedAt === null) setStatus(state, item, name);
  }
}

function setStatus(state: State, item: Item, name: string): void {
  const workflow = enabled(item.project, name);
  const field = item.project.fields.find(isStatus);
  if (workflow === null || field === undefined) return;
  const option = optionOf(field.options, workflow.option);
  if (option !== null) choose(automation(state, name), { item, field }, option);
}

function closeWhenDone(state: State, item: Item): void {
  const workflow = enabled(item.project, "Auto-close issue");
  const field = item.project.fields.find(isStatus);
  if (workflow === null || field === undefined || item.content.type !== "Issue") return;
  const value = item.values.get(field)?.data;
  const done = optionOf(field.options, workflow.option);
  if (done === null || value !== done || item.content.state === "CLOSED") return;
  shutIssue(automation(state, workflow.name), item.content, { reason: "COMPLETED", duplicateOf: null });
}

function enabled(project: Project, name: string): Workflow | null {
  return project.workflows.find((workflow) => workflow.name === name && workflow.enabled) ?? null;
}

function optionOf(options: readonly Option[], name: string | null): Option | null {
  return options.find((option) => option.name === name) ?? null;
}

function automation(state: State, name: string): Acting {
  return { state, account: state.automation, installation: null, operation: `workflow: ${name}` };
}
