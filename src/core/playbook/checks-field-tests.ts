import { parseDay } from "../time/instant.ts";
import { type CriterionFile, FIELD_TESTS } from "./criterion-schema.ts";
import type { Placed } from "./criterion-places.ts";
import type { Draft, FieldFile } from "./draft.ts";
import { type Fault, type Path, quoted, suggestion } from "./problems.ts";

type Test = (typeof FIELD_TESTS)[number];
type Value = string | number;
type FieldType = NonNullable<FieldFile["type"]>;

const TYPES: Readonly<Record<Test, readonly FieldType[]>> = {
  set: ["text", "number", "date", "option"],
  equals: ["text", "number", "option", "date"],
  oneOf: ["text", "number", "option", "date"],
  atLeast: ["number", "option"],
  before: ["date"],
  after: ["date"],
};

/** A `field` criterion names a field that exists, with one test that its type bears and values that it can have. */
export function fieldTestsFit({ criterion, path }: Placed, { fields }: Draft): readonly Fault[] {
  const key = criterion.field;
  if (key === undefined) return [];
  const place = [...path, "field"];
  if (key === "status")
    return [{ path: place, message: "Gates do not test the Status: it is the stage itself." }];
  const field = fields.get(key);
  if (field === undefined) {
    const near = suggestion(key, [...fields.keys()]);
    return [{ path: place, message: `There is no field ${quoted(key)}${near}.` }];
  }
  const tests = FIELD_TESTS.filter((test) => criterion[test] !== undefined);
  const [test] = tests;
  if (test === undefined || tests.length > 1) {
    return [
      { path, message: `Beside field stands one of ${FIELD_TESTS.join(", ")}; here are ${tests.length}.` },
    ];
  }
  return fits(test, field, { criterion, path: [...path, test] });
}

function fits(
  test: Test,
  field: FieldFile,
  { criterion, path }: { readonly criterion: CriterionFile; readonly path: Path },
): readonly Fault[] {
  const { type } = field;
  if (type === undefined) return [];
  if (!TYPES[test].includes(type)) {
    return [{ path, message: `${quoted(test)} cannot test a field of type ${type}.` }];
  }
  return valuesOf(test, criterion).flatMap((value) => {
    const message = misfit(value, field);
    return message === null ? [] : [{ path, message }];
  });
}

function valuesOf(test: Test, { equals, oneOf, atLeast }: CriterionFile): readonly Value[] {
  if (test === "oneOf") return oneOf ?? [];
  const value = test === "equals" ? equals : test === "atLeast" ? atLeast : undefined;
  return value === undefined ? [] : [value];
}

function misfit(value: Value, { type, options = [] }: FieldFile): string | null {
  if (type === "number")
    return typeof value === "number" ? null : `The field is a number; ${quoted(value)} is none.`;
  if (type === "date") {
    return parseDay(String(value)) === null
      ? `The field is a date (YYYY-MM-DD); ${quoted(value)} is none.`
      : null;
  }
  if (type === "option" && !options.includes(String(value))) {
    return `The field has no option ${quoted(value)}${suggestion(String(value), options)}.`;
  }
  return null;
}
