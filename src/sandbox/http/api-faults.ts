import { setTimeout } from "node:timers/promises";
import type { ApiResponse } from "../contract.ts";
import type { FaultSubject } from "../faults/fault-book.ts";
import type { FaultOrder } from "../faults/fault.ts";
import { apiFaults } from "../faults/fault.ts";
import { primaryRefusal, secondaryRefusal } from "../limits/refusal.ts";
import { graphqlError, restError } from "./answer.ts";
import { nameOf, type ApiCall, type ApiOutcome, type ApiParts } from "./call.ts";

/** Carries a request out, or what a fault makes of that. `work` runs at most once. */
export async function underFault(
  call: ApiCall,
  parts: ApiParts,
  work: () => { readonly response: ApiResponse },
): Promise<ApiOutcome> {
  const fault = parts.faults.strike(subjectOf(call, parts), apiFaults);
  if (fault === null) return { response: work().response, limited: false };
  const instead = answeredInstead(fault, call, parts.now());
  if (instead !== null) return instead;
  return struck(fault, call, work);
}

/** A request as faults see it. */
export function subjectOf(call: ApiCall, parts: ApiParts): FaultSubject {
  return {
    actor: nameOf(call, parts),
    request: call.about.kind,
    operations: call.about.operations,
    event: null,
    action: null,
    label: `${nameOf(call, parts)} ${call.about.label}`,
  };
}

/** Faults that strike while the request is carried out or on the way back. */
async function struck(
  fault: FaultOrder,
  { signal }: ApiCall,
  work: () => { readonly response: ApiResponse },
): Promise<ApiOutcome> {
  if (fault.kind === "slow") {
    await pause(fault.ms ?? 1000, signal);
    return { response: work().response, limited: false };
  }
  if (fault.kind === "lost-answer") {
    work();
    const response = fault.status === undefined ? null : serverError(fault.status);
    return { response, limited: false };
  }
  if (fault.applied === true) work();
  if (fault.kind === "hang") await pause(fault.ms ?? 60_000, signal);
  return { response: null, limited: false };
}

/** Faults that answer without carrying anything out. Null: another kind. */
function answeredInstead(fault: FaultOrder, call: ApiCall, now: number): ApiOutcome | null {
  const { kind } = fault;
  if (kind === "status") return { response: serverError(fault.status ?? 502), limited: false };
  if (kind === "unauthorized") return { response: restError(401, "Bad credentials"), limited: false };
  if (kind === "graphql-error") return { response: failedQuery(fault, call), limited: false };
  if (kind === "secondary-limit") return { response: tooFast(fault, call), limited: true };
  return kind === "rate-limit" ? { response: spent(fault, call, now), limited: true } : null;
}

function failedQuery({ type, message }: FaultOrder, { requestId }: ApiCall): ApiResponse {
  const usual = `Something went wrong while executing your query. Please include \`${requestId}\` when reporting this issue.`;
  return graphqlError(type ?? "INTERNAL", message ?? usual);
}

function tooFast(fault: FaultOrder, { requestId }: ApiCall): ApiResponse {
  const retryAfter = fault.retryAfter === undefined ? 60 : fault.retryAfter;
  return secondaryRefusal({ because: "points", retryAfter, requestId });
}

function spent(fault: FaultOrder, { about, requestId }: ApiCall, now: number): ApiResponse {
  const refused = primaryRefusal({ resource: about.resource, subject: "installation", requestId });
  if (fault.retryAfter === null) return refused;
  const reset = Math.ceil(now / 1000) + (fault.retryAfter ?? 3600);
  return {
    ...refused,
    headers: { "x-ratelimit-remaining": "0", "x-ratelimit-used": "5000", "x-ratelimit-reset": String(reset) },
  };
}

function serverError(status: number): ApiResponse {
  return {
    status,
    body: { message: status === 502 ? "Server Error" : "We couldn't respond to your request in time." },
  };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
