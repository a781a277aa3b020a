import { z } from "zod";
import { strict, word, SpanText, StageKey, FieldKey, LabelKey, DayText } from "./schema-parts.ts";

const Value = z.union([z.string().min(1).max(200), z.number()]);
const yes = (meaning: string): z.ZodLiteral<true> => z.literal(true).describe(meaning);

/** The kinds of criteria: a criterion has exactly one of these keys (`atLeast` is one only beside `of`). */
export const CRITERION_KINDS = [
  "checked",
  "field",
  "elapsed",
  "quiet",
  "replied",
  "owned",
  "linked",
  "unique",
  "capacity",
  "all",
  "any",
  "none",
] as const;

/** What a `field` criterion may test: exactly one of these. */
export const FIELD_TESTS = ["set", "equals", "oneOf", "atLeast", "before", "after"] as const;

const Plain = {
  checked: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]*\.(\*|[a-z][a-z0-9-]*)$/,
      "Write it as checklist.item, or checklist.* for every item.",
    )
    .max(110)
    .optional()
    .describe("A checklist item is ticked: checklist.item, or checklist.* for every item of the checklist."),
  field: FieldKey.optional().describe(
    "Key of a field. Beside it stands one test: set, equals, oneOf, atLeast, before or after.",
  ),
  set: yes("The field has a value.").optional(),
  equals: Value.optional().describe("The field has this value."),
  oneOf: z.array(Value).min(1).max(50).optional().describe("The field has one of these values."),
  atLeast: Value.optional().describe(
    "Beside field: the field has this value or more (options: this one or a later one). Beside of: so many of the list hold.",
  ),
  before: DayText.optional().describe("The field's date is before this day."),
  after: DayText.optional().describe("The field's date is after this day."),
  elapsed: strict({
    since: FieldKey.describe("Key of a date field."),
    longerThan: SpanText,
  })
    .optional()
    .describe(
      "More than this time has passed since the field's date, by calendar date in the playbook's time zone.",
    ),
  quiet: strict({ label: LabelKey.describe("Key of a label."), for: SpanText })
    .optional()
    .describe("No linked issue with the label is open, and the last was closed longer ago than this."),
  replied: yes("A reply of the partner is on record.").optional(),
  owned: yes("The issue has an assignee.").optional(),
  linked: yes("The issue has a sub-issue or is blocked by one.").optional(),
  unique: FieldKey.optional().describe("No other open partner has the same value. Only organisation so far."),
  capacity: strict({
    stages: z.array(StageKey).min(1).max(50),
    max: z.int().min(1).max(10_000),
  })
    .optional()
    .describe(
      "Entering keeps the number of partners in these stages, without those on hold, at most at max.",
    ),
  warn: z.boolean().optional().describe("Shown, but refuses nothing."),
  internal: z.boolean().optional().describe("Not written where a contact of the partner can read."),
  title: word(200).optional().describe("What is asked for, in your words."),
  remedy: word(500).optional().describe("What to do when it is missing, in your words."),
};

type PlainCriterion = z.infer<z.ZodObject<typeof Plain>>;

/** A criterion as the file writes it. */
export interface CriterionFile extends PlainCriterion {
  readonly all?: readonly CriterionFile[] | undefined;
  readonly any?: readonly CriterionFile[] | undefined;
  readonly none?: readonly CriterionFile[] | undefined;
  readonly of?: readonly CriterionFile[] | undefined;
}

const Criteria: z.ZodType<readonly CriterionFile[]> = z.lazy(() => z.array(CriterionSchema).min(1).max(50));

/** One condition of a gate. Which keys go together is checked by name afterwards, for clearer messages. */
export const CriterionSchema: z.ZodType<CriterionFile> = strict({
  ...Plain,
  all: Criteria.optional().describe("Every one of these holds."),
  any: Criteria.optional().describe("One of these holds."),
  none: Criteria.optional().describe("None of these holds."),
  of: Criteria.optional().describe("The list that atLeast counts in."),
}).meta({ id: "criterion" });
