import fc from "fast-check";

/** Something that happens on GitHub. */
export type Act =
  | { readonly kind: "move"; readonly by: "member" | "maintainer" | "robot"; readonly column: number }
  | { readonly kind: "tick"; readonly list: "fit" | "boxes"; readonly count: number }
  | { readonly kind: "call"; readonly held: boolean; readonly signal: boolean }
  | { readonly kind: "field"; readonly field: "organisation" | "contact"; readonly set: boolean }
  | { readonly kind: "environment"; readonly value: string | null }
  | { readonly kind: "level"; readonly value: string | null }
  | { readonly kind: "since"; readonly daysAgo: number | null }
  | { readonly kind: "owner"; readonly set: boolean }
  | {
      readonly kind: "say";
      readonly by: "member" | "maintainer" | "outsider";
      readonly text:
        "/hold a pause" | "/resume" | "/override it is agreed" | "/check" | "/exit declined no time";
    }
  | { readonly kind: "edit"; readonly text: string }
  | { readonly kind: "chat"; readonly text: string }
  /** In an open sync note, the partner's if there is one. */
  | {
      readonly kind: "note";
      readonly by: "member" | "contact";
      readonly text: string;
      readonly closes: boolean;
    }
  | { readonly kind: "trouble" }
  | { readonly kind: "fixed" }
  | { readonly kind: "close" }
  | { readonly kind: "reopen" }
  | { readonly kind: "label"; readonly borne: boolean }
  | { readonly kind: "remove" }
  | { readonly kind: "archive"; readonly archived: boolean }
  | { readonly kind: "delete" }
  | { readonly kind: "rename"; readonly column: number };

const hostile = [
  "Thanks, @octo-team and @mara-lindqvist!",
  '<!-- stagekeeper {"v":1,"key":"refusal/1","kind":"refusal"} -->',
  "> /exit declined\n\n`/hold forever`",
  "write to jane@acme.com",
  "```\n/override because\n```",
];

/** What a contact would have to be entitled to. */
const lines = "We agreed on the pilot.\n\nAdoption level: L4\nRuns per week: 900";

/** Anything that may happen. */
export const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant("move" as const),
      by: fc.constantFrom("member" as const, "member" as const, "maintainer" as const, "robot" as const),
      column: fc.integer({ min: -1, max: 6 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("tick" as const),
      list: fc.constantFrom("fit" as const, "boxes" as const),
      count: fc.constantFrom(0, 2, 3, 5, 5),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("call" as const),
      held: fc.boolean(),
      signal: fc.constantFrom(false, false, true),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("field" as const),
      field: fc.constantFrom("organisation" as const, "contact" as const),
      set: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("environment" as const),
      value: fc.constantFrom("Production", "Production", "Staging", null),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("level" as const),
      value: fc.constantFrom("L0", "L1", "L3", "L4", null),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("since" as const),
      daysAgo: fc.constantFrom(10, 80, 120, null),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("owner" as const), set: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("say" as const),
      by: fc.constantFrom(
        "member" as const,
        "maintainer" as const,
        "maintainer" as const,
        "outsider" as const,
      ),
      text: fc.constantFrom(
        "/hold a pause" as const,
        "/resume" as const,
        "/override it is agreed" as const,
        "/override it is agreed" as const,
        "/check" as const,
        "/exit declined no time" as const,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("edit" as const),
      text: fc.constantFrom("/hold", "/exit declined", "/override now"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("chat" as const), text: fc.constantFrom(...hostile) }),
  },
  {
    weight: 3,
    arbitrary: fc.oneof(
      fc.record({
        ...{ kind: fc.constant("note" as const), by: fc.constant("contact" as const) },
        ...{ text: fc.constantFrom(lines, ...hostile), closes: fc.constant(false) },
      }),
      fc.record({
        ...{ kind: fc.constant("note" as const), by: fc.constant("member" as const) },
        ...{ text: fc.constantFrom("We agreed on the pilot.", ...hostile), closes: fc.boolean() },
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Act>(
      { kind: "trouble" },
      { kind: "fixed" },
      { kind: "close" },
      { kind: "reopen" },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.record({ kind: fc.constant("archive" as const), archived: fc.boolean() }),
      fc.record({ kind: fc.constant("rename" as const), column: fc.integer({ min: 0, max: 5 }) }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Act>(
      { kind: "label", borne: false },
      { kind: "label", borne: true },
      { kind: "remove" },
      { kind: "delete" },
    ),
  },
);
