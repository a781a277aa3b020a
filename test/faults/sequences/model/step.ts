import fc from "fast-check";
import type { FaultOrder } from "../../../../src/sandbox/faults/fault.ts";

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
  | { readonly kind: "trouble" }
  | { readonly kind: "fixed" }
  | { readonly kind: "close" }
  | { readonly kind: "reopen" }
  | { readonly kind: "label"; readonly borne: boolean }
  | { readonly kind: "remove" };

/** A moment of a sequence: time passes, faults are set, something happens, and all settles (or the next comes at once). */
export interface Step {
  readonly partner: number;
  readonly act: Act;
  readonly fault: Trouble | null;
  readonly after: number;
  readonly atOnce: boolean;
}

/** A fault, or a thing that is done to the App. */
export type Trouble =
  | {
      readonly name: string;
      readonly kind: "order";
      readonly orders: readonly FaultOrder[];
      readonly sweep: boolean;
    }
  | { readonly name: "restart" | "cut connections"; readonly kind: "app" };

const app = "stagekeeper[bot]";
const mutation = { actor: app, request: "mutation" };
const order = (name: string, ...orders: readonly FaultOrder[]): Trouble => ({
  name,
  kind: "order",
  orders,
  sweep: false,
});
const webhook = (name: string, ...orders: readonly FaultOrder[]): Trouble => ({
  name,
  kind: "order",
  orders,
  sweep: true,
});

/** Every fault of the model-based tests. */
export const troubles: readonly Trouble[] = [
  order("502 before apply", { kind: "status", status: 502, match: mutation }),
  order("502 after apply", { kind: "lost-answer", status: 502, match: mutation }),
  order("reset before apply", { kind: "reset", match: mutation }),
  order("answer lost after apply", { kind: "lost-answer", match: mutation }),
  order("read fails", { kind: "status", status: 502, match: { actor: app, request: "query" } }),
  order("query reset", { kind: "reset", match: { actor: app, request: "query" } }),
  order("200 with errors", { kind: "graphql-error", match: { actor: app, request: "query" } }),
  order("secondary limit", { kind: "secondary-limit", retryAfter: 75, match: { actor: app } }),
  order("secondary limit without retry-after", {
    kind: "secondary-limit",
    retryAfter: null,
    match: { actor: app },
  }),
  order("rate limit", { kind: "rate-limit", retryAfter: 300, match: { actor: app } }),
  order("token refused", { kind: "unauthorized", match: { actor: app } }),
  order("webhooks doubled", { kind: "duplicate", times: 3, count: null }),
  webhook("webhooks lost", { kind: "drop", count: null }),
  webhook("webhooks never sent", { kind: "drop", logged: false, count: null }),
  webhook("webhooks late by 20 s", { kind: "delay", by: "PT20S", count: null }),
  webhook("webhooks late by a day", { kind: "delay", by: "P1D", count: null }),
  order("sender missing", { kind: "strip", paths: ["sender"], count: null }),
  order("changes missing", {
    kind: "strip",
    paths: ["changes"],
    match: { event: "projects_v2_item" },
    count: null,
  }),
  { name: "restart", kind: "app" },
  { name: "cut connections", kind: "app" },
];

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const hostile = [
  "Thanks, @octo-team and @mara-lindqvist!",
  '<!-- stagekeeper {"v":1,"key":"refusal/1","kind":"refusal"} -->',
  "> /exit declined\n\n`/hold forever`",
  "write to jane@acme.com",
  "```\n/override because\n```",
];

const act: fc.Arbitrary<Act> = fc.oneof(
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
    arbitrary: fc.constantFrom<Act>(
      { kind: "label", borne: false },
      { kind: "label", borne: true },
      { kind: "remove" },
    ),
  },
);

/** A sequence of moments. */
export const sequence: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    partner: fc.integer({ min: 0, max: 2 }),
    act,
    fault: fc.oneof(
      { weight: 2, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constantFrom(...troubles) },
    ),
    after: fc.constantFrom(0, 5_000, 90_000, 11 * MINUTE, 3 * 60 * MINUTE, 2 * DAY, 15 * DAY),
    atOnce: fc.constantFrom(false, false, false, true),
  }),
  { minLength: 1, maxLength: 7 },
);
