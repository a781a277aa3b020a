import type { Effect, FieldWrite } from "../effect.ts";
import { sameLogin } from "../ids.ts";
import { parseContacts } from "../partner/contacts.ts";
import { ASKED_IN_FORM, readFormAnswers } from "../partner/form-answers.ts";
import { bodyCounts } from "../partner/people.ts";
import { sameName } from "../playbook/project-seen.ts";
import type { Situation } from "../situation.ts";
import { setField } from "./set-field.ts";

/**
 * The card's fields as the issue form answered them, at the first appearance and for empty fields only. Somebody
 * without write access names no contact but themselves: a form must not choose whom Stagekeeper mentions.
 */
export function fillFromForm(situation: Situation): readonly Effect[] {
  const { partner, playbook } = situation;
  const answers = readFormAnswers(partner.issue?.body ?? "", playbook);
  return ASKED_IN_FORM.flatMap((field) => {
    const answer = answers[field];
    if (answer === undefined || partner.card?.fields[field] !== undefined) return [];
    if (field === "primaryContact" && !mayName(situation, answer)) return [];
    const value = asWritten(situation, { field, answer });
    return value === null ? [] : setField(situation, `form/${field}`, { field, value });
  });
}

function mayName({ partner }: Situation, contacts: string): boolean {
  const author = partner.issue?.author?.login;
  const named = parseContacts(contacts).contacts.flatMap(({ login }) => login ?? []);
  return bodyCounts(partner) || named.every((login) => author !== undefined && sameLogin(login, author));
}

/** Null: the field has no such option, or is of a type that no form fills. */
function asWritten(
  { board }: Situation,
  { field, answer }: { readonly field: string; readonly answer: string },
): FieldWrite | null {
  const known = board.fields[field];
  if (known?.type === "text") return { kind: "text", text: answer };
  const option = known?.options.find(({ name }) => sameName(name, answer));
  return option === undefined ? null : { kind: "option", option: option.id };
}
