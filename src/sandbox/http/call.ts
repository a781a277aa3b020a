import type { AppRouteParts } from "../access/app-routes.ts";
import type { AccessParts, Principal } from "../access/authenticate.ts";
import type { Actor, ApiRequest, ApiResponse } from "../contract.ts";
import type { FaultBook } from "../faults/fault-book.ts";
import type { FaultOrder } from "../faults/fault.ts";
import type { Limits } from "../limits/limits.ts";
import type { DeliveryRouteParts } from "../webhooks/delivery-routes.ts";
import type { RequestAbout } from "./describe-request.ts";
import type { RequestLog } from "./request-log.ts";

/** What the API is made of. */
export interface ApiParts extends AccessParts, AppRouteParts, DeliveryRouteParts {
  readonly limits: Limits;
  readonly faults: FaultBook;
  readonly requests: RequestLog;
  /** Does to the App's process or its database what a fault of the machine orders. */
  readonly breakMachine: (fault: FaultOrder) => Promise<void>;
  /** What a person does to the object that a fault names; null: there is no such object. */
  readonly meddling: (fault: FaultOrder) => (() => void) | null;
  /** Virtual time. */
  readonly now: () => number;
}

/** A request with everything known about it. */
export interface ApiCall {
  readonly request: ApiRequest;
  readonly graphql: boolean;
  readonly principal: Principal;
  readonly about: RequestAbout;
  readonly requestId: string;
  /** Aborts when the client has gone. */
  readonly signal: AbortSignal;
}

/** An answer, or null where the connection is to be cut. */
export interface ApiOutcome {
  readonly response: ApiResponse | null;
  readonly limited: boolean;
}

/** Under which name an actor's requests are counted: each installation has limits of its own. */
export function accountName({ login, installation }: Actor): string {
  return installation === null ? login : `${login}#${String(installation)}`;
}

/** The name in the request log. */
export function nameOf(
  { principal }: Pick<ApiCall, "principal">,
  { registration }: Pick<ApiParts, "registration">,
): string {
  if (principal.kind === "actor") return principal.actor.login;
  if (principal.kind === "app") return registration.slug;
  return principal.kind === "refused" ? principal.name : "nobody";
}
