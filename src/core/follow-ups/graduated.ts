import { optionalStage, placeOf } from "../playbook/stages.ts";
import type { Situation } from "../situation.ts";
import { stillOpen } from "../words/due.ts";
import { anchorOf } from "./anchor.ts";
import { dueAfter } from "./clock.ts";
import type { Cadence, Moment, Touch } from "./touch.ts";

const CHECKLIST = "post-graduation";
/** Only what the partner permitted is asked for. */
const PERMITS: Readonly<Record<string, { readonly field: string; readonly values: readonly string[] }>> = {
  logo: { field: "logoPermission", values: ["Yes"] },
  "case-study": { field: "referencePermission", values: ["Public", "Anonymised"] },
};

/** After graduation: logo and case study, named at their times with the partner's permission only. */
export const graduated: Cadence = (moment) => {
  const { situation, stage } = moment;
  const anchor = anchorOf(situation, stage);
  const checklist = optionalStage(situation.playbook, stage)?.checklists.find(({ id }) => id === CHECKLIST);
  if (anchor === null || placeOf(situation.playbook, stage) !== situation.playbook.stages.length - 1)
    return [];
  const open = (checklist?.items ?? []).filter(({ id }) => isWanted(moment, id));
  return open.flatMap(({ id, text }) =>
    situation.playbook.cadences.graduation.flatMap((span, index): readonly Touch[] => {
      const dueAt = dueAfter(situation, anchor, span);
      const step = String(index + 1);
      return dueAt === null ? [] : [{ cadence: id, step, anchor, dueAt, ...stillOpen(text) }];
    }),
  );
};

function isWanted({ situation, ticks, stage }: Moment, item: string): boolean {
  return permits(situation, item) && !ticks.isTicked(stage, CHECKLIST, item).ticked;
}

function permits({ partner }: Situation, item: string): boolean {
  const permit = PERMITS[item];
  const value = permit === undefined ? undefined : partner.card?.fields[permit.field];
  return value?.kind === "option" && permit?.values.includes(value.name) === true;
}
