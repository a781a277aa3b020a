import type { StageId } from "../ids.ts";
import { parseDay } from "../time/instant.ts";
import { parseSpan } from "../time/span.ts";
import type { Span } from "../time/time.ts";
import type { CriterionFile } from "./criterion-schema.ts";
import { type Draft, type DraftStage, findChecklist } from "./draft.ts";
import type { Criterion, FieldTest } from "./playbook.ts";

type Flags = Pick<Criterion, "key" | "warn" | "internal" | "title" | "remedy">;
/** Some criteria stand for several (`checklist.*`), hence lists. */
type Built = readonly Criterion[];

/** The gate of a stage as criteria, `checklist.*` spelt out. */
export function buildGate({ id, gate }: DraftStage, draft: Draft): Built {
  return buildList(gate, `${id}.gate`, draft);
}

function buildList(criteria: readonly CriterionFile[], path: string, draft: Draft): Built {
  return criteria.flatMap((criterion, index) => build(criterion, `${path}.${index}`, draft));
}

function build(file: CriterionFile, key: string, draft: Draft): Built {
  const flags: Flags = {
    key,
    warn: file.warn ?? false,
    internal: file.internal ?? false,
    title: file.title ?? null,
    remedy: file.remedy ?? null,
  };
  return file.checked === undefined
    ? [
        buildField(file, flags) ??
          buildSpan(file, flags) ??
          buildSimple(file, flags) ??
          buildNested(file, flags, draft),
      ]
    : buildChecked(file.checked, flags, draft);
}

function buildChecked(checked: string, flags: Flags, draft: Draft): Built {
  const [checklist = "", item = ""] = checked.split(".");
  const found = findChecklist(draft, checklist);
  const stage = (found?.stage.id ?? "") as StageId;
  if (item !== "*") return [{ ...flags, kind: "checked", stage, checklist, item }];
  return (found?.checklist.items ?? []).map(({ id }) => ({
    ...flags,
    key: `${flags.key}.${id}`,
    kind: "checked",
    stage,
    checklist,
    item: id,
  }));
}

function buildField(file: CriterionFile, flags: Flags): Criterion | null {
  const { field } = file;
  return field === undefined ? null : { ...flags, kind: "field", field, test: fieldTest(file) };
}

function fieldTest({ equals, oneOf, atLeast, before, after }: CriterionFile): FieldTest {
  if (equals !== undefined) return { is: "equal", value: equals };
  if (oneOf !== undefined) return { is: "one-of", values: oneOf };
  if (atLeast !== undefined) return { is: "at-least", value: atLeast };
  const early = parseDay(before ?? "");
  if (early !== null) return { is: "before", day: early };
  const late = parseDay(after ?? "");
  return late === null ? { is: "set" } : { is: "after", day: late };
}

function buildSpan({ elapsed, quiet }: CriterionFile, flags: Flags): Criterion | null {
  if (elapsed !== undefined) {
    return { ...flags, kind: "elapsed", since: elapsed.since, span: spanOf(elapsed.longerThan) };
  }
  return quiet === undefined
    ? null
    : { ...flags, kind: "quiet", label: quiet.label, span: spanOf(quiet.for) };
}

function buildSimple(file: CriterionFile, flags: Flags): Criterion | null {
  if (file.replied) return { ...flags, kind: "replied" };
  if (file.owned) return { ...flags, kind: "owned" };
  if (file.linked) return { ...flags, kind: "linked" };
  if (file.unique !== undefined) return { ...flags, kind: "unique", field: file.unique };
  if (file.capacity === undefined) return null;
  const { stages, max } = file.capacity;
  return { ...flags, kind: "capacity", stages: stages.map((id) => id as StageId), max };
}

function buildNested(file: CriterionFile, flags: Flags, draft: Draft): Criterion {
  const list = (criteria: readonly CriterionFile[]): Built => buildList(criteria, flags.key, draft);
  if (file.any !== undefined) return { ...flags, kind: "any", of: list(file.any) };
  if (file.none !== undefined) return { ...flags, kind: "none", of: list(file.none) };
  if (file.of !== undefined) {
    return { ...flags, kind: "at-least", count: Number(file.atLeast), of: list(file.of) };
  }
  return { ...flags, kind: "all", of: list(file.all ?? []) };
}

function spanOf(text: string): Span {
  return parseSpan(text) ?? { months: 0, weeks: 0, days: 0 };
}
