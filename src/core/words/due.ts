import type { Touch } from "../follow-ups/touch.ts";
import type { LinkedIssue } from "../partner/partner.ts";
import { codeBlock } from "../text/code-block.ts";
import { plain } from "../text/plain.ts";
import { describeSpan } from "../time/span.ts";
import type { Day, Span } from "../time/time.ts";

type Words = Pick<Touch, "title" | "text">;

/** The next action's day has come, or is over. */
export function nextActionDue(action: string | null, day: Day): Words {
  const what = action === null ? "The next action" : `Next action “${plain(action)}”`;
  return {
    title: `next action of ${day}`,
    text: `**${what} is due (${day}).** Write \`/done\` when it is done, or \`/next DATE TEXT\` for a new one.`,
  };
}

/** Nothing is planned, or nothing says for when. */
export function nothingPlanned(action: string | null): Words {
  return action === null
    ? {
        title: "no next action",
        text: "**No next action is set.** What comes next, and when? Write `/next DATE TEXT`.",
      }
    : {
        title: "next action without a date",
        text: `**Next action “${plain(action)}” has no due date.** By when? Write \`/next DATE TEXT\`.`,
      };
}

/** The first level of the ladder that onboarding aims at, or the deployment, is due. */
export function targetDue(what: string, target: Day, late: boolean): Words {
  return {
    title: `${what}, target ${target}`,
    text: late
      ? `**${what} was due on ${target}.** What keeps it? Put the next step on record with \`/next DATE TEXT\`.`
      : `**${what} is due on ${target}.** Is it on the way?`,
  };
}

/** A signal against this partner was ticked. */
export const offerDisqualified: Words = {
  title: "disqualification signal",
  text: [
    "**A disqualification signal is ticked.** If that settles it, close this partner with a comment:",
    codeBlock("/exit disqualified"),
    "If it was ticked by mistake, untick it.",
  ].join("\n\n"),
};

/** Nothing happened for long. */
export function stalled(stage: string, time: string): Words {
  return {
    title: "nothing happened",
    text: `**Nothing happened here for ${time}** (stage ${plain(stage)}). What is the next step? \`/next DATE TEXT\`, \`/hold REASON\` or \`/exit …\``,
  };
}

/** Every criterion of the last stage is met for the first time. */
export function readyFor(stage: string): Words {
  return {
    title: `ready for ${plain(stage)}`,
    text: `**Everything that ${plain(stage)} asks for is met.** The card may be moved.`,
  };
}

/** Something the partner allowed is still to be done after graduation. */
export function stillOpen(item: string): Words {
  return {
    title: plain(item),
    text: `**Still open after graduation: ${plain(item)}** Tick it when it is done.`,
  };
}

/** Nobody has written into the note of a sync, or of another meeting. */
export function notesMissing(meeting: string, on: Day, url: string): Words {
  return {
    title: `notes of ${on}`,
    text: `**The notes of the [${meeting} on ${on}](${url}) are missing.** Write them there and close it; if it did not take place, \`/sync skip\` here.`,
  };
}

/** The time that we promised for a piece of feedback is running out. */
export function ourPromise({ number, title, url }: LinkedIssue, label: string, span: Span): Words {
  const name = title === undefined || url === undefined ? `#${String(number)}` : `[${plain(title)}](${url})`;
  return {
    title: `our promise on ${plain(label)}`,
    text: `**${plain(label)} is still open: ${name}.** We promised to deal with it within ${describeSpan(span)}, and three quarters of that are over. Is it on the way?`,
  };
}

/** A partner that left until a day. */
export function isBack(day: Day): Words {
  return {
    title: `back on ${day}`,
    text: `**“Not now” was until ${day}.** Reopen this issue to take the partner up again, or leave it closed.`,
  };
}
