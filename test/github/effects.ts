import type { Effect, EffectAct } from "../../src/core/effect.ts";
import type { CardId, CommentId, FieldId, IssueId, Login, OptionId, ProjectId } from "../../src/core/ids.ts";
import type { Day } from "../../src/core/time/time.ts";

const card = "PVTI_1" as CardId;
const project = "PVT_1" as ProjectId;
const field = "PVTSSF_1" as FieldId;
const issue = "I_1" as IssueId;
const comment = "IC_1" as CommentId;

/** Something of every kind that can be done. */
export const EFFECTS = {
  "set-status": {
    kind: "set-status",
    card,
    project,
    field,
    option: "opt_a" as OptionId,
    judged: "opt_b" as OptionId,
  },
  "clear-status": { kind: "set-status", card, project, field, option: null, judged: "opt_b" as OptionId },
  "set-text": { kind: "set-field", card, project, field, value: { kind: "text", text: "Acme" } },
  "set-number": { kind: "set-field", card, project, field, value: { kind: "number", number: 1.5 } },
  "set-date": { kind: "set-field", card, project, field, value: { kind: "date", day: "2026-11-22" as Day } },
  "set-option": {
    kind: "set-field",
    card,
    project,
    field,
    value: { kind: "option", option: "o" as OptionId },
  },
  "clear-field": { kind: "set-field", card, project, field, value: { kind: "clear" } },
  comment: { kind: "comment", issue, body: "Hello", content: "refusal" },
  "edit-comment": { kind: "edit-comment", comment, body: "Hello again" },
  outdate: { kind: "minimise", comment, as: "outdated" },
  resolve: { kind: "minimise", comment, as: "resolved" },
  react: { kind: "react", comment, reaction: "THUMBS_UP" },
  "add-to-board": { kind: "add-to-board", issue, project },
  "open-issue": {
    kind: "open-issue",
    repository: "R_1",
    title: "Sync",
    body: "Agenda",
    labels: ["sync"],
    assignees: ["ann" as Login],
    parent: issue,
  },
  "edit-issue": { kind: "edit-issue", issue, title: "New title", body: null },
  "close-issue": { kind: "close-issue", issue, as: "not-planned" },
  "reopen-issue": { kind: "reopen-issue", issue },
  "pin-issue": { kind: "pin-issue", issue },
} as const satisfies Readonly<Record<string, EffectAct>>;

/** The effect of that name, keyed by it. */
export function anEffect(name: string, changes: Readonly<Record<string, unknown>> = {}): Effect {
  const all: Readonly<Record<string, EffectAct>> = EFFECTS;
  const act = all[name];
  if (act === undefined) throw new TypeError(`no effect is called ${name}`);
  return { key: name, ...act, ...changes };
}
