import type { Checklist, Stage } from "../playbook/playbook.ts";
import type { Situation } from "../situation.ts";
import { codeBlock } from "../text/code-block.ts";
import { plain } from "../text/plain.ts";
import { comment } from "./comment.ts";
import { fillTemplate } from "./template.ts";

type Audience = Situation["audience"];

/** Whether there is anything to post on entering this stage, for this audience. */
export function stageHasWords(stage: Stage, audience: Audience): boolean {
  if (stage.notes !== null || checklistsFor(stage, audience).length > 0) return true;
  return audience === "team" && (stage.internalNotes !== null || stage.template !== null);
}

/** Posted on entering a stage: its goal, its checklists to tick, its notes and message. Never edited afterwards. */
export function renderStage(key: string, stage: Stage, situation: Situation): string {
  const { audience } = situation;
  return comment(key, "stage", [
    `### ${plain(stage.name)}`,
    `**Goal:** ${stage.goal}`,
    ...checklistsFor(stage, audience).map(renderChecklist),
    stage.notes,
    ...(audience === "team" ? [stage.internalNotes, ...message(stage, situation)] : []),
  ]);
}

function checklistsFor({ checklists }: Stage, audience: Audience): readonly Checklist[] {
  return checklists.filter(({ internal }) => audience === "team" || !internal);
}

function renderChecklist({ title, items }: Checklist): string {
  return [`#### ${title}`, "", ...items.map(({ text }) => `- [ ] ${text}`)].join("\n");
}

function message({ template }: Stage, { partner }: Situation): readonly string[] {
  if (template === null) return [];
  const { text, subject, body, open } = fillTemplate(template, partner);
  const missing =
    open.length === 0 ? "" : ` Still to fill in: ${open.map((name) => plain(name)).join(", ")}.`;
  return [
    `**Message for the owner to send.** Stagekeeper sends nothing.${missing}`,
    codeBlock(text),
    `[Open it as an e-mail](mailto:?subject=${encoded(subject)}&body=${encoded(body)})`,
  ];
}

/** For a link inside Markdown: brackets would end it. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd")).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
