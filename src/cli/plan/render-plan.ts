import type { Finding } from "../../core/gate/finding.ts";
import { plain } from "../../core/text/plain.ts";
import { withoutEmails } from "../../core/text/emails.ts";
import type { PlanCost } from "./plan.ts";
import type { Ahead, SurveyLine } from "./survey.ts";

export const PLAN_FORMATS = ["text", "markdown"] as const;
export type PlanFormat = (typeof PLAN_FORMATS)[number];

const signs = { met: "✓", missing: "✗", warning: "!" } as const;
const AHEAD = { reminder: "would be reminded", "sync-note": "would be opened" } as const;

/** How a format writes headings, items, and other people's text. */
interface Style {
  readonly heading: (text: string) => string;
  readonly item: (text: string) => string;
  readonly detail: (text: string) => string;
  readonly safe: (text: string) => string;
}

const styles: Readonly<Record<PlanFormat, Style>> = {
  text: {
    heading: (text) => text,
    item: (text) => `  ${text}`,
    detail: (text) => `      ${text}`,
    safe: withoutEmails,
  },
  markdown: {
    heading: (text) => `### ${text}\n`,
    item: (text) => `- ${text}`,
    detail: (text) => `  - ${text}`,
    safe: plain,
  },
};

/** The survey stage by stage; internal criteria included, since only who asked reads it. */
export function renderPlan(lines: readonly SurveyLine[], format: PlanFormat): string {
  const style = styles[format];
  const stages = [...new Set(lines.map(({ stage }) => stage))];
  const parts = stages.map((stage) => {
    const here = lines.filter((line) => line.stage === stage);
    const heading = style.heading(style.safe(stage ?? "(in no stage)"));
    return [heading, ...here.flatMap((line) => partner(line, style))].join("\n");
  });
  return parts.length === 0 ? "The board has no partners." : parts.join("\n\n");
}

/** What it took, in words. */
export function renderCost({ ground, board, partners, rights }: PlanCost): string {
  const sum = ground + board + partners + rights;
  return `Nothing was written. ${String(sum)} requests: ${String(board)} for the board, ${String(partners)} for partners and their threads, ${String(rights)} for rights, ${String(ground)} for repository and playbook.`;
}

function partner(line: SurveyLine, style: Style): readonly string[] {
  const missing = line.findings.filter(({ outcome }) => outcome === "missing");
  const told = line.findings.filter(
    ({ outcome }) => outcome === (missing.length > 0 ? "missing" : "warning"),
  );
  const warnings = missing.length > 0 ? line.findings.filter(({ outcome }) => outcome === "warning") : [];
  return [
    style.item(`${titleOf(line, style)}${outlook(line, missing.length)}`),
    ...[...told, ...warnings].map((one) => style.detail(finding(one, style))),
    ...unearned(line, style),
    ...line.ahead.map((one) => style.detail(ahead(one))),
  ];
}

function titleOf({ number, title }: SurveyLine, { safe }: Style): string {
  return number === null ? safe(title) : `#${String(number)} ${safe(title)}`;
}

function outlook({ next }: SurveyLine, missing: number): string {
  if (next === null) return "";
  return missing === 0 ? `: may move to ${next}` : `: would be moved back from ${next}`;
}

function unearned({ unearned: lacks, stage }: SurveyLine, style: Style): readonly string[] {
  if (lacks.length === 0) return [];
  return [
    style.detail(
      `stands in ${stage ?? ""} without what it asks for; what stands there at the start is let be:`,
    ),
    ...lacks.map((one) => style.detail(`  ${finding(one, style)}`)),
  ];
}

function finding({ outcome, title, because, internal }: Finding, { safe }: Style): string {
  return `${signs[outcome]} ${safe(title.replace(/\.$/, ""))}: ${safe(because)}${internal ? " (internal)" : ""}`;
}

function ahead({ kind, on, what }: Ahead): string {
  return `${on}: ${AHEAD[kind]}: ${what}`;
}
