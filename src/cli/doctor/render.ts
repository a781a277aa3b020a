import type { Diagnosis } from "./diagnosis.ts";

const SIGNS = { fault: "✗", advice: "!" } as const;

/** The diagnoses for a terminal: what is wrong, and under it what to do. */
export function renderDiagnoses(found: readonly Diagnosis[]): string {
  const lines = found.flatMap(({ code, level, what, fix }) => [
    `${SIGNS[level]} ${indented(what)} [${code}]`,
    `    → ${fix}`,
  ]);
  const faults = found.filter(({ level }) => level === "fault").length;
  const advice = found.length - faults;
  const end = `${faults === 0 ? "No fault" : counted(faults, "fault")}, ${counted(advice, "piece", "pieces")} of advice.`;
  return [...lines, end].join("\n");
}

const SHARED: readonly string[] = ["repository-public", "contact-can-read"];

/** Who reads the partner repository, as what was found says. */
export function renderAudience(found: readonly Diagnosis[]): string {
  return found.some(({ code }) => SHARED.includes(code))
    ? "Audience of the repository: shared. What is internal is not written there."
    : "Audience of the repository: the team. No contact that a card names can read it.";
}

function indented(text: string): string {
  return text.replaceAll("\n", "\n    ");
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}
