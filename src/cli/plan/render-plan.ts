import type { Finding } from "../../core/gate/finding.ts";
import type { SurveyLine } from "./survey.ts";

const signs = { met: "✓", missing: "✗", warning: "!" } as const;

/** The survey for a terminal, stage by stage; internal criteria included, since only who asked reads it. */
export function renderPlan(lines: readonly SurveyLine[]): string {
  const stages = [...new Set(lines.map(({ stage }) => stage))];
  const parts = stages.map((stage) =>
    [stage ?? "(in no stage)", ...lines.filter((line) => line.stage === stage).flatMap(partner)].join("\n"),
  );
  return parts.length === 0 ? "The board has no partners." : parts.join("\n\n");
}

function partner({ number, title, next, findings }: SurveyLine): readonly string[] {
  const name = `  #${String(number)} ${title}`;
  if (next === null) return [name];
  const missing = findings.filter(({ outcome }) => outcome === "missing");
  if (missing.length === 0)
    return [`${name}: may move to ${next}`, ...findings.filter(isWarning).map(finding)];
  return [
    `${name}: would be moved back from ${next}`,
    ...findings.filter(({ outcome }) => outcome !== "met").map(finding),
  ];
}

function isWarning({ outcome }: Finding): boolean {
  return outcome === "warning";
}

function finding({ outcome, title, because, internal }: Finding): string {
  return `      ${signs[outcome]} ${title}: ${because}${internal ? " (internal)" : ""}`;
}
