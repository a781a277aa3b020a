import type { Actor } from "../history/entry.ts";
import type { StageId } from "../ids.ts";
import { firstStage, optionalStage } from "../playbook/stages.ts";
import type { Verdict } from "../rules/judge.ts";
import type { Situation } from "../situation.ts";
import { plain } from "../text/plain.ts";
import type { Instant } from "../time/time.ts";
import { comment, count } from "./comment.ts";
import { renderFindings } from "./findings.ts";
import { overriders, who } from "./people.ts";
import { clockTime } from "./clock-time.ts";

interface Refused {
  readonly key: string;
  readonly by: Actor | null;
  readonly target: StageId | null;
  readonly verdict: Exclude<Verdict, { kind: "earned" | "back" }>;
  /** When it will be moved back, if it has to wait; null: it is back. */
  readonly until: Instant | null;
}

/** Moved back: what was tried and by whom, every criterion with its reason, what to do, how to override. */
export function renderRefusal(situation: Situation, refused: Refused): string {
  const { playbook, history } = situation;
  const home = plain((optionalStage(playbook, history.stage) ?? firstStage(playbook)).name);
  return comment(refused.key, "refusal", [
    `### ↩️ ${refused.until === null ? "Moved" : "Going"} back to ${home}`,
    opening(situation, refused),
    refused.until === null
      ? null
      : `This card was moved back several times in a row. It goes back to **${home}** at ${clockTime(refused.until, playbook.timeZone)}.`,
    ...reasons(situation, refused),
  ]);
}

function opening({ playbook }: Situation, { by, target, verdict }: Refused): string {
  const person = who(by);
  if (target === null) {
    const name = verdict.kind === "no-stage" ? verdict.name : null;
    return name === null
      ? `${person} cleared the Status of this card. A partner always stands in a stage.`
      : `${person} moved this card to **${plain(name)}**, which is no stage of the programme.`;
  }
  const stage = plain(optionalStage(playbook, target)?.name ?? target);
  return `${person} moved this card to **${stage}**. ${because(verdict)}`;
}

function because(verdict: Refused["verdict"]): string {
  switch (verdict.kind) {
    case "gate": {
      const missing = verdict.decision.kind === "closed" ? verdict.decision.missing.length : 0;
      return `${count(missing, "thing is", "things are")} missing:`;
    }
    case "held":
      return "The partner is on hold, and a partner on hold does not move forward.";
    case "exited":
      return "The partner has left the programme: reopen the issue to go on.";
    case "draft":
      return "A draft stays in the first stage: convert it to an issue first.";
    case "no-way-back":
      return "The playbook does not allow moving back a stage.";
    case "no-stage":
      return "That is no stage of the programme.";
  }
}

function reasons(situation: Situation, { target, verdict }: Refused): readonly (string | null)[] {
  const { playbook } = situation;
  if (verdict.kind === "held") return ["To go on, write `/resume` in a comment."];
  if (verdict.kind !== "gate" || target === null) return [];
  return [
    renderFindings(verdict.decision.findings, situation),
    whatNext(situation, target),
    `<sub>To let it through all the same: \`/override REASON\` in a comment, by ${overriders(playbook.override)}.</sub>`,
  ];
}

function whatNext({ playbook }: Situation, target: StageId): string | null {
  const tells = optionalStage(playbook, target)?.moveOn === "tell" || playbook.auto === "notify";
  if (playbook.auto === "off") return "When all is there, move the card again.";
  return tells
    ? "When the last one is there, Stagekeeper says so here, and the card may move."
    : "When the last one is there, the card moves on by itself; if it is met by time or by others, Stagekeeper says so here. This is remembered for 14 days.";
}
