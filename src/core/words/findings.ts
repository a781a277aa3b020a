import type { Finding } from "../gate/finding.ts";
import { plain } from "../text/plain.ts";
import { count } from "./comment.ts";

const signs = { met: "✅", missing: "❌", warning: "⚠️" } as const;

/**
 * Criteria as a list: sign, reason, and what to do for those that are missing. For a shared audience the internal
 * ones are only counted.
 */
export function renderFindings(findings: readonly Finding[], audience: "team" | "shared"): string {
  const open = findings.filter(({ internal }) => audience === "team" || !internal);
  const hidden = findings.filter((finding) => !open.includes(finding) && finding.outcome !== "met");
  return [...open.flatMap((finding) => line(finding, "")), ...hiddenLine(hidden)].join("\n");
}

function line(finding: Finding, indent: string): readonly string[] {
  const { outcome, because, remedy, parts } = finding;
  const remedyText = outcome === "met" || remedy === null ? "" : ` → ${plain(remedy)}`;
  const own = `${indent}- ${signs[outcome]} ${plain(because)}${remedyText}`;
  return outcome === "met" ? [own] : [own, ...parts.map((part) => partLine(part, `${indent}  `))];
}

/** A part of a group: what it is, and whether it holds. The group says what follows from that. */
function partLine({ outcome, title }: Finding, indent: string): string {
  return `${indent}- ${outcome === "met" ? "✅" : "▫️"} ${plain(title)}`;
}

function hiddenLine(hidden: readonly Finding[]): readonly string[] {
  if (hidden.length === 0) return [];
  const missing = hidden.filter(({ outcome }) => outcome === "missing").length;
  return missing === 0
    ? [`- ⚠️ ${count(hidden.length, "internal warning")}: \`npx stagekeeper plan\``]
    : [
        `- ❌ ${count(missing, "internal criterion is", "internal criteria are")} not met: \`npx stagekeeper plan\``,
      ];
}
