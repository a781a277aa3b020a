import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { contactsOf, firstName, MOST_CONTACTS, parseContacts } from "../../../src/core/partner/contacts.ts";
import { aCard, aPartner, text } from "../../support/situation.ts";

const shown = (field: string): readonly string[] =>
  parseContacts(field).contacts.map(({ name, login }) => [name, login ?? "nobody"].join("/"));
const problems = (field: string): readonly string[] =>
  parseContacts(field).problems.map(({ kind, text: written }) => `${kind}: ${written}`);

describe("parseContacts", () => {
  it.each<[field: string, people: readonly string[]]>([
    ["Jane Doe @jane", ["Jane Doe/jane"]],
    ["Jane Doe @jane, Bob @bob-b", ["Jane Doe/jane", "Bob/bob-b"]],
    ["Jane Doe @jane; Bob @bob\nEve @eve", ["Jane Doe/jane", "Bob/bob", "Eve/eve"]],
    ["Jane Doe (@jane)", ["Jane Doe/jane"]],
    ["@jane Jane Doe", ["Jane Doe/jane"]],
    ["Jane @jane Bob @bob", ["Jane/jane", "Bob/bob"]],
    ["@jane", ["/jane"]],
    ["Jane Doe @jane_acme.", ["Jane Doe/jane_acme"]],
    ["Jane\u00a0Doe\u200b @jane", ["Jane Doe/jane"]],
    ["José Ñández @jose", ["José Ñández/jose"]],
    ["Jane Doe", ["Jane Doe/nobody"]],
    ["Jane Doe <jane@acme.com> @jane", ["Jane Doe/jane"]],
    ["", []],
    [" , ;\n", []],
  ])("reads %j", (field, people) => {
    expect(shown(field)).toEqual(people);
  });

  it.each<[field: string, people: readonly string[]]>([
    ["jane@acme.com", []],
    ["Jane jane@acme.com", ["Jane/nobody"]],
    ["Jane <jane@acme>", ["Jane/nobody"]],
    ["Jane @acme.com", ["Jane/nobody"]],
    ["Jane @acme/team", ["Jane/nobody"]],
    ["Jane &#64;acme.com", ["Jane &#64/nobody", "acme.com/nobody"]],
    ["jane@@acme", []],
    ["jane\u200b@acme.com", []],
    ["Jane @-acme", ["Jane/nobody"]],
    ["Jane ＠acme", ["Jane/nobody"]],
  ])("makes no login of %j", (field, people) => {
    expect(shown(field)).toEqual(people);
  });

  it.each<[field: string, said: readonly string[]]>([
    ["Jane @jane", []],
    ["Jane", ["no-login: Jane"]],
    ["Jane jane@acme.com", ["e-mail: Jane"]],
    ["Jane @acme/team", ["bad-login: Jane @acme/team"]],
    ["Jane @jane--doe", ["bad-login: @jane--doe"]],
    ["Jane @jane, J. @Jane", ["twice: @Jane"]],
    ["A @a, B @b, C @c, D @d, E @e, F @f", ["too-many: @f"]],
  ])("says what is wrong with %j", (field, said) => {
    expect(problems(field)).toEqual(said);
  });

  it("never gives a login that is part of an e-mail address, nor an address", () => {
    const part = fc.constantFrom(
      "jane",
      "@",
      "acme",
      ".com",
      " ",
      ",",
      "@bob",
      "<",
      ">",
      "&#64;",
      "＠",
      "\u200b",
      "-",
      "/",
      "(at)",
    );

    fc.assert(
      fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
        const field = parts.join("");
        const { contacts, problems: found } = parseContacts(field);

        for (const { login } of contacts.filter((contact) => contact.login !== null)) {
          expect(field.replaceAll("\u200b", "")).toMatch(
            new RegExp(`(?:^|[^\\w.+@/-])@${login ?? ""}(?![\\w@/-]|\\.\\w)`),
          );
        }
        expect(JSON.stringify([contacts, found])).not.toMatch(/\w@[\w-]+\.com/);
        expect(contacts.length).toBeLessThanOrEqual(MOST_CONTACTS);
      }),
      { numRuns: Number(process.env["FUZZ_RUNS"] ?? 2_000) },
    );
  });
});

describe("firstName", () => {
  it.each([
    ["Jane Doe @jane, Bob @bob", "Jane"],
    ["Dr. Jane Doe @jane", "Jane"],
    ["@jane", null],
    ["", null],
  ])("greets %j as %s", (field, name) => {
    expect(firstName(parseContacts(field))).toBe(name);
  });
});

describe("contactsOf", () => {
  it("gives those contacts of the card that have a login", () => {
    const card = aCard({ fields: { primaryContact: text("Jane @jane, Bob") } });

    expect(contactsOf(aPartner({ card }))).toEqual([{ name: "Jane", login: "jane" }]);
    expect(contactsOf(aPartner({ card: null }))).toEqual([]);
  });
});
