import { stringify } from "yaml";
import type { ASKED_IN_FORM } from "../../core/partner/form-answers.ts";
import type { Playbook } from "../../core/playbook/playbook.ts";

/** A file that the repository is to have. */
export interface FileToAdd {
  readonly path: string;
  readonly text: string;
}

export const PLAYBOOK_PATH = ".github/stagekeeper.yml";
export const FORM_PATH = ".github/ISSUE_TEMPLATE/partner.yml";

/** The playbook file that a set-up begins with: it observes until somebody takes the line out. */
export function firstPlaybook(extended: string, project: number): string {
  return [
    "# What everything means: docs/playbook.md of Stagekeeper. Try a change with `npx stagekeeper plan`.",
    `extends: ${extended}`,
    `project: ${String(project)}`,
    "# Observes only: the dashboard shows what would be moved back. Remove the line when you trust it.",
    "mode: observe",
    "",
  ].join("\n");
}

/** An issue form that asks for the fields which describe a partner; its answers fill the card once. */
export function issueForm({ labels, fields }: Playbook): string {
  const asked = ASKED.flatMap(({ key, ...about }) => {
    const field = fields[key];
    return field === undefined ? [] : [question({ ...field, ...about })];
  });
  return stringify({
    name: "Partner",
    description: "Somebody who is, or may become, a partner of the programme",
    labels: [labels["partner"] ?? ""],
    body: [
      {
        type: "markdown",
        attributes: {
          value: "The answers fill the fields of the partner's card, once. Leave out what you do not know.",
        },
      },
      ...asked,
    ],
  });
}

interface Question {
  readonly name: string;
  readonly type: Playbook["fields"][string]["type"];
  readonly options: readonly string[];
  readonly description: string;
  readonly required: boolean;
}

const ASKED: readonly (Pick<Question, "description" | "required"> & {
  readonly key: (typeof ASKED_IN_FORM)[number];
})[] = [
  { key: "organisation", description: "Its name, as people write it", required: true },
  {
    key: "primaryContact",
    description: "`Name @login, Name @login`: at most five, the first is greeted. No e-mail addresses.",
    required: false,
  },
  { key: "signal", description: "What made you notice them", required: false },
  { key: "source", description: "Where they come from", required: false },
];

function question({ name, type, options, description, required }: Question): unknown {
  return {
    type: type === "option" ? "dropdown" : "input",
    attributes: { label: name, description, ...(type === "option" ? { options: [...options] } : {}) },
    validations: { required },
  };
}
