import { sameLogin, type Login } from "../ids.ts";
import { ownerOf } from "../partner/people.ts";
import type { Situation } from "../situation.ts";
import { dayOf } from "../time/zone.ts";

/** Who is reminded: the owner; when away the cover; without either the lead. Null: nobody can be named. */
export function recipientOf(situation: Situation): Login | null {
  const { partner, playbook } = situation;
  const owner = ownerOf(partner);
  if (owner === null) return playbook.lead;
  const cover = coverOf(situation, owner);
  if (cover === null) return owner;
  return coverOf(situation, cover) === null ? cover : playbook.lead;
}

/** Who stands in for somebody today; null: nobody needs to. */
function coverOf({ playbook, now }: Situation, login: Login): Login | null {
  const today = dayOf(now, playbook.timeZone);
  const away = playbook.away.find((one) => sameLogin(one.login, login) && today <= one.until);
  return away?.cover ?? null;
}
