import type { Login } from "../ids.ts";
import { sameLogin } from "../ids.ts";
import { withoutEmails } from "../text/emails.ts";
import { withoutInvisibles } from "../text/invisible.ts";
import { parseLogin } from "../text/mention.ts";
import { shorten } from "../text/plain.ts";
import type { Partner } from "./partner.ts";

/** A person on the partner's side, as the card's field names them. */
export interface Contact {
  /** As written, without login; empty when only a login was given. Other people's text. */
  readonly name: string;
  /** Null: nobody to mention. */
  readonly login: Login | null;
}

export interface ContactProblem {
  readonly kind: "e-mail" | "no-login" | "bad-login" | "twice" | "too-many";
  /** What was written, without e-mail addresses. Other people's text. */
  readonly text: string;
}

export interface Contacts {
  readonly contacts: readonly Contact[];
  readonly problems: readonly ContactProblem[];
}

interface Draft extends Contact {
  readonly problem: ContactProblem | null;
}

/** More contacts than this are not mentioned. */
export const MOST_CONTACTS = 5;
const LONGEST_FIELD = 4_000;
const LONGEST_NAME = 80;
/** Stands alone: no e-mail address, team, domain or second `@` around it. */
const LOGIN = /(?<![\p{L}\p{N}_.+@/&;=-])@([A-Za-z\d][\w-]*)(?![\p{L}\p{N}@/-]|\.[\p{L}\p{N}])/gu;
/** Where an address stood, and what was written against it. */
const GLUED_TO_EMAIL = /\[e-mail address\]\S*/g;
const TITLES = new Set(["dr", "prof", "professor", "mr", "mrs", "ms", "mx", "miss", "sir", "dipl", "ing"]);

/** Reads `Name @login, Name @login`. An e-mail address is dropped and never becomes a login. */
export function parseContacts(text: string): Contacts {
  const parts = text.slice(0, LONGEST_FIELD).split(/[,;\n\r\uFF0C\u3001]/);
  const drafts = withoutRepeats(parts.flatMap(parsePart));
  const people = drafts.filter(({ name, login }) => name !== "" || login !== null);
  const dropped = people.slice(MOST_CONTACTS).map(problemOf("too-many"));
  return {
    contacts: people.slice(0, MOST_CONTACTS).map(({ name, login }) => ({ name, login })),
    problems: [...drafts.flatMap(({ problem }) => problem ?? []), ...dropped],
  };
}

/** The contacts of the card that have a login. */
export function contactsOf(
  { card }: Partner,
  field = "primaryContact",
): readonly (Contact & { login: Login })[] {
  const value = card?.fields[field];
  if (value?.kind !== "text") return [];
  return parseContacts(value.text).contacts.flatMap(({ name, login }) =>
    login === null ? [] : { name, login },
  );
}

/** The name a message greets: the first contact's first name; null when none is given. */
export function firstName({ contacts }: Contacts): string | null {
  const words = (contacts[0]?.name ?? "").split(" ");
  return words.find((word) => word !== "" && !TITLES.has(word.toLowerCase().replace(/\W/g, ""))) ?? null;
}

/** One part between commas: mostly one contact, several when a comma was forgotten. */
function parsePart(part: string): readonly Draft[] {
  const shown = withoutInvisibles(part.replace(/\s+/g, " "));
  const text = withoutEmails(shown).replace(GLUED_TO_EMAIL, " ");
  const logins = [...text.matchAll(LOGIN)];
  if (logins.length === 0) return withoutLogin(shown, text);
  return logins.map((match, index) => {
    const previous = logins[index - 1];
    const from = previous === undefined ? 0 : previous.index + previous[0].length;
    const before = nameIn(text.slice(from, match.index));
    const name =
      before === "" && logins.length === 1 ? nameIn(text.slice(match.index + match[0].length)) : before;
    return draft(name, match[1] ?? "");
  });
}

function withoutLogin(shown: string, text: string): readonly Draft[] {
  const name = nameIn(text);
  if (text !== shown) return [{ name, login: null, problem: { kind: "e-mail", text: name } }];
  if (shown.trim() === "") return [];
  const kind = text.includes("@") ? "bad-login" : "no-login";
  return [{ name, login: null, problem: { kind, text: shorten(text.trim(), LONGEST_NAME) } }];
}

function draft(name: string, written: string): Draft {
  const login = parseLogin(written);
  const problem =
    login === null ? { kind: "bad-login" as const, text: `@${shorten(written, LONGEST_NAME)}` } : null;
  return { name, login, problem };
}

/** Without brackets, and without words that hold an `@`. */
function nameIn(text: string): string {
  const words = text.split(" ").filter((word) => !/[@\uFF20\uFE6B]/.test(word));
  const name = words.join(" ").replace(/[()[\]<>{}"|:]/g, " ");
  return shorten(name.replace(/\s+/g, " ").replace(/^[\s&/-]+|[\s&/-]+$/g, ""), LONGEST_NAME);
}

function withoutRepeats(drafts: readonly Draft[]): readonly Draft[] {
  return drafts.map((one, index) => {
    const { login } = one;
    const repeats = drafts.slice(0, index).some((other) => {
      return login !== null && other.login !== null && sameLogin(login, other.login);
    });
    return repeats ? { name: "", login: null, problem: problemOf("twice")(one) } : one;
  });
}

function problemOf(kind: ContactProblem["kind"]): (contact: Contact) => ContactProblem {
  return ({ name, login }) => ({ kind, text: login === null ? name : `@${login}` });
}
