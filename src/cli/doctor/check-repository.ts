import { DASHBOARD_TITLE } from "../../core/words/dashboard.ts";
import { checkForm } from "./check-form.ts";
import { faultIf, type Diagnosis } from "./diagnosis.ts";
import type { Check } from "./observed.ts";
import { PLAYBOOK_PATH } from "../init/files.ts";
import { renderProblems } from "../problems.ts";

const MOST_PINS = 3;

/** The repository with the partner issues, and the playbook file in it. */
export const checkRepository: Check = ({ repository, file }) => [
  ...ground(repository),
  ...playbookFile(file),
  ...pins(repository),
  ...checkForm(repository, file),
];

function ground({ owner, archived, hasIssues }: Parameters<Check>[0]["repository"]): readonly Diagnosis[] {
  return [
    ...faultIf(owner.kind === "user", {
      code: "personal-account",
      what: `${owner.login} is a person. GitHub sends no events of a person's boards.`,
      fix: "Move repository and board to an organisation.",
    }),
    ...faultIf(archived, {
      code: "repository-archived",
      what: "The repository is archived: nothing can be written in it.",
      fix: "Unarchive it in its settings, or name another one.",
    }),
    ...faultIf(!hasIssues, {
      code: "issues-off",
      what: "Issues are switched off in the repository: there can be no partners.",
      fix: "Switch Issues on in its settings.",
    }),
  ];
}

/** The dashboard takes one of three. Where everybody can read there is none. */
function pins({ pinned, visibility }: Parameters<Check>[0]["repository"]): readonly Diagnosis[] {
  const taken = pinned.length >= MOST_PINS && !pinned.includes(DASHBOARD_TITLE);
  return faultIf(taken && visibility !== "public", {
    code: "pins-taken",
    what: "Three issues of the repository are pinned, and GitHub allows no fourth: the dashboard cannot be.",
    fix: "Unpin one of them.",
  });
}

function playbookFile(file: Parameters<Check>[0]["file"]): readonly Diagnosis[] {
  if (file === null)
    return faultIf(true, {
      code: "playbook-missing",
      what: `The repository has no ${PLAYBOOK_PATH} on its default branch.`,
      fix: "`stagekeeper init` proposes one; merge its pull request.",
    });
  if (file.kind === "problems")
    return faultIf(true, {
      code: "playbook-invalid",
      what: `The playbook has problems; the last good one stays in force.\n${renderProblems(PLAYBOOK_PATH, file.problems)}`,
      fix: "Mend the file; `stagekeeper check FILE` tries it before you push.",
    });
  const { mode } = file.playbook;
  return mode === "enforce"
    ? []
    : [
        {
          ...{ code: `mode-${mode}`, level: "advice" },
          what:
            mode === "off"
              ? "The playbook says `mode: off`: Stagekeeper does nothing."
              : "The playbook says `mode: observe`: nothing is moved back yet.",
          fix: "Remove the `mode` line when you trust it.",
        },
      ];
}
