import type { Account, Repository, Team } from "../model/records.ts";
import { mayReadMembers, permissionIn, type Viewer } from "../model/rights.ts";
import { accountOf } from "../model/state.ts";

/** `@login` or `@org/team`, not inside a word, an address or a path. */
const MENTION =
  /(?<![\w`/@.-])@(?<login>[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38})(?:\/(?<team>[a-z\d][\w-]*))?(?![\w@/-])/giu;

export type Mention =
  | { readonly kind: "user"; readonly account: Account; readonly text: string }
  | { readonly kind: "team"; readonly team: Team; readonly text: string };

/** Plain pieces of a text, and the mentions that reach somebody. */
export function mentionsIn(
  viewer: Viewer,
  repository: Repository,
  text: string,
): readonly (string | Mention)[] {
  const pieces: (string | Mention)[] = [];
  let end = 0;
  for (const match of text.matchAll(MENTION)) {
    const mention = mentioned(viewer, repository, match);
    if (mention === null) continue;
    pieces.push(text.slice(end, match.index), mention);
    end = match.index + match[0].length;
  }
  pieces.push(text.slice(end));
  return pieces;
}

function mentioned(viewer: Viewer, repository: Repository, match: RegExpExecArray): Mention | null {
  const { login = "", team } = match.groups ?? {};
  const [text] = match;
  if (team !== undefined) return teamMentioned(viewer, repository, { login, team, text });
  const account = accountOf(viewer.state, login);
  if (account === null || permissionIn(repository, account) === "none") return null;
  return { kind: "user", account, text };
}

function teamMentioned(
  viewer: Viewer,
  { owner }: Repository,
  { login, team, text }: { login: string; team: string; text: string },
): Mention | null {
  if (owner.type !== "Organization" || owner.login.toLowerCase() !== login.toLowerCase()) return null;
  const found = owner.teams.find(({ slug }) => slug === team.toLowerCase());
  return found === undefined || !mayReadMembers(viewer, owner) ? null : { kind: "team", team: found, text };
}
