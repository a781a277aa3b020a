/** One attempt at delivering a webhook, as GitHub's log keeps it. */
export interface Delivery {
  readonly id: number;
  /** Stays the same when it is redelivered. */
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly redelivery: boolean;
  readonly installation: number | null;
  readonly repository: number | null;
  /** Virtual time in ms. */
  readonly at: number;
  readonly request: { readonly headers: Readonly<Record<string, string>>; readonly body: string };
  readonly outcome: DeliveryOutcome;
}

/** How an attempt ended, in GitHub's words. `code` is 0 when nobody answered. */
export interface DeliveryOutcome {
  readonly status: string;
  readonly code: number;
  /** Real milliseconds. */
  readonly ms: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A delivery without its texts, as `GET /deliveries` lists it. */
export interface DeliveryLine {
  readonly id: number;
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly at: string;
  readonly redelivery: boolean;
  readonly status: string;
  readonly statusCode: number;
  readonly durationMs: number;
}

/** Whether GitHub counts the attempt as delivered. */
export function delivered({ outcome }: Delivery): boolean {
  return outcome.code >= 200 && outcome.code < 400;
}

/** The short form of a delivery. */
export function deliveryLine(delivery: Delivery): DeliveryLine {
  const { id, guid, event, action, at, redelivery, outcome } = delivery;
  return {
    id,
    guid,
    event,
    action,
    at: new Date(at).toISOString(),
    redelivery,
    status: outcome.status,
    statusCode: outcome.code,
    durationMs: outcome.ms,
  };
}
