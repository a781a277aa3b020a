import { ownerOf } from "../partner/people.ts";
import type { Actor } from "../history/entry.ts";
import { sameLogin, type Login } from "../ids.ts";
import type { Partner } from "../partner/partner.ts";
import type { Override } from "../playbook/playbook.ts";
import { mention } from "../text/mention.ts";
import { plain } from "../text/plain.ts";

/** The person as a mention, a bot by its name, or somebody when GitHub does not say. */
export function who(actor: Actor | null): string {
  if (actor === null) return "Somebody";
  return actor.bot ? `The bot ${plain(actor.login)}` : mention(actor.login);
}

/** The person and the owner of the partner, each once; bots are not spoken to. */
export function personAndOwner(partner: Partner, actor: Actor | null): readonly Login[] {
  const owner = ownerOf(partner);
  const person = actor === null || actor.bot ? null : actor.login;
  if (owner === null || (person !== null && sameLogin(owner, person))) return person === null ? [] : [person];
  return person === null ? [owner] : [person, owner];
}

/** Who may override, in words and without a mention. */
export function overriders({ logins, team, maintainers }: Override): string {
  const groups = [
    maintainers ? "maintainers of this repository" : null,
    team === null ? null : `the team ${plain(team)}`,
    ...logins.map((login) => plain(login)),
  ].filter((group) => group !== null);
  return groups.length === 0 ? "nobody: the playbook names no one" : groups.join(", ");
}
