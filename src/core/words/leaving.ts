import type { Actor } from "../history/entry.ts";
import type { ChecklistItem } from "../playbook/playbook.ts";
import { optionalStage } from "../playbook/stages.ts";
import type { Situation } from "../situation.ts";
import { codeBlock } from "../text/code-block.ts";
import { mention } from "../text/mention.ts";
import { plain } from "../text/plain.ts";
import type { Instant } from "../time/time.ts";
import { clockTime } from "./clock-time.ts";
import { comment, count } from "./comment.ts";
import { personAndOwner, who } from "./people.ts";

interface Closing {
  readonly key: string;
  readonly by: Actor | null;
}

const LINES = [
  "/exit declined REASON",
  "/exit disqualified REASON",
  "/exit no-response",
  "/exit wound-down REASON",
  "/exit not-now DATE REASON",
];

/** Closed as not planned, and nobody said why. Where a contact can read, the reason belongs on the card. */
export function renderWhy({ partner, audience, board }: Situation, { key, by }: Closing): string {
  const people = personAndOwner(partner, by).map(mention).join(", ");
  const to = people === "" ? "" : `${people}: `;
  const left = `${to}this partner left the programme. Reopening the issue brings it back.`;
  if (audience === "shared") {
    const field =
      board.fields["exitReason"] === undefined ? null : "For the record: *Exit reason* on its card.";
    return comment(key, "answer", [left, field]);
  }
  return comment(key, "answer", [
    left,
    "**Why did it leave?** One of these lines in a comment puts it on record; this is asked once.",
    codeBlock(LINES.join("\n")),
  ]);
}

/** Closed as completed before the last stage: opened again. `until`: when, if it has to wait. */
export function renderClosedEarly(
  { playbook, history }: Situation,
  { key, by, until }: Closing & { readonly until: Instant | null },
): string {
  const last = plain(playbook.stages.at(-1)?.name ?? "");
  const stage = plain(optionalStage(playbook, history.stage)?.name ?? "");
  const opened =
    until === null
      ? "The issue is open again."
      : `This was closed several times in a row: the issue is opened again at ${clockTime(until, playbook.timeZone)}.`;
  return comment(key, "answer", [
    "### ↩️ Not completed yet",
    `${who(by)} closed this issue as completed, and the partner is in **${stage}**: completed comes after **${last}**. ${opened}`,
    "If the partner leaves the programme, close it as not planned, or write `/exit` with the reason in a comment.",
  ]);
}

/** Said once when it was closed as completed again and again. */
export function renderStaysClosed(
  { playbook }: Situation,
  { key, by, because }: Closing & { readonly because: "bot" | "daily-cap" },
): string {
  const why =
    because === "bot"
      ? `${who(by)} closed this issue as completed again.`
      : "This issue was closed as completed many times within a day.";
  const last = plain(playbook.stages.at(-1)?.name ?? "");
  return comment(key, "answer", [
    "### This issue stays closed",
    `${why} Stagekeeper leaves it closed, and the partner counts as gone without having reached **${last}**. Reopening the issue brings it back where it was.`,
  ]);
}

/** Closed after the last stage, with things left to do. */
export function renderStillUndone(key: string, items: readonly ChecklistItem[]): string {
  return comment(key, "answer", [
    `Completed. ${count(items.length, "thing is", "things are")} left to do:`,
    items.map(({ text }) => `- ${plain(text)}`).join("\n"),
  ]);
}
