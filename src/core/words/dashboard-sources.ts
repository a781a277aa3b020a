import { sourceFlows, type SourceFlow } from "../dashboard/sources.ts";
import type { Overview } from "../dashboard/programme.ts";
import { plain } from "../text/plain.ts";

const LONGEST_SOURCE = 60;

/** Which sources bring partners that stay. Nothing in a pipeline that keeps no source. */
export function sourceWords({ lines, playbook }: Overview): readonly string[] {
  const partners = lines.filter(({ kind }) => kind !== "candidate");
  if (playbook.fields["source"] === undefined || partners.length === 0) return [];
  const origins = partners.map(({ source, visits, exit }) => ({ source, visits, left: exit !== null }));
  const head = [
    "| Source | Partners | Became active | Left before | Conversion |",
    "| --- | ---: | ---: | ---: | ---: |",
  ];
  return ["### By source", [...head, ...sourceFlows(origins, playbook).map(row)].join("\n")];
}

function row({ source, partners, becameActive, leftBefore }: SourceFlow): string {
  const decided = becameActive + leftBefore;
  const share = decided === 0 ? "–" : `${String(Math.round((becameActive / decided) * 100))} %`;
  const name = source === null ? "Not said" : plain(source, LONGEST_SOURCE);
  return `| ${[name, String(partners), String(becameActive), String(leftBefore), share].join(" | ")} |`;
}
