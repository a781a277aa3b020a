import { type PlaybookFile, PlaybookSchema } from "./schema.ts";

type PlainMap = Readonly<Record<string, unknown>>;

/**
 * `over` laid on `base`: maps merge key by key, lists and single values replace, null removes. Both are of the
 * right shape, so the result is too.
 */
export function mergeFiles(base: PlaybookFile, over: PlaybookFile): PlaybookFile {
  return PlaybookSchema.parse(mergeMaps(spellOut(base), spellOut(over)));
}

function mergeMaps(base: PlainMap, over: PlainMap): PlainMap {
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(over)) {
    if (value === undefined) continue;
    if (value === null) merged.delete(key);
    else merged.set(key, mergeValues(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

function mergeValues(base: unknown, over: unknown): unknown {
  if (!isMap(over)) return over;
  return mergeMaps(isMap(base) ? base : {}, over);
}

/** Fields and items may be written as a mere text. Spelt out, they merge like any map. */
function spellOut(file: PlaybookFile): PlainMap {
  return {
    ...file,
    fields: mapValues(file.fields, (field) => (typeof field === "string" ? { name: field } : field)),
    stages: mapValues(file.stages, (stage) =>
      stage === null ? null : { ...stage, checklists: mapValues(stage.checklists, spellOutItems) },
    ),
  };
}

function spellOutItems(checklist: PlainMap | null): PlainMap | null {
  if (checklist === null || !isMap(checklist["items"])) return checklist;
  return {
    ...checklist,
    items: mapValues(checklist["items"], (item) => (typeof item === "string" ? { text: item } : item)),
  };
}

function mapValues<Value>(
  map: Readonly<Record<string, Value>> | null | undefined,
  change: (value: Value) => unknown,
): PlainMap | null | undefined {
  if (map === null || map === undefined) return map;
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}

function isMap(value: unknown): value is PlainMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
