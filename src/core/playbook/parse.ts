import { buildPlaybook } from "./build.ts";
import { designPartner } from "./builtin/design-partner.yml.ts";
import { rfc } from "./builtin/rfc.yml.ts";
import { checkDraft } from "./checks.ts";
import { type Draft, draft } from "./draft.ts";
import { mergeFiles } from "./merge.ts";
import type { ParsedPlaybook, PlaybookProblem } from "./playbook.ts";
import { type Fault, isInside, locate } from "./problems.ts";
import { readYaml } from "./read-yaml.ts";
import type { BUILT_IN, PlaybookFile } from "./schema.ts";
import { readShape } from "./shape.ts";

type BuiltIn = (typeof BUILT_IN)[number];

const BUILT_IN_TEXT: Readonly<Record<BuiltIn, string>> = { "design-partner": designPartner, rfc };
/** Read once: the text never changes. */
const builtInFiles = new Map<BuiltIn, PlaybookFile>();

/** Reads a playbook file: every problem at once with its path and line, or the playbook in force. Never throws. */
export function parsePlaybook(text: string): ParsedPlaybook {
  const yaml = readYaml(text);
  if (yaml.kind === "problems") return yaml;

  const { file, faults } = readShape(yaml.value);
  const merged = file === null ? null : mergedDraft(file, meantBase(file, faults));
  const unlike = merged === null ? [] : checkDraft(merged).filter((fault) => !followsFrom(fault, faults));
  const problems = [...yaml.problems, ...[...faults, ...unlike].map((fault) => locate(fault, yaml.lineOf))];
  if (problems.length > 0 || merged === null) return { kind: "problems", problems: inOrder(problems) };
  return { kind: "playbook", playbook: buildPlaybook(merged) };
}

function mergedDraft(file: PlaybookFile, base: BuiltIn | null): Draft {
  const below = base === null ? {} : builtIn(base);
  return draft(mergeFiles(below, file), new Set(Object.keys(below.stages ?? {})));
}

/** A misspelt `extends` is taken for the one there is, so that what builds on it is not reported as well. */
function meantBase(file: PlaybookFile, faults: readonly Fault[]): BuiltIn | null {
  const misspelt = faults.some(({ path }) => path[0] === "extends");
  return file.extends ?? (misspelt ? "design-partner" : null);
}

function builtIn(name: BuiltIn): PlaybookFile {
  const known = builtInFiles.get(name);
  if (known !== undefined) return known;
  const yaml = readYaml(BUILT_IN_TEXT[name]);
  const file = (yaml.kind === "yaml" ? readShape(yaml.value).file : null) ?? {};
  builtInFiles.set(name, file);
  return file;
}

/** What is missing or wrong because a faulty part was left out is no fault of its own. */
function followsFrom({ path }: Fault, faults: readonly Fault[]): boolean {
  return faults.some((fault) => isInside(path, fault.path) || isInside(fault.path, path));
}

function inOrder(problems: readonly PlaybookProblem[]): readonly PlaybookProblem[] {
  return problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}
