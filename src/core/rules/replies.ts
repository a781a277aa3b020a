import { contactsOf } from "../partner/contacts.ts";
import type { Comment } from "../partner/partner.ts";
import { sameLogin } from "../ids.ts";
import type { EntryFact } from "../history/entry.ts";
import type { Rule, Situation } from "../situation.ts";
import { nothing, ruling } from "./ruling.ts";

/** A comment by one of the partner's contacts is a reply; a bot's is nothing. Remembers up to where comments were read. */
export const replies: Rule = (situation) => {
  const fresh = freshComments(situation);
  const newest = fresh.at(-1);
  if (newest === undefined || !situation.history.onRecord) return nothing;
  const contacts = contactsOf(situation.partner);
  const people = fresh.filter(({ author }) => author?.bot !== true);
  const heard = people.slice(-1).map(({ createdAt }) => ({ kind: "heard", at: createdAt }) as const);
  const replied = people
    .filter(({ author }) => contacts.some(({ login }) => author !== null && sameLogin(login, author.login)))
    .map(({ author, createdAt }): EntryFact & { at: typeof createdAt } => ({
      kind: "replied",
      by: author?.login ?? null,
      how: "comment",
      at: createdAt,
    }));
  return ruling(situation, { entries: [...replied, ...heard, { kind: "read", until: newest.createdAt }] });
};

/** Comments of people since the last one read, oldest first. */
export function freshComments({ partner, history }: Situation): readonly Comment[] {
  const since = history.readUntil ?? history.firstSeen ?? 0;
  return (partner.issue?.comments ?? []).filter(({ ours, createdAt }) => !ours && createdAt > since);
}
