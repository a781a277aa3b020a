import { type Check, repeated } from "./check.ts";
import { type Fault, quoted, suggestion } from "./problems.ts";

const fieldsAreWhole: Check = ({ fields }) =>
  [...fields]
    .filter(([key]) => key !== "status")
    .flatMap(([key, field]) => [
      ...(field.name === undefined
        ? [{ path: ["fields", key, "name"], message: "The field's name on the board is missing." }]
        : []),
      ...(field.type === undefined
        ? [
            {
              path: ["fields", key, "type"],
              message: "The field's type is missing: text, number, date or option.",
            },
          ]
        : []),
    ]);

const statusIsOnlyNamed: Check = ({ fields }) => {
  const status = fields.get("status");
  const extra = (["type", "options"] as const).filter((key) => status?.[key] !== undefined);
  return extra.map((key) => ({
    path: ["fields", "status", key],
    message: "Of the Status field only the name can be set: its options are the stages.",
  }));
};

const fieldNamesDiffer: Check = ({ fields }) =>
  repeated(
    [...fields].map(([key, { name }]) => ({ name: name ?? `\0${key}`, path: ["fields", key, "name"] })),
    "field",
  );

const optionsFitTheType: Check = ({ fields }) =>
  [...fields].flatMap(([key, { type, options }]): readonly Fault[] => {
    const path = ["fields", key, "options"];
    const count = options?.length ?? 0;
    if (type === "option" && count === 0)
      return [{ path, message: "A field of type option needs its options." }];
    if (type !== undefined && type !== "option" && options !== undefined) {
      return [{ path, message: `A field of type ${type} has no options.` }];
    }
    return repeated(
      (options ?? []).map((name, index) => ({ name, path: [...path, index] })),
      "option",
    );
  });

const partnersHaveALabel: Check = ({ file, labels }) =>
  file.labels !== undefined && !labels.has("partner")
    ? [{ path: ["labels", "partner"], message: "The label that makes an issue a partner is missing." }]
    : [];

const labelNamesDiffer: Check = ({ labels }) =>
  repeated(
    [...labels].map(([key, name]) => ({ name, path: ["labels", key] })),
    "label",
  );

const ladderIsWhole: Check = ({ file: { ladder } }) => {
  if (ladder === null || ladder === undefined) return [];
  return (["field", "levels"] as const)
    .filter((key) => ladder[key] === undefined)
    .map((key) => ({ path: ["ladder", key], message: `The ladder's ${key} is missing.` }));
};

const ladderStandsOnAField: Check = ({ file: { ladder }, fields }) => {
  const key = ladder?.field;
  if (key === undefined) return [];
  const field = fields.get(key);
  const path = ["ladder", "field"];
  if (field === undefined) {
    return [{ path, message: `There is no field ${quoted(key)}${suggestion(key, [...fields.keys()])}.` }];
  }
  return field.type === "option"
    ? []
    : [{ path, message: `The field ${quoted(key)} must be of type option.` }];
};

const levelsAreOptions: Check = ({ file: { ladder }, fields }) => {
  const options = fields.get(ladder?.field ?? "")?.options;
  const levels = ladder?.levels ?? [];
  const unknown = levels.flatMap((level, index) =>
    options === undefined || options.includes(level)
      ? []
      : [
          {
            path: ["ladder", "levels", index],
            message: `The ladder's field has no option ${quoted(level)}.`,
          },
        ],
  );
  const twice = repeated(
    levels.map((name, index) => ({ name, path: ["ladder", "levels", index] })),
    "level",
  );
  return [...unknown, ...twice];
};

export const fieldChecks: readonly Check[] = [
  fieldsAreWhole,
  statusIsOnlyNamed,
  fieldNamesDiffer,
  optionsFitTheType,
  partnersHaveALabel,
  labelNamesDiffer,
  ladderIsWhole,
  ladderStandsOnAField,
  levelsAreOptions,
];
