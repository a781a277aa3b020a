import { isEmptySpan, parseSpan } from "../time/span.ts";
import type { Check } from "./check.ts";
import { fieldTestsFit } from "./checks-field-tests.ts";
import { stageExists } from "./checks-stages.ts";
import { CRITERION_KINDS, FIELD_TESTS } from "./criterion-schema.ts";
import { kindsOf, type Placed, placedCriteria } from "./criterion-places.ts";
import { type Draft, findChecklist } from "./draft.ts";
import { type Fault, type Path, quoted, suggestion } from "./problems.ts";

const MOST_CRITERIA = 500;

/** A check that looks at one criterion at a time. */
type CriterionCheck = (placed: Placed, draft: Draft) => readonly Fault[];

const hasOneKind: CriterionCheck = ({ criterion, path }) => {
  const kinds = kindsOf(criterion).map((kind) => (kind === "of" ? "atLeast … of" : kind));
  if (kinds.length === 1) return [];
  const message =
    kinds.length === 0
      ? `Nothing is asked for: write one of ${CRITERION_KINDS.join(", ")}, or atLeast with of.`
      : `One criterion asks for one thing, this one for ${kinds.join(" and ")}: nest them in all or any.`;
  return [{ path, message }];
};

const countsWithinItsList: CriterionCheck = ({ criterion: { atLeast, of }, path }, draft) => {
  if (of === undefined) return [];
  const place = [...path, "atLeast"];
  if (typeof atLeast !== "number" || !Number.isInteger(atLeast) || atLeast < 1) {
    return [{ path: place, message: "Beside of, atLeast is a whole number of 1 or more." }];
  }
  const size = of.reduce((sum, part) => sum + widthOf(part.checked, draft), 0);
  return atLeast > size ? [{ path: place, message: `At least ${atLeast} of ${size} can never hold.` }] : [];
};

const testsBelongToFields: CriterionCheck = ({ criterion, path }) =>
  FIELD_TESTS.filter(
    (test) =>
      criterion[test] !== undefined &&
      criterion.field === undefined &&
      (test !== "atLeast" || criterion.of === undefined),
  ).map((test) => ({
    path: [...path, test],
    message: `${quoted(test)} tests a field: write “field:” beside it.`,
  }));

const itemExists: CriterionCheck = ({ criterion: { checked }, path, stage }, draft) => {
  if (checked === undefined) return [];
  const place = [...path, "checked"];
  const [list = "", item = ""] = checked.split(".");
  const found = findChecklist(draft, list);
  if (found === null) return [unknown(place, "checklist", { name: list, known: checklistIds(draft) })];

  const items = found.checklist.items.map(({ id }) => id);
  if (item !== "*" && !items.includes(item)) {
    const near = suggestion(item, items);
    return [{ path: place, message: `The checklist ${quoted(list)} has no item ${quoted(item)}${near}.` }];
  }
  const tooLate = draft.stages.indexOf(found.stage) >= draft.stages.indexOf(stage);
  return tooLate
    ? [{ path: place, message: `${quoted(checked)} is ticked in the stage “${found.stage.id}”, not before.` }]
    : [];
};

const spanIsPositive: CriterionCheck = ({ criterion: { elapsed, quiet }, path }) => {
  const spans: readonly (readonly [Path, string | undefined])[] = [
    [[...path, "elapsed", "longerThan"], elapsed?.longerThan],
    [[...path, "quiet", "for"], quiet?.for],
  ];
  return spans.flatMap(([place, text]) => {
    const span = parseSpan(text ?? "1 day");
    return span !== null && isEmptySpan(span)
      ? [{ path: place, message: "The duration must be longer than nothing." }]
      : [];
  });
};

const elapsedCountsFromADate: CriterionCheck = ({ criterion: { elapsed }, path }, { fields }) => {
  if (elapsed === undefined) return [];
  const place = [...path, "elapsed", "since"];
  const field = fields.get(elapsed.since);
  if (field === undefined)
    return [unknown(place, "field", { name: elapsed.since, known: [...fields.keys()] })];
  return field.type === "date"
    ? []
    : [{ path: place, message: `The field ${quoted(elapsed.since)} is no date.` }];
};

const labelExists: CriterionCheck = ({ criterion: { quiet }, path }, { labels }) =>
  quiet === undefined || labels.has(quiet.label)
    ? []
    : [unknown([...path, "quiet", "label"], "label", { name: quiet.label, known: [...labels.keys()] })];

const uniqueIsOrganisation: CriterionCheck = ({ criterion: { unique }, path }, { fields }) => {
  if (unique === undefined) return [];
  const place = [...path, "unique"];
  if (unique !== "organisation") return [{ path: place, message: "Only organisation can be unique so far." }];
  return fields.has(unique) ? [] : [{ path: place, message: "There is no field “organisation”." }];
};

const capacityNamesStages: CriterionCheck = ({ criterion: { capacity }, path, stage }, draft) => {
  if (capacity === undefined) return [];
  const place = [...path, "capacity", "stages"];
  const unknownStages = capacity.stages.flatMap((id, index) => stageExists(draft, id, [...place, index]));
  const counted = capacity.stages.includes(stage.id)
    ? []
    : [{ path: place, message: `The stage that is entered, ${quoted(stage.id)}, must be among them.` }];
  return [...unknownStages, ...counted];
};

const warningsCanBeShown: CriterionCheck = ({ criterion, path, inside }) =>
  criterion.warn === true && inside !== "gate" && inside !== "all"
    ? [{ path: [...path, "warn"], message: "Inside any, none or of nothing can be a mere warning." }]
    : [];

const gatesAreReadable: Check = (draft) => {
  const count = placedCriteria(draft).reduce(
    (sum, { criterion }) => sum + widthOf(criterion.checked, draft),
    0,
  );
  return count > MOST_CRITERIA
    ? [
        {
          path: ["stages"],
          message: `The gates have ${count} criteria together; at most ${MOST_CRITERIA} are allowed.`,
        },
      ]
    : [];
};

export const criterionChecks: readonly Check[] = [
  ...[
    hasOneKind,
    countsWithinItsList,
    testsBelongToFields,
    fieldTestsFit,
    itemExists,
    spanIsPositive,
    elapsedCountsFromADate,
    labelExists,
    uniqueIsOrganisation,
    capacityNamesStages,
    warningsCanBeShown,
  ].map(forEveryCriterion),
  gatesAreReadable,
];

function forEveryCriterion(check: CriterionCheck): Check {
  return (draft) => placedCriteria(draft).flatMap((placed) => check(placed, draft));
}

/** `checklist.*` stands for as many criteria as the checklist has items. */
function widthOf(checked: string | undefined, draft: Draft): number {
  const [list = "", item] = checked?.split(".") ?? [];
  return item === "*" ? (findChecklist(draft, list)?.checklist.items.length ?? 0) : 1;
}

function checklistIds({ stages }: Draft): readonly string[] {
  return stages.flatMap(({ checklists }) => checklists.map(({ id }) => id));
}

function unknown(
  path: Path,
  what: string,
  { name, known }: { readonly name: string; readonly known: readonly string[] },
): Fault {
  return { path, message: `There is no ${what} ${quoted(name)}${suggestion(name, known)}.` };
}
