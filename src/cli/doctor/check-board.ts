import { sameName } from "../../core/playbook/project-seen.ts";
import { decideSetUp, FIGHTING, type Step } from "../init/steps.ts";
import { faultIf, type Diagnosis } from "./diagnosis.ts";
import type { Check, ProgrammeSeen } from "./observed.ts";

/** The board: what `init` would complete, and what only a person can change. */
export const checkBoard: Check = ({ repository, programme }) => {
  if (programme === null) return [];
  const { project, playbook } = programme;
  if (project === null)
    return faultIf(true, {
      code: "project-missing",
      what: `The organisation has no project number ${String(playbook.project)} that your token may read.`,
      fix: "Correct `project` in the playbook. The number stands in the project's address.",
    });
  if (project.closed)
    return faultIf(true, {
      code: "project-closed",
      what: `The project “${project.title}” is closed: nothing is kept on it.`,
      fix: "Open it again in its settings.",
    });
  const { steps, problems } = decideSetUp({
    ground: { repository, project },
    playbook,
    title: "",
    files: [],
  });
  return [
    ...steps.map((step) => lacking(step, programme)),
    ...problems.filter((text) => !FIGHTING.some((name) => text.includes(`“${name}”`))).map(wrongType),
    ...fighting(project.workflows),
    ...foreignColumns({ ...programme, project }),
    ...cardsAstray(programme),
  ];
};

function lacking(step: Step, { playbook }: ProgrammeSeen): Diagnosis {
  const fix = "Run `stagekeeper init`: it adds what is missing and loses nothing.";
  switch (step.kind) {
    case "create-label":
      return {
        code: "label-missing",
        level: "fault",
        what: `The label “${step.label.name}” is missing.`,
        fix,
      };
    case "replace-options": {
      const status = sameName(step.field.name, playbook.fields["status"]?.name ?? "");
      const names = step.added.map((name) => `“${name}”`).join(", ");
      return {
        code: status ? "stage-column-missing" : "option-missing",
        level: "fault",
        what: status
          ? `The board has no column for ${names}: Stagekeeper writes nothing on it until that is so. If a column was renamed, give the stage its new name in the playbook.`
          : `The field “${step.field.name}” lacks ${names}.`,
        fix,
      };
    }
    case "create-field":
      return {
        code: "field-missing",
        level: "fault",
        what: `The board has no field “${step.field.name}”.`,
        fix,
      };
    case "create-project":
    case "add-file":
      throw new TypeError(`a board that is there needs no ${step.kind}`);
  }
}

function wrongType(text: string): Diagnosis {
  return {
    ...{ code: "field-type-wrong", level: "fault", what: text },
    fix: "No API can change a field's type: rename or delete it in the project's settings, then run `stagekeeper init`.",
  };
}

function fighting(workflows: readonly string[]): readonly Diagnosis[] {
  return workflows
    .filter((name) => FIGHTING.some((known) => sameName(known, name)))
    .map((name) => ({
      ...{ code: "workflow-on", level: "fault" },
      what: `The project's built-in workflow “${name}” is on: it moves cards on its own, and Stagekeeper moves them back.`,
      fix: "Switch it off under Workflows in the project's menu. No API can do it.",
    }));
}

function foreignColumns({
  playbook,
  project,
}: ProgrammeSeen & { readonly project: NonNullable<ProgrammeSeen["project"]> }): readonly Diagnosis[] {
  const status = project.fields.find(({ name }) => sameName(name, playbook.fields["status"]?.name ?? ""));
  const known = [...playbook.stages.map(({ name }) => name), ...playbook.ignore];
  return (status?.options ?? [])
    .filter(({ name }) => !known.some((one) => sameName(one, name)))
    .map(({ name }) => ({
      ...{ code: "column-unknown", level: "advice" },
      what: `The column “${name}” is no stage: a card moved there is moved back.`,
      fix: "Delete the column, or list it under `ignore` in the playbook.",
    }));
}

function cardsAstray({ cards, offBoard, playbook }: ProgrammeSeen): readonly Diagnosis[] {
  const drafts = cards.filter(({ content, archived }) => content === "draft" && !archived);
  const label = playbook.labels["partner"] ?? "";
  const bare = cards.filter(
    ({ content, archived, labels }) =>
      content === "issue" && !archived && !labels.some((name) => sameName(name, label)),
  );
  const hidden = cards.filter(({ content }) => content === "redacted");
  return [
    ...drafts.map(({ title }): Diagnosis => ({
      ...{ code: "draft-card", level: "advice" },
      what: `“${title}” is a draft: it has no comments, so it stays in the first stage and is only listed.`,
      fix: "Turn it into an issue of the partner repository.",
    })),
    ...(bare.length === 0 ? [] : [withoutLabel(bare, label)]),
    ...faultIf(hidden.length > 0, {
      code: "card-hidden",
      what: `${String(hidden.length)} of the cards cannot be read with this token: their repository is closed to it.`,
      fix: "Move the issues to the partner repository, or add theirs to the App's installation.",
    }),
    ...offBoard.map(({ number }): Diagnosis => ({
      ...{ code: "partner-off-board", level: "advice" },
      what: `#${String(number)} bears the partner label and has no card. Stagekeeper adds it to the first stage when it is on.`,
      fix: "Nothing, or take the label off.",
    })),
  ];
}

/** A partner on record that lost its label is one still; from here the two look alike. */
function withoutLabel(cards: ProgrammeSeen["cards"], label: string): Diagnosis {
  const numbers = cards.map(({ number }) => `#${String(number)}`).join(", ");
  return {
    ...{ code: "card-without-label", level: "advice" },
    what: `On the board without the label “${label}”: ${numbers}. What never bore it is no partner, and is left alone.`,
    fix: "Give the partners among them the label.",
  };
}
