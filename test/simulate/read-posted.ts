import type { Day } from "./life/act.ts";

/** What people read on a day: one touch, and whom it mentions. */
export interface Seen {
  readonly day: Day;
  readonly touch: string;
  readonly to: readonly string[];
}

/** A text of the App's, as it stands on GitHub. */
export interface Posted {
  readonly day: Day;
  readonly on: "partner" | "note";
  readonly body: string;
}

interface Words {
  readonly touch: string;
  /** How it is said in full. */
  readonly said: RegExp;
  /** How it is named in the list of what is covered. */
  readonly named: RegExp;
}

/** How each touch reads. What a reader cannot recognise is not there. */
const WORDS: readonly Words[] = [
  { touch: "outreach: bump", said: /Send this short second message/, named: /^short second message$/ },
  { touch: "outreach: final", said: /Send this last message/, named: /^last message$/ },
  { touch: "outreach: exit", said: /The last message was not answered either/, named: /^close the partner$/ },
  { touch: "signal", said: /A disqualification signal is ticked/, named: /^disqualification signal$/ },
  { touch: "next action", said: /(?:Next action “.*”|The next action) is due/i, named: /^next action of / },
  {
    touch: "no next action",
    said: /No next action is set|Next action “.*” has no due date/,
    named: /^(?:no next action|next action without a date)$/,
  },
  { touch: "first level", said: /\*\*Level L1 (?:is|was) due/, named: /^Level L1, target/ },
  { touch: "deployment", said: /\*\*A deployment .* (?:is|was) due/, named: /^A deployment .* target/ },
  {
    touch: "ready",
    said: /Everything that Graduation asks for is met\.\*\* The card may/,
    named: /^ready for/,
  },
  { touch: "logo", said: /Still open after graduation: Logo/, named: /^Logo added/ },
  { touch: "case study", said: /Still open after graduation: Case study/, named: /^Case study/ },
  { touch: "stalled", said: /Nothing happened here for/, named: /^nothing happened$/ },
  { touch: "not now is over", said: /“Not now” was until/, named: /^back on / },
  { touch: "review", said: /The quarterly review was held on/, named: /^decision of the review/ },
  { touch: "promise P1", said: /\*\*P1 is still open/, named: /^our promise on P1/ },
  { touch: "promise P2", said: /\*\*P2 is still open/, named: /^our promise on P2/ },
  { touch: "notes missing", said: /The notes of the \[[a-z ]+ on/, named: /^notes of/ },
];
const COVERED = "This covers what fell due in the meantime: ";

/** The touches that a text carries; none: it is no reminder. */
export function readPosted({ day, on, body }: Posted): readonly Seen[] {
  const text = body.replace(/<!--[\s\S]*?-->/g, "");
  const kind = (/"kind":"([^"]+)"/.exec(body)?.[1] ?? "").replaceAll("\\u002d", "-");
  const to = [...new Set([...withoutCode(text).matchAll(/@([a-z\d-]+)/gi)].map(([, login = ""]) => login))];
  const seen = (touch: string): Seen => ({ day, touch, to });
  if (kind === "sync-note" && on === "note") return [seen("sync note")];
  if (kind === "sync-empty") return [seen("closed empty")];
  if (kind !== "reminder") return [];
  const covered = text.split("\n").find((line) => line.startsWith(COVERED)) ?? "";
  const names = covered
    .slice(COVERED.length)
    .replace(/\.$/, "")
    .split(/, (?!target)/);
  const said = WORDS.filter(({ said: words }) => words.test(text));
  const named = names.flatMap((name) => WORDS.filter((words) => words.named.test(name)));
  const all = [...said, ...named].map(({ touch }) => seen(touch));
  return all.length === 0 ? [seen(`not understood: ${text.trim().slice(0, 60)}`)] : all;
}

function withoutCode(text: string): string {
  return text.replace(/^(`{3,})[\s\S]*?^\1/gm, "").replace(/`[^`\n]*`/g, "");
}
