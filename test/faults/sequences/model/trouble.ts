import type { FaultOrder } from "../../../../src/sandbox/faults/fault.ts";

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
const lag = (by: string): FaultOrder => ({
  ...{ kind: "stale-read", by, match: { actor: app, request: "query" }, count: null },
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
  order("secondary limit on a read", {
    ...{ kind: "secondary-limit", retryAfter: 75, match: { actor: app, request: "query" } },
  }),
  order("rate limit", { kind: "rate-limit", retryAfter: 300, match: { actor: app } }),
  order("token refused", { kind: "unauthorized", match: { actor: app } }),
  order("reads lag 5 s", lag("PT5S")),
  order("reads lag 30 s", lag("PT30S")),
  order("200 with errors on a write", { kind: "graphql-error", match: mutation }),
  order("hanging, then cut, after apply", { kind: "hang", ms: 2, applied: true, match: mutation }),
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
