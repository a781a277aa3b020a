import type { Effect, EffectAct, FieldWrite } from "../core/effect.ts";
import type { Acted } from "../keeper/github.ts";
import { part, type Part } from "./compose.ts";
import { AddComment } from "./graphql/act/add-comment.ts";
import { AddToBoard } from "./graphql/act/add-to-board.ts";
import { ClearField } from "./graphql/act/clear-field.ts";
import { ClearStatus } from "./graphql/act/clear-status.ts";
import { CloseIssue } from "./graphql/act/close-issue.ts";
import { EditComment } from "./graphql/act/edit-comment.ts";
import { EditIssue } from "./graphql/act/edit-issue.ts";
import { Minimise } from "./graphql/act/minimise.ts";
import { OpenIssue } from "./graphql/act/open-issue.ts";
import { PinIssue } from "./graphql/act/pin-issue.ts";
import { React } from "./graphql/act/react.ts";
import { ReopenIssue } from "./graphql/act/reopen-issue.ts";
import { SetField } from "./graphql/act/set-field.ts";
import { SetStatus } from "./graphql/act/set-status.ts";
import { readStatus } from "./read-card.ts";

/** Node ids behind the names in an `open-issue`. */
export interface IssueIds {
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
}

/** What turning effects into mutations needs beside the effects. */
export interface PartContext {
  /** Name of the Status field on the board, to read it back. */
  readonly statusField: string;
  readonly ids: (effect: OpenIssueEffect) => IssueIds;
}

/** An effect that opens an issue. */
export type OpenIssueEffect = Extract<Effect, { kind: "open-issue" }>;
type Act<Kind extends EffectAct["kind"]> = Extract<EffectAct, { kind: Kind }>;

/** The mutation that carries out an effect. */
export function partOf(effect: Effect, context: PartContext): Part {
  if (effect.kind === "set-status") return setStatus(effect, context.statusField);
  if (effect.kind === "set-field") return setField(effect);
  if (effect.kind === "add-to-board") return addToBoard(effect);
  if (effect.kind === "open-issue") return openIssue(effect, context.ids(effect));
  return threadPart(effect);
}

function setStatus(effect: Act<"set-status">, status: string): Part {
  const place = { projectId: effect.project, itemId: effect.card, fieldId: effect.field };
  if (effect.option === null) {
    return part(ClearStatus, { input: place, status }, ({ clearProjectV2ItemFieldValue }) =>
      moved(clearProjectV2ItemFieldValue?.projectV2Item),
    );
  }
  const input = { ...place, value: { singleSelectOptionId: effect.option } };
  return part(SetStatus, { input, status }, ({ updateProjectV2ItemFieldValue }) =>
    moved(updateProjectV2ItemFieldValue?.projectV2Item),
  );
}

function setField({ card, project, field, value }: Act<"set-field">): Part {
  const place = { projectId: project, itemId: card, fieldId: field };
  if (value.kind === "clear") {
    return part(ClearField, { input: place }, ({ clearProjectV2ItemFieldValue }) =>
      written(clearProjectV2ItemFieldValue),
    );
  }
  return part(
    SetField,
    { input: { ...place, value: fieldValue(value) } },
    ({ updateProjectV2ItemFieldValue }) => written(updateProjectV2ItemFieldValue),
  );
}

function fieldValue(value: Exclude<FieldWrite, { kind: "clear" }>): {
  text?: string;
  number?: number;
  date?: string;
  singleSelectOptionId?: string;
} {
  switch (value.kind) {
    case "text":
      return { text: value.text };
    case "number":
      return { number: value.number };
    case "date":
      return { date: value.day };
    case "option":
      return { singleSelectOptionId: value.option };
  }
}

function openIssue(effect: Act<"open-issue">, ids: IssueIds): Part {
  const input = {
    repositoryId: effect.repository,
    title: effect.title,
    body: effect.body,
    ...(ids.labels.length === 0 ? {} : { labelIds: [...ids.labels] }),
    ...(ids.assignees.length === 0 ? {} : { assigneeIds: [...ids.assignees] }),
    ...(effect.parent === null ? {} : { parentIssueId: effect.parent }),
  };
  return part(OpenIssue, { input }, ({ createIssue }) => done(createIssue?.issue?.id));
}

function minimise({ comment, as }: Extract<EffectAct, { kind: "minimise" }>): Part {
  const classifier = as === "outdated" ? "OUTDATED" : "RESOLVED";
  return part(Minimise, { input: { subjectId: comment, classifier } }, (answer) =>
    written(answer.minimizeComment),
  );
}

type ThreadAct = Exclude<EffectAct, { kind: "set-status" | "set-field" | "add-to-board" | "open-issue" }>;

/** What is done to an issue or to a comment. */
function threadPart(effect: ThreadAct): Part {
  switch (effect.kind) {
    case "comment":
      return part(AddComment, { input: { subjectId: effect.issue, body: effect.body } }, (answer) =>
        done(answer.addComment?.commentEdge?.node?.id),
      );
    case "edit-comment":
      return part(EditComment, { input: { id: effect.comment, body: effect.body } }, (answer) =>
        written(answer.updateIssueComment),
      );
    case "minimise":
      return minimise(effect);
    case "react":
      return part(React, { input: { subjectId: effect.comment, content: effect.reaction } }, (answer) =>
        written(answer.addReaction),
      );
    case "edit-issue":
      return editIssue(effect);
    case "close-issue":
      return part(
        CloseIssue,
        {
          input: {
            issueId: effect.issue,
            stateReason: effect.as === "completed" ? "COMPLETED" : "NOT_PLANNED",
          },
        },
        (answer) => written(answer.closeIssue),
      );
    case "reopen-issue":
      return part(ReopenIssue, { input: { issueId: effect.issue } }, (answer) => written(answer.reopenIssue));
    case "pin-issue":
      return part(PinIssue, { input: { issueId: effect.issue } }, (answer) => written(answer.pinIssue));
  }
}

function addToBoard({ project, issue }: Act<"add-to-board">): Part {
  return part(AddToBoard, { input: { projectId: project, contentId: issue } }, (answer) =>
    done(answer.addProjectV2ItemById?.item?.id),
  );
}

function editIssue({ issue, title, body }: Act<"edit-issue">): Part {
  const input = { id: issue, ...(title === null ? {} : { title }), ...(body === null ? {} : { body }) };
  return part(EditIssue, { input }, (answer) => written(answer.updateIssue));
}

/** Created: the answer bears the id. Without it, nobody knows. */
function done(id: string | undefined): Acted | null {
  return id === undefined ? null : { kind: "done", id };
}

function written(payload: object | null): Acted | null {
  return payload === null ? null : { kind: "done", id: null };
}

function moved(item: { readonly status: Parameters<typeof readStatus>[0] } | null | undefined): Acted | null {
  if (item === null || item === undefined) return null;
  const status = readStatus(item.status);
  return {
    kind: "done",
    id: null,
    status: status === null ? null : { option: status.option, updatedAt: status.updatedAt },
  };
}
