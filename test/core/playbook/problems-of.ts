import { parsePlaybook } from "../../../src/core/playbook/parse.ts";

/** The problems of a file, each as `line path: message`. */
export function problemsOf(text: string): readonly string[] {
  const parsed = parsePlaybook(text);
  if (parsed.kind === "playbook") return [];
  return parsed.problems.map(({ line, path, message }) => `${line ?? "-"} ${path}: ${message}`);
}
