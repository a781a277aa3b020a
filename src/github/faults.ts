import { AppError, type Failure } from "../keeper/failure.ts";
import { lost, type Circumstances } from "./errors.ts";
import type { Fault } from "./graphql/fault.ts";
import { limitUntil, type Headers } from "./limits.ts";

/** Types after which it is not known whether anything was done. */
const UNCERTAIN: ReadonlySet<string> = new Set([
  "INTERNAL",
  "INTERNAL_SERVER_ERROR",
  "SERVICE_UNAVAILABLE",
  "TIMEOUT",
  "RESOURCE_LIMITS_EXCEEDED",
  "LOADING",
]);

/** Types that say that the node does not exist, or not for us. */
const ABSENT: ReadonlySet<string> = new Set(["NOT_FOUND", "FORBIDDEN"]);

/** What is there to judge a fault by, beside the fault. */
export interface Answered {
  readonly headers: Headers;
  readonly at: Circumstances;
}

/** Whether the node at the fault's path is gone or hidden, which is an answer and not a failure. */
export function isAbsence(fault: Fault): boolean {
  return fault.type !== null && ABSENT.has(fault.type);
}

/** Whether GitHub refused this for a reason that stands, as against a limit or a breakdown. */
export function isRefusal(fault: Fault): fault is Fault & { readonly type: string } {
  return fault.type !== null && !UNCERTAIN.has(fault.type) && !isLimit(fault);
}

/** Whether a limit was hit. */
export function isLimit(fault: Fault): boolean {
  return fault.type === "RATE_LIMITED" || fault.type === "RATE_LIMIT" || fault.secondary;
}

/** A fault that leaves an answer unusable, as an error; the gravest of several. */
export function faultError(faults: readonly Fault[], { headers, at }: Answered): AppError {
  const worst = faults.find(isLimit) ?? faults.find(isSchemaFault) ?? faults[0];
  const { code, failure } = verdict(worst, { headers, at });
  return new AppError(code, failure, {
    message: "GitHub answered with errors",
    details: {
      type: worst?.type ?? worst?.code ?? null,
      path: worst?.path.map(String).join(".") ?? null,
      faults: faults.length,
    },
  });
}

function verdict(fault: Fault | undefined, answered: Answered): { code: string; failure: Failure } {
  const unclear = { code: "github/partial-answer", failure: lost(answered.at.sending) };
  if (fault === undefined) return unclear;
  if (isLimit(fault)) {
    const until = limitUntil(answered.headers, answered.at);
    return { code: "github/limited", failure: { kind: "limited", until } };
  }
  if (isSchemaFault(fault)) return { code: "github/document-refused", failure: { kind: "bug" } };
  if (fault.type === "FORBIDDEN") return { code: "github/forbidden", failure: { kind: "denied" } };
  if (fault.type === "NOT_FOUND") return { code: "github/not-found", failure: { kind: "permanent" } };
  return isRefusal(fault) ? { code: "github/refused", failure: { kind: "permanent" } } : unclear;
}

/** The schema refuses the document: nothing of it was executed. */
function isSchemaFault(fault: Fault): boolean {
  return fault.type === "MAX_NODE_LIMIT_EXCEEDED" || (fault.type === null && fault.code !== null);
}
