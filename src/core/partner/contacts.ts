import type { Login } from "../ids.ts";
import { withoutEmails } from "../text/emails.ts";
import { withoutInvisibles } from "../text/invisible.ts";
import { parseLogin } from "../text/mention.ts";
import type { Partner } from "./partner.ts";

/** A person on the partner's side, as the card's field names them. */
export interface Contact {
  /** As written, without login; empty when only a login was given. */
  readonly name: string;
  /** Null: nobody to mention. */
  readonly login: Login | null;
}

export interface ContactProblem {
  readonly kind: "e-mail" | "no-login" | "bad-login" | "several-logins" | "too-many" | "twice";
  /** What was written, without e-mail addresses. */
  readonly text: string;
}

export interface Contacts {
  readonly contacts: readonly Contact[];
  readonly problems: readonly ContactProblem[];
}

export const MOST_CONTACTS = 5;

/** Reads `Name @login, Name @login`. */
export function parseContacts(text: string): Contacts {
  void text;
  void withoutEmails;
  void withoutInvisibles;
  void parseLogin;
  return { contacts: [], problems: [] };
}

/** The contacts that have a login, of the card's field. */
export function contactsOf(partner: Partner, field?: string): readonly (Contact & { login: Login })[] {
  void partner;
  void field;
  return [];
}

/** The name a message greets: the first word of the first contact's name; null without one. */
export function firstName(contacts: Contacts): string | null {
  void contacts;
  return null;
}
