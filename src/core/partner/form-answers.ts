import type { Playbook } from "../playbook/playbook.ts";
import { sameName } from "../playbook/project-seen.ts";
import { readBlocks, type Block } from "../text/blocks.ts";
import { withoutEmails } from "../text/emails.ts";
import { oneLine, shorten } from "../text/plain.ts";

/** Keys of the fields that describe a partner: the issue form asks for them, and nothing else is taken from a text. */
export const ASKED_IN_FORM = ["organisation", "primaryContact", "signal", "source"] as const;

export type FormAnswers = Readonly<Partial<Record<(typeof ASKED_IN_FORM)[number], string>>>;

const LONGEST = 200;
/** What GitHub writes where a form's field was left empty. */
const EMPTY = "_No response_";

/**
 * What an issue form answers, as GitHub renders it: a heading with the field's name and the answer below it. A
 * hand-written body with the same headings says as much. Other people's text: one line each, without e-mail addresses.
 */
export function readFormAnswers(body: string, { fields }: Pick<Playbook, "fields">): FormAnswers {
  const read = readBlocks(body);
  if (read.kind === "unreadable") return {};
  const blocks = read.blocks.filter(({ quoted, kind }) => !quoted && kind !== "html");
  const answers = ASKED_IN_FORM.flatMap((key) => {
    const name = fields[key]?.name;
    const answer = name === undefined ? null : answerUnder(name, blocks);
    return answer === null ? [] : [[key, answer] as const];
  });
  return Object.fromEntries(answers);
}

function answerUnder(name: string, blocks: readonly Block[]): string | null {
  const at = blocks.findIndex(({ kind, text }) => kind === "heading" && sameName(text, name));
  const answer = blocks[at + 1];
  if (at === -1 || answer?.kind !== "paragraph" || answer.text.trim() === EMPTY) return null;
  const line = shorten(withoutEmails(oneLine(answer.text)).trim(), LONGEST);
  return line === "" ? null : line;
}
