import type { FieldValue } from "../partner/partner.ts";
import type { FieldTest } from "../playbook/playbook.ts";
import { type FieldRead, readField } from "./board-field.ts";
import type { CriterionOf } from "./criterion-of.ts";
import type { Evidence } from "./evidence.ts";
import { reached } from "./ladder.ts";
import { outcomeOf, type Verdict, verdict } from "./verdict.ts";

type Field = CriterionOf<"field">;
type Plain = string | number;

/** A field of the card passes a test. The ladder's field counts ticked items that stand for levels, too. */
export function examineField(criterion: Field, evidence: Evidence): Verdict {
  const read = readField(evidence, criterion.field);
  const title = titleOf(read.name, criterion.test);
  if (read.kind === "no-field") return verdict("missing", { title, ...read.missing });

  const climbed = climbedLevel(criterion, evidence);
  const outcome = outcomeFor(climbed?.level ?? plain(read), criterion, evidence);
  const skipping = outcome === "met" && climbed !== null && climbed.skipped.length > 0;
  return verdict(skipping ? "warning" : outcome, {
    title,
    because: climbed?.because ?? reasonOf(read, criterion.test),
    remedy: outcome === "missing" ? remedyOf(read.name, criterion.test) : null,
  });
}

function outcomeFor(value: Plain | null, { field, test }: Field, { playbook }: Evidence): "met" | "missing" {
  return outcomeOf(value !== null && passes(value, test, playbook.fields[field]?.options ?? []));
}

interface Climbed {
  readonly level: string;
  readonly because: string;
  readonly skipped: readonly string[];
}

/** The level that ticked items stand for, when it is higher than the one on the board. */
function climbedLevel({ field }: Field, evidence: Evidence): Climbed | null {
  const { ladder } = evidence.playbook;
  if (ladder?.field !== field) return null;
  const { level, onBoard, skipped } = reached(evidence);
  const name = ladder.levels[level];
  if (level <= onBoard || name === undefined) return null;
  const gap = skipped.length > 0 ? `, but not ${skipped.join(", ")} before it` : "";
  return { level: name, because: `${name} is ticked${gap}`, skipped };
}

function passes(value: Plain, test: FieldTest, options: readonly string[]): boolean {
  switch (test.is) {
    case "set":
      return true;
    case "equal":
      return isSame(value, test.value, options);
    case "one-of":
      return test.values.some((wanted) => isSame(value, wanted, options));
    case "at-least":
      return isAtLeast(value, test.value, options);
    case "before":
      return value < test.day;
    case "after":
      return value > test.day;
  }
}

/** Options are compared without case, other text as it stands. */
function isSame(value: Plain, wanted: Plain, options: readonly string[]): boolean {
  return options.length > 0 ? fold(value) === fold(wanted) : String(value).trim() === String(wanted).trim();
}

function isAtLeast(value: Plain, wanted: Plain, options: readonly string[]): boolean {
  if (typeof value === "number" && typeof wanted === "number") return value >= wanted;
  const places = options.map(fold);
  return places.indexOf(fold(value)) >= places.indexOf(fold(wanted));
}

function fold(value: Plain): string {
  return String(value).trim().toLowerCase();
}

function plain(read: FieldRead): Plain | null {
  return read.kind === "value" ? plainValue(read.value) : null;
}

function plainValue(value: FieldValue): Plain {
  switch (value.kind) {
    case "text":
      return value.text;
    case "number":
      return value.number;
    case "date":
      return value.day;
    case "option":
      return value.name;
  }
}

function reasonOf(read: FieldRead, { is }: FieldTest): string {
  const value = plain(read);
  if (value === null) return `${read.name} is empty`;
  return is === "set" ? `${read.name} is set` : `${read.name} is ${String(value)}`;
}

function titleOf(name: string, test: FieldTest): string {
  return `${name} is ${wanted(test)}`;
}

function remedyOf(name: string, test: FieldTest): string {
  const to = test.is === "set" ? "" : ` to ${wanted(test)}`;
  return `Set “${name}” on the card${to}, once that is so; anybody who can edit the board can`;
}

function wanted(test: FieldTest): string {
  switch (test.is) {
    case "set":
      return "set";
    case "equal":
      return String(test.value);
    case "one-of":
      return test.values.join(" or ");
    case "at-least":
      return `${test.value} or more`;
    case "before":
    case "after":
      return `${test.is} ${test.day}`;
  }
}
