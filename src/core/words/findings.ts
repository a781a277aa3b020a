import type { Finding } from "../gate/finding.ts";
import { optionalStage } from "../playbook/stages.ts";
import type { Situation } from "../situation.ts";
import { plain } from "../text/plain.ts";
import { count } from "./comment.ts";

const signs = { met: "✅", missing: "❌", warning: "⚠️" } as const;

/**
 * Criteria as a list: sign, what is asked for, the reason, and what to do about those that are missing; a jump's
 * under each stage on the way. For a shared audience the internal ones are only counted.
 */
export function renderFindings(
  findings: readonly Finding[],
  { playbook, audience }: Pick<Situation, "playbook" | "audience">,
): string {
  const stages = [...new Set(findings.map(({ stage }) => stage))];
  if (stages.length <= 1) return list(findings, audience);
  return stages
    .map((id) => {
      const name = plain(optionalStage(playbook, id)?.name ?? id);
      return `**To enter ${name}**\n\n${list(
        findings.filter(({ stage }) => stage === id),
        audience,
      )}`;
    })
    .join("\n\n");
}

function list(findings: readonly Finding[], audience: Situation["audience"]): string {
  const open = findings.filter(({ internal }) => audience === "team" || !internal);
  const hidden = findings.filter((finding) => !open.includes(finding) && finding.outcome !== "met");
  return [...open.flatMap(lines), ...hiddenLine(hidden)].join("\n");
}

function lines({ outcome, title, because, remedy, parts }: Finding): readonly string[] {
  const reason = because === title ? "" : ` · ${plain(because)}.`;
  const todo = outcome === "met" || remedy === null || parts.length > 0 ? "" : ` ${ended(plain(remedy))}`;
  const own = `- ${signs[outcome]} **${plain(withoutStop(title))}**${reason}${todo}`;
  return outcome === "met" ? [own] : [own, ...parts.map(partLine)];
}

/** A part of a group: what it is, and whether it holds. The group says what follows from that. */
function partLine({ outcome, title }: Finding): string {
  return `  - ${outcome === "met" ? "✅" : "▫️"} ${plain(title)}`;
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, "");
}

function hiddenLine(hidden: readonly Finding[]): readonly string[] {
  if (hidden.length === 0) return [];
  const missing = hidden.filter(({ outcome }) => outcome === "missing").length;
  const what =
    missing === 0
      ? `⚠️ ${count(hidden.length, "internal warning")}`
      : `❌ ${count(missing, "internal criterion is", "internal criteria are")} not met`;
  return [`- ${what}: \`npx stagekeeper plan\``];
}

/** A playbook's own words may end their sentence themselves. */
function ended(words: string): string {
  return /[.!?…]$/.test(words) ? words : `${words}.`;
}
