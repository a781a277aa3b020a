/** What a fault does to an API request. */
export const apiFaults = [
  "status",
  "timeout",
  "partial-data",
  "lost-answer",
  "reset",
  "hang",
  "slow",
  "graphql-error",
  "secondary-limit",
  "rate-limit",
  "unauthorized",
] as const;
/** What a read does not show yet. */
export const readFaults = ["stale-read", "unlisted-items", "late-timeline"] as const;
/** What happens to the App's process or its database while a request is under way. */
export const machineFaults = ["kill-app", "end-app", "stop-app", "kill-database", "cut-connections"] as const;
/** What a person does to an issue of the partner repository while a request is under way. */
export const issueFaults = [
  "lock-issue",
  "transfer-issue",
  "delete-issue",
  "archive-card",
  "delete-card",
  "redact-card",
] as const;
/** What a person does to the board's column field and to the board. */
export const boardFaults = ["rename-option", "remove-option", "remove-field", "close-project"] as const;
/** What a fault does to a webhook. */
export const webhookFaults = [
  "drop",
  "duplicate",
  "delay",
  "reorder",
  "redeliver",
  "strip",
  "alter",
] as const;

type ApiFaultKind = (typeof apiFaults)[number];
export type ReadFaultKind = (typeof readFaults)[number];
type MachineFaultKind = (typeof machineFaults)[number];
export type ObjectFaultKind = (typeof issueFaults)[number] | (typeof boardFaults)[number];
type WebhookFaultKind = (typeof webhookFaults)[number];
export type FaultKind = ApiFaultKind | ReadFaultKind | MachineFaultKind | ObjectFaultKind | WebhookFaultKind;

/** Every kind there is. */
export const allFaults: readonly FaultKind[] = [
  ...apiFaults,
  ...readFaults,
  ...machineFaults,
  ...issueFaults,
  ...boardFaults,
  ...webhookFaults,
];

/** Which requests or webhooks a fault strikes: all that is given must fit. */
export interface FaultMatch {
  readonly actor?: string | undefined;
  /** Name of the GraphQL operation, a field of the mutation, or `GET /repos/…` with `*` for any text. */
  readonly operation?: string | undefined;
  /** `query`, `mutation`, `read`, `write`, `token` or `app`. */
  readonly request?: string | undefined;
  readonly event?: string | undefined;
  readonly action?: string | undefined;
}

/** A fault as ordered. Numbers that do not concern its kind are ignored. */
export interface FaultOrder {
  readonly kind: FaultKind;
  readonly match?: FaultMatch | undefined;
  /** How often it strikes; null until it is cleared. Default 1. */
  readonly count?: number | null | undefined;
  /** Lets this many pass first. */
  readonly skip?: number | undefined;
  /** How likely it strikes what fits, above 0 and at most 1; drawn from `seed`. Default: always. */
  readonly chance?: number | undefined;
  /** Where the draws begin: equal seeds draw alike. Default 1. */
  readonly seed?: number | undefined;
  /** `status`, `lost-answer`, and limits: the status answered. Without it, `lost-answer` cuts the connection. */
  readonly status?: number | undefined;
  /** `slow`, `hang`: real milliseconds. */
  readonly ms?: number | undefined;
  /** `hang`, `reset`, `timeout`, what happens to machine or objects: whether the request is applied first. */
  readonly applied?: boolean | undefined;
  /** `timeout`: the page of the proxy before GitHub instead of GitHub's words. */
  readonly html?: boolean | undefined;
  /** `secondary-limit`, `rate-limit`: virtual seconds; null answers without the header. */
  readonly retryAfter?: number | null | undefined;
  /** `graphql-error`. */
  readonly type?: string | undefined;
  readonly message?: string | undefined;
  /** `duplicate`: how many copies arrive in all. */
  readonly times?: number | undefined;
  /** `delay`, `redeliver`, and how far reads lag: ISO duration of virtual time. */
  readonly by?: string | undefined;
  /** `drop`: whether GitHub's delivery log shows it as failed (default), or nothing was ever sent. */
  readonly logged?: boolean | undefined;
  /** `strip`: taken out of the payload, such as `sender`. `partial-data`: null in the answer, such as `nodes.0`. */
  readonly paths?: readonly string[] | undefined;
  /** `alter`: what stands in the payload instead, by path, such as `{ "sender": null }`. */
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  /** What happens to an issue or its card: its number in the partner repository. */
  readonly issue?: number | undefined;
  /** What happens to the board's fields. Default: Status. */
  readonly field?: string | undefined;
  readonly option?: string | undefined;
  /** `rename-option`: the new name. `transfer-issue`, `redact-card`: the repository. */
  readonly to?: string | undefined;
}

/** A fault in force or used up, with what it struck. */
export interface Fault {
  readonly id: number;
  readonly order: FaultOrder;
  /** Null: no end. */
  readonly left: number | null;
  readonly fired: readonly { readonly at: string; readonly on: string }[];
}
