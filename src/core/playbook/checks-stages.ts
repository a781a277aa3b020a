import { type Check, repeated } from "./check.ts";
import type { Draft } from "./draft.ts";
import { type Fault, type Path, quoted, suggestion } from "./problems.ts";

const projectIsNamed: Check = ({ file }) =>
  file.project === undefined
    ? [{ path: ["project"], message: "The number of the organisation's project is missing." }]
    : [];

const stagesExist: Check = ({ stages }) =>
  stages.length === 0
    ? [
        {
          path: ["stages"],
          message: "There is no stage: write some, or begin with “extends: design-partner”.",
        },
      ]
    : [];

const stagesHaveTheirPlace: Check = ({ misplaced }) => misplaced;

const stagesHaveNames: Check = ({ stages }) =>
  stages
    .filter(({ file }) => file.name === undefined)
    .map(({ path }) => ({
      path: [...path, "name"],
      message: "The stage's name, its column on the board, is missing.",
    }));

const stageNamesDiffer: Check = ({ stages }) =>
  repeated(
    stages.map(({ file, path }) => ({ name: file.name ?? path.join("."), path: [...path, "name"] })),
    "stage",
  );

const theFirstStageIsOpen: Check = ({ stages }) =>
  stages
    .slice(0, 1)
    .filter(({ gate }) => gate.length > 0)
    .map(({ path }) => ({
      path: [...path, "gate"],
      message: "The first stage cannot have a gate: a card that is moved back stands there.",
    }));

const ignoredColumnsAreNoStages: Check = ({ file, stages }) =>
  (file.ignore ?? []).flatMap((name, index) =>
    stages.some((stage) => stage.file.name?.toLowerCase() === name.toLowerCase())
      ? [{ path: ["ignore", index], message: `${quoted(name)} is a stage; a stage cannot be ignored.` }]
      : [],
  );

const ignoredColumnsDiffer: Check = ({ file }) =>
  repeated(
    (file.ignore ?? []).map((name, index) => ({ name, path: ["ignore", index] })),
    "ignored column",
  );

const capacityIsWhole: Check = ({ file: { capacity } }) => {
  if (capacity === null || capacity === undefined) return [];
  const { stages, min = 0, max } = capacity;
  return [
    ...(stages === undefined
      ? [{ path: ["capacity", "stages"], message: "The stages that count are missing." }]
      : []),
    ...(max === undefined ? [{ path: ["capacity", "max"], message: "The maximum is missing." }] : []),
    ...(max !== undefined && min > max
      ? [{ path: ["capacity", "min"], message: `The minimum ${min} is more than the maximum ${max}.` }]
      : []),
  ];
};

const capacityNamesStages: Check = (draft) =>
  (draft.file.capacity?.stages ?? []).flatMap((id, index) =>
    stageExists(draft, id, ["capacity", "stages", index]),
  );

const syncsNameStages: Check = (draft) => {
  const { sync } = draft.file;
  if (sync === null || sync === undefined) return [];
  if (sync.stages === undefined) {
    return [{ path: ["sync", "stages"], message: "The stages whose partners meet are missing." }];
  }
  return sync.stages.flatMap((id, index) => stageExists(draft, id, ["sync", "stages", index]));
};

const templatesAreWhole: Check = ({ stages }) =>
  stages.flatMap(({ path, file: { template } }) => {
    if (template === null || template === undefined) return [];
    return (["subject", "body"] as const)
      .filter((key) => template[key] === undefined)
      .map((key) => ({ path: [...path, "template", key], message: `The message's ${key} is missing.` }));
  });

/** A fault if no stage has that id. */
export function stageExists({ stages }: Draft, id: string, path: Path): readonly Fault[] {
  if (stages.some((stage) => stage.id === id)) return [];
  const near = suggestion(
    id,
    stages.map((stage) => stage.id),
  );
  return [{ path, message: `There is no stage ${quoted(id)}${near}.` }];
}

export const stageChecks: readonly Check[] = [
  projectIsNamed,
  stagesExist,
  stagesHaveTheirPlace,
  stagesHaveNames,
  stageNamesDiffer,
  theFirstStageIsOpen,
  ignoredColumnsAreNoStages,
  ignoredColumnsDiffer,
  capacityIsWhole,
  capacityNamesStages,
  syncsNameStages,
  templatesAreWhole,
];
