import type { Actor } from "../history/entry.ts";
import type { OptionId } from "../ids.ts";
import { moverOf } from "../partner/people.ts";
import type { Situation } from "../situation.ts";

/** Who moved the card into this column, as far as GitHub says: the timeline first, else the last delivery. */
export function moverOfCard({ partner, hints }: Situation, option: OptionId | null): Actor | null {
  if (option !== (partner.card?.status?.option ?? null)) return null;
  const person = moverOf(partner, hints);
  return person === null ? null : { login: person.login, bot: person.bot };
}
