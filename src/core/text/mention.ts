import type { Login } from "../ids.ts";
import { plain } from "./plain.ts";

/** A person's login: letters, digits, single hyphens, 39 at most; managed users carry `_shortcode` behind it. */
const LOGIN = /^[a-z\d](?:-?[a-z\d]){0,38}(?:_[a-z\d]{1,20})?$/i;

/** Reads a person's login, without `@`; null for anything else (teams, bots, e-mail addresses). */
export function parseLogin(text: string): Login | null {
  return LOGIN.test(text) ? (text as Login) : null;
}

/** Mentions a person. What is no person's login (a bot, a team, somebody's text) is written without a mention. */
export function mention(login: string): string {
  const person = parseLogin(login);
  return person === null ? plain(login) : `@${person}`;
}
