import { touchKey, type Touch } from "../follow-ups/touch.ts";
import { sameLogin, type Login } from "../ids.ts";
import type { Situation } from "../situation.ts";
import { mention } from "../text/mention.ts";
import { count, markedComment } from "./comment.ts";

interface Reminder {
  readonly key: string;
  readonly touches: readonly Touch[];
  /** Fell due in the meantime and is covered by what is said now. */
  readonly superseded: readonly Touch[];
  readonly to: readonly Login[];
  /** Nobody reacted to the reminders before. */
  readonly escalated: boolean;
}

/** One reminder for all that is due. Where a contact can read, only that there is something. */
export function renderReminder({ audience }: Situation, reminder: Reminder): string {
  const { key, touches, superseded, escalated } = reminder;
  const to = namesOf(reminder.to);
  const all = [...superseded, ...touches].map(touchKey).join(" ");
  const marker = { v: 1, key, kind: "reminder", touches: all } as const;
  if (audience === "shared") {
    const due = count(touches.length, "follow-up is", "follow-ups are");
    return markedComment(marker, [`${to}${due} due for this partner: \`npx stagekeeper plan\``]);
  }
  return markedComment(marker, [
    `### ⏰ Follow-up`,
    ...said(to, touches),
    superseded.length === 0
      ? null
      : `This covers what fell due in the meantime: ${superseded.map(({ title }) => title).join(", ")}.`,
    escalated
      ? "The last two reminders here had no reaction, so the lead is mentioned. Stagekeeper is quiet now until something changes."
      : null,
    "<sub>Not now? `/snooze 1w` or `/hold REASON` in a comment.</sub>",
  ]);
}

function namesOf(logins: readonly Login[]): string {
  const once = logins.filter((login, index) => logins.findIndex((one) => sameLogin(one, login)) === index);
  return once.length === 0 ? "" : `${once.map(mention).join(", ")}: `;
}

/** A single thing is said to the reader at once; several are announced. */
function said(to: string, touches: readonly Touch[]): readonly string[] {
  const texts = touches.map(({ text }) => text);
  return texts.length === 1
    ? [`${to}${texts.join("")}`]
    : [`${to}${count(texts.length, "thing")} are due.`, ...texts];
}
