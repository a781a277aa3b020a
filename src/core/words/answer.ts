import type { Finding } from "../gate/finding.ts";
import type { Actor } from "../history/entry.ts";
import { COMMANDS, formOf } from "../partner/command-table.ts";
import type { Stage } from "../playbook/playbook.ts";
import type { Situation } from "../situation.ts";
import { plain } from "../text/plain.ts";
import { comment } from "./comment.ts";
import { renderFindings } from "./findings.ts";
import { who } from "./people.ts";

/** One short answer to a command. `text` is Markdown of ours. */
export function renderAnswer(key: string, text: string): string {
  return comment(key, "answer", [text]);
}

/** A line that was meant as a command and could not be read, with the right form. */
export function renderMisread(key: string, { line, right }: { line: string; right: string }): string {
  return comment(key, "answer", [`I could not read “${plain(line)}”. It is written: \`${right}\``]);
}

/** Every command, one line each. */
export function renderHelp(key: string, place: "partner" | "dashboard" = "partner"): string {
  const lines = COMMANDS.map(({ name, help }) => `- \`${formOf(name, place)}\` ${help}`);
  return comment(key, "answer", [
    "### Commands",
    lines.join("\n"),
    "Dates are written 2026-11-22, durations `3d` or `2w`.",
  ]);
}

/** What a stage needs, criterion by criterion. */
export function renderCheck(
  situation: Situation,
  { key, target, findings }: { key: string; target: Stage; findings: readonly Finding[] },
): string {
  const missing = findings.some(({ outcome }) => outcome === "missing");
  return comment(key, "answer", [
    `### ${missing ? "Not yet" : "Ready"}: ${plain(target.name)}`,
    findings.length === 0 ? "Nothing is asked for." : renderFindings(findings, situation),
  ]);
}

/** A refused move was let through. The reason is internal. */
export function renderOverride(
  { audience }: Situation,
  { key, target, by, reason }: { key: string; target: Stage; by: Actor; reason: string },
): string {
  const why = audience === "team" ? ` Reason: ${plain(reason)}` : "";
  return comment(key, "answer", [
    `### Moved on to ${plain(target.name)} by override`,
    `${who(by)} let it through.${why}`,
  ]);
}

/** Neutral words, whatever the reason. */
export function renderLeft(key: string): string {
  return comment(key, "answer", ["This partner left the programme. Reopening the issue brings it back."]);
}
