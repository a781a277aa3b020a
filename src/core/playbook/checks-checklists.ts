import { type Check, repeated } from "./check.ts";
import { quoted, suggestion } from "./problems.ts";

const MOST_ITEMS = 50;

const checklistsHaveTitles: Check = ({ stages }) =>
  stages.flatMap(({ checklists }) =>
    checklists
      .filter(({ file }) => file.title === undefined)
      .map(({ path }) => ({ path: [...path, "title"], message: "The checklist's title is missing." })),
  );

const checklistIdsDiffer: Check = ({ stages }) =>
  repeated(
    stages.flatMap(({ checklists }) => checklists.map(({ id, path }) => ({ name: id, path }))),
    "checklist (ids count for the whole file)",
  );

const checklistsAreShort: Check = ({ stages }) =>
  stages.flatMap(({ checklists }) =>
    checklists
      .filter(({ items }) => items.length > MOST_ITEMS)
      .map(({ path }) => ({
        path: [...path, "items"],
        message: `A checklist may have at most ${MOST_ITEMS} items.`,
      })),
  );

const itemsHaveText: Check = ({ stages }) =>
  stages
    .flatMap(({ checklists }) => checklists.flatMap(({ items }) => items))
    .flatMap(({ path, text }) => {
      if (text === null) return [{ path: [...path, "text"], message: "The item's text is missing." }];
      return text.includes("\n") ? [{ path, message: "An item is one line." }] : [];
    });

/** Boxes are found again by their text. */
const itemTextsDiffer: Check = ({ stages }) =>
  stages.flatMap(({ checklists }) =>
    repeated(
      checklists.flatMap(({ items }) =>
        items.flatMap(({ text, path }) => (text === null ? [] : [{ name: text, path }])),
      ),
      "item of this stage",
    ),
  );

const itemLevelsExist: Check = ({ file, stages }) => {
  const levels = file.ladder?.levels ?? [];
  return stages
    .flatMap(({ checklists }) => checklists.flatMap(({ items }) => items))
    .flatMap(({ path, level }) =>
      level === null || levels.includes(level)
        ? []
        : [
            {
              path: [...path, "level"],
              message: `The ladder has no level ${quoted(level)}${suggestion(level, levels)}.`,
            },
          ],
    );
};

const permissionsAreFields: Check = ({ fields, stages }) =>
  stages
    .flatMap(({ checklists }) => checklists.flatMap(({ items }) => items))
    .flatMap(({ path, permission }) =>
      permission === null || fields.has(permission)
        ? []
        : [
            {
              path: [...path, "permission"],
              message: `There is no field ${quoted(permission)}${suggestion(permission, [...fields.keys()])}.`,
            },
          ],
    );

export const checklistChecks: readonly Check[] = [
  checklistsHaveTitles,
  checklistIdsDiffer,
  checklistsAreShort,
  itemsHaveText,
  itemTextsDiffer,
  itemLevelsExist,
  permissionsAreFields,
];
