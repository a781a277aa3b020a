import { cadenceChecks } from "./checks-cadences.ts";
import { calendarChecks } from "./checks-calendar.ts";
import { checklistChecks } from "./checks-checklists.ts";
import { criterionChecks } from "./checks-criteria.ts";
import { fieldChecks } from "./checks-fields.ts";
import { stageChecks } from "./checks-stages.ts";
import type { Check } from "./check.ts";
import type { Draft } from "./draft.ts";
import type { Fault } from "./problems.ts";

const CHECKS: readonly Check[] = [
  ...stageChecks,
  ...checklistChecks,
  ...fieldChecks,
  ...calendarChecks,
  ...cadenceChecks,
  ...criterionChecks,
];

/** Everything that is wrong with a draft. */
export function checkDraft(draft: Draft): readonly Fault[] {
  return CHECKS.flatMap((check) => check(draft));
}
