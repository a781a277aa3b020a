import { Duration } from "luxon";
import { z } from "zod";
import {
  allFaults,
  issueFaults,
  readFaults,
  webhookFaults,
  type FaultMatch,
  type FaultOrder,
} from "./fault.ts";

const Match = z.strictObject({
  actor: z.string().optional(),
  operation: z.string().optional(),
  request: z.enum(["query", "mutation", "read", "write", "token", "app"]).optional(),
  event: z.string().optional(),
  action: z.string().optional(),
});

const Order = z.strictObject({
  kind: z.enum(allFaults, {
    error: () => `is unknown; known are ${allFaults.join(", ")}`,
  }),
  match: Match.optional(),
  count: z.int().positive().nullable().optional(),
  skip: z.int().nonnegative().optional(),
  chance: z.number().positive().max(1).optional(),
  seed: z.int().nonnegative().optional(),
  status: z.int().min(200).max(599).optional(),
  ms: z.int().nonnegative().max(600_000).optional(),
  applied: z.boolean().optional(),
  html: z.boolean().optional(),
  retryAfter: z.int().nonnegative().nullable().optional(),
  type: z.string().optional(),
  message: z.string().optional(),
  times: z.int().min(2).max(100).optional(),
  by: z
    .string()
    .refine((text) => Duration.fromISO(text).isValid, "is not an ISO duration such as PT10S")
    .optional(),
  logged: z.boolean().optional(),
  paths: z.array(z.string().min(1)).nonempty().optional(),
  values: z.record(z.string().min(1), z.json()).optional(),
  issue: z.int().positive().optional(),
  field: z.string().min(1).optional(),
  option: z.string().min(1).optional(),
  to: z.string().min(1).optional(),
});

export type ParsedOrder =
  | { readonly kind: "order"; readonly order: FaultOrder }
  | { readonly kind: "problems"; readonly problems: readonly string[] };

/** Reads a fault as a control client ordered it, and says everything that is wrong with it. */
export function parseFaultOrder(input: unknown): ParsedOrder {
  const read = Order.safeParse(input);
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => [path.join("."), message].join(" ").trim());
    return { kind: "problems", problems };
  }
  const problems = contradictions(read.data);
  return problems.length === 0 ? { kind: "order", order: read.data } : { kind: "problems", problems };
}

function contradictions(order: FaultOrder): readonly string[] {
  return [...misdirected(order), ...incomplete(order), ...withoutObject(order)].flatMap(([wrong, message]) =>
    wrong ? [message] : [],
  );
}

type Row = readonly [wrong: boolean, message: string];

function misdirected({ kind, match = {} }: FaultOrder): readonly Row[] {
  const webhook = webhookFaults.some((one) => one === kind);
  const read = readFaults.some((one) => one === kind);
  const given = (...names: readonly (keyof FaultMatch)[]): boolean =>
    names.some((name) => match[name] !== undefined);
  return [
    [
      webhook && given("operation", "request"),
      `${kind} strikes webhooks: match event, action and actor instead of operation and request`,
    ],
    [
      !webhook && given("event", "action"),
      `${kind} strikes API requests: match operation, request and actor instead of event and action`,
    ],
    [
      read && !["query", "read", undefined].includes(match.request),
      `${kind} strikes reads: match the request query or read`,
    ],
  ];
}

function incomplete({ kind, by, paths, values, status = 500 }: FaultOrder): readonly Row[] {
  const saidWith200 = kind === "secondary-limit" && status === 200;
  return [
    [(kind === "delay" || kind === "stale-read") && by === undefined, `${kind} needs by, such as PT10S`],
    [kind === "strip" && paths === undefined, 'strip needs paths, such as ["sender"]'],
    [kind === "partial-data" && paths === undefined, 'partial-data needs paths, such as ["nodes.0"]'],
    [kind === "alter" && values === undefined, 'alter needs values, such as {"sender": null}'],
    [status < 400 && !saidWith200, "status is 400 or more; only secondary-limit can be said with 200"],
  ];
}

function withoutObject({ kind, issue, option, field }: FaultOrder): readonly Row[] {
  const aboutIssue = issueFaults.some((one) => one === kind);
  const aboutOption = kind === "rename-option" || kind === "remove-option";
  return [
    [aboutIssue && issue === undefined, `${kind} needs issue, a number in the partner repository`],
    [aboutOption && option === undefined, `${kind} needs option, such as Onboarding`],
    [kind === "remove-field" && field === undefined, "remove-field needs field, such as Organisation"],
  ];
}
