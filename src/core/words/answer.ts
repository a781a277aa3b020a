import type { Finding } from "../gate/finding.ts";
import type { Actor } from "../history/entry.ts";
import type { CommandName } from "../partner/command.ts";
import { COMMAND_NAMES, exampleOf, formOf, GRAMMAR, type Place } from "../partner/grammar.ts";
import { MOST_COMMANDS, type Misread } from "../partner/commands.ts";
import type { Stage } from "../playbook/playbook.ts";
import type { Situation } from "../situation.ts";
import { plain } from "../text/plain.ts";
import { comment, count } from "./comment.ts";
import { renderFindings } from "./findings.ts";
import { who } from "./people.ts";

/** What is said to one line of a comment; null: to the comment as a whole. */
export interface Said {
  readonly to: CommandName | null;
  readonly text: string;
}

/** The one answer to all commands of a comment. `whole`: it is all that there is to say of that comment. */
export function renderAnswers(key: string, said: readonly Said[], whole: boolean): string {
  const paragraphs = said.map(({ to, text }) => (whole || to === null ? text : `**\`/${to}\`**\n\n${text}`));
  return comment(key, "answer", paragraphs);
}

/** A line that was meant as a command and could not be read: what is wrong, the right form and an example. */
export function renderMisread({ line, meant, wanted }: Misread, place: Place, stages: Stages): string {
  const why = { ...EXPECTED, STAGE: `STAGE is one of ${stages.map(({ name }) => plain(name)).join(", ")}.` };
  const example = exampleOf(meant, place, GRAMMAR[meant].examples.at(-1) ?? "");
  const right = formOf(meant, place);
  const such = example === right ? "" : `, for example \`${example}\``;
  return [`I could not read “${plain(line)}”.`, why[wanted], `It is written \`${right}\`${such}.`]
    .filter((part) => part !== "")
    .join(" ");
}
type Stages = readonly Pick<Stage, "name">[];

/** What each argument is, for `/help`, the documentation and the answer to a line that has it wrong. */
export const EXPECTED = {
  DATE: "DATE is a day such as `2026-12-01`.",
  DURATION: "DURATION is a time such as `3d` or `2 weeks`, a year at most.",
  STAGE: "STAGE is a stage by its name.",
  "#N": "`#N` is the number of an issue.",
  REASON: "REASON is missing.",
  TEXT: "TEXT is missing.",
  choice: "",
  nothing: "It takes nothing more on its line.",
  name: "There is no such command.",
  number: "On the dashboard the partner's number comes first.",
} as const satisfies Readonly<Record<Misread["wanted"], string>>;

/** There were more commands in one comment than are read. */
export function renderBeyond(more: number): string {
  return `Only the first ${String(MOST_COMMANDS)} commands of a comment are carried out: ${count(more, "more was", "more were")} left.`;
}

/** Every command, one line each. */
export function renderHelp(place: Place): string {
  const lines = COMMAND_NAMES.map((name) => `- \`${formOf(name, place)}\` ${GRAMMAR[name].does}`);
  return [
    "### Commands",
    lines.join("\n"),
    [EXPECTED.DATE, EXPECTED.DURATION, place === "dashboard" ? EXPECTED.number : ""].join(" ").trim(),
  ].join("\n\n");
}

/** What a stage needs, criterion by criterion. */
export function renderCheck(
  situation: Situation,
  { target, findings }: { target: Stage; findings: readonly Finding[] },
): string {
  const held = situation.history.hold !== null;
  const missing = held || findings.some(({ outcome }) => outcome === "missing");
  return [
    `### ${missing ? "Not yet" : "Ready"}: ${plain(target.name)}`,
    ...(held ? ["The partner is on hold: `/resume` ends that."] : []),
    findings.length === 0 ? "Nothing is asked for." : renderFindings(findings, situation),
  ].join("\n\n");
}

/** A refused move was let through. The reason is internal. */
export function renderOverride(
  { audience }: Situation,
  { target, by, reason }: { target: Stage; by: Actor; reason: string },
): string {
  const why = audience === "team" ? ` Reason: ${plain(reason)}` : "";
  return `### Moved on to ${plain(target.name)} by override\n\n${who(by)} let it through.${why}`;
}

/** Neutral words, whatever the reason. */
export function renderLeft(): string {
  return "This partner left the programme. Reopening the issue brings it back.";
}

/** The dashboard knows no partner of that number. */
export function renderNoSuchPartner(number: number): string {
  return `There is no partner with the number ${String(number)} on this dashboard.`;
}
