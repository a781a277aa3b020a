import { setTimeout } from "node:timers/promises";
import type { ApiResponse } from "../contract.ts";
import type { FaultSubject } from "../faults/fault-book.ts";
import type { FaultOrder } from "../faults/fault.ts";
import { apiFaults, boardFaults, issueFaults, machineFaults } from "../faults/fault.ts";
import { nameOf, type ApiCall, type ApiOutcome, type ApiParts } from "./call.ts";
import { insteadOf, serverError } from "./instead.ts";
import { inPart } from "./partial-data.ts";

const STRIKING = [...apiFaults, ...machineFaults, ...issueFaults, ...boardFaults];

function isMeddling({ kind }: FaultOrder): boolean {
  return [...issueFaults, ...boardFaults].some((one) => one === kind);
}

/** Carries a request out, or what a fault makes of that. `work` runs at most once. */
export async function underFault(
  call: ApiCall,
  parts: ApiParts,
  work: () => { readonly response: ApiResponse },
): Promise<ApiOutcome> {
  const concerns = (order: FaultOrder): boolean => !isMeddling(order) || parts.meddling(order) !== null;
  const fault = parts.faults.strike({ ...subjectOf(call, parts), concerns }, STRIKING);
  if (fault === null) return { response: work().response, limited: false };
  if (isMeddling(fault)) return meddled(fault, parts, work);
  if (machineFaults.some((kind) => kind === fault.kind)) return onBrokenMachine(fault, { call, parts }, work);
  if (fault.kind === "timeout" && fault.applied === true) work();
  const instead = insteadOf(fault, call, parts.now());
  if (instead !== null) return instead;
  return struck(fault, call, work);
}

/** Somebody changes the object before the request is carried out, or after it and before the answer. */
function meddled(
  fault: FaultOrder,
  { meddling }: ApiParts,
  work: () => { readonly response: ApiResponse },
): ApiOutcome {
  const early = fault.applied === true ? work().response : null;
  meddling(fault)?.();
  return { response: early ?? work().response, limited: false };
}

/**
 * It breaks before the request is carried out, or after it and before the answer. What a killed App asked for before
 * it was carried out never is: nobody asks any more.
 */
async function onBrokenMachine(
  fault: FaultOrder,
  { call, parts }: { readonly call: ApiCall; readonly parts: ApiParts },
  work: () => { readonly response: ApiResponse },
): Promise<ApiOutcome> {
  const early = fault.applied === true ? work().response : null;
  await parts.breakMachine(fault);
  if (early === null && fault.kind === "kill-app" && isFromApp(call))
    return { response: null, limited: false };
  return { response: early ?? work().response, limited: false };
}

function isFromApp({ principal }: ApiCall): boolean {
  return principal.kind === "app" || (principal.kind === "actor" && principal.actor.installation !== null);
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
  if (fault.kind === "partial-data")
    return { response: inPart(work().response, fault.paths ?? []), limited: false };
  if (fault.kind === "lost-answer") {
    work();
    const response = fault.status === undefined ? null : serverError(fault.status);
    return { response, limited: false };
  }
  if (fault.applied === true) work();
  if (fault.kind === "hang") await pause(fault.ms ?? 60_000, signal);
  return { response: null, limited: false };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
