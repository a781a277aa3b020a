import { randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { Duration } from "luxon";
import type { Registration } from "../access/registration.ts";
import type { VirtualClock } from "../clock/clock.ts";
import type { Webhook } from "../contract.ts";
import type { FaultOrder } from "../faults/fault.ts";
import type { FaultBook } from "../faults/fault-book.ts";
import { webhookFaults } from "../faults/fault.ts";
import { deliveryLine, type Delivery, type DeliveryLine, type DeliveryOutcome } from "./delivery.ts";
import type { DeliveryLog } from "./delivery-log.ts";
import { webhookHeaders, type Parcel, type Post } from "./send.ts";
import { strip } from "./strip.ts";

/** Sends webhooks as GitHub does: at once, side by side, in no order, never again by itself. */
export interface Dispatcher {
  send(webhook: Webhook): void;
  /** The same bytes under the same GUID, as a delivery of its own. */
  redeliver(delivery: Delivery): void;
  /** Deliveries begun and not ended. Delayed ones have not begun. */
  underWay(): number;
  delayed(): number;
  /** How many were begun since the start: two equal answers mean that none came between. */
  begun(): number;
  /** Waits for those under way and forgets the delayed ones. */
  close(): Promise<void>;
}

export interface DispatcherParts {
  readonly clock: VirtualClock;
  readonly registration: Registration;
  readonly log: DeliveryLog;
  readonly faults: FaultBook;
  /** The App's webhook address; null: it has none yet, nothing is sent. */
  readonly target: () => string | null;
  readonly post: Post;
  readonly onDelivery: (line: DeliveryLine) => void;
}

const FIRST_ID = 61_000_000_001;
const DROPPED: DeliveryOutcome = {
  status: "failed to connect to host",
  code: 502,
  ms: 0,
  url: "",
  headers: {},
  body: "",
};

/** A dispatcher that has sent nothing yet. */
export function createDispatcher(parts: DispatcherParts): Dispatcher {
  const stopped = new AbortController();
  const running = new Set<Promise<void>>();
  let begun = 0;
  let delayed = 0;

  const track = (work: Promise<void>): void => {
    running.add(work);
    void work.finally(() => running.delete(work));
  };
  const attempt = (parcel: Parcel, how: { redelivery: boolean; lost: boolean }): void => {
    begun += 1;
    const id = FIRST_ID + begun;
    track(deliver(parts, { parcel, id, ...how }));
  };
  const later = async (parcel: Parcel, by: string): Promise<void> => {
    delayed += 1;
    const until = parts.clock.now() + Duration.fromISO(by).toMillis();
    await parts.clock.sleep(until, stopped.signal);
    delayed -= 1;
    if (!stopped.signal.aborted) attempt(parcel, { redelivery: false, lost: false });
  };
  return {
    send: (webhook) => {
      if (parts.target() === null) return;
      const fault = strike(parts.faults, webhook);
      const payload = fault?.kind === "strip" ? strip(webhook.payload, fault.paths ?? []) : webhook.payload;
      const parcel = { guid: randomUUID(), event: webhook.event, body: JSON.stringify(payload) };
      if (fault?.kind === "delay") void later(parcel, fault.by ?? "PT10S");
      else for (const how of attemptsUnder(fault)) attempt(parcel, how);
    },
    redeliver: ({ guid, event, request }) => {
      attempt({ guid, event, body: request.body }, { redelivery: true, lost: false });
    },
    underWay: () => running.size,
    delayed: () => delayed,
    begun: () => begun,
    close: async () => {
      stopped.abort();
      await Promise.all(running);
    },
  };
}

function attemptsUnder(fault: FaultOrder | null): readonly { redelivery: false; lost: boolean }[] {
  if (fault?.kind === "drop") return fault.logged === false ? [] : [{ redelivery: false, lost: true }];
  const copies = fault?.kind === "duplicate" ? (fault.times ?? 2) : 1;
  return Array.from({ length: copies }, () => ({ redelivery: false, lost: false }));
}

async function deliver(
  { clock, registration, log, target, post, onDelivery }: DispatcherParts,
  { parcel, id, redelivery, lost }: { parcel: Parcel; id: number; redelivery: boolean; lost: boolean },
): Promise<void> {
  const at = clock.now();
  await setImmediate(); // the answer to the write that caused it goes out first
  const headers = webhookHeaders(parcel, registration);
  const url = target();
  const outcome = lost || url === null ? DROPPED : await post(url, headers, parcel.body);
  const { action, installation, repository } = about(JSON.parse(parcel.body));
  const delivery: Delivery = {
    id,
    guid: parcel.guid,
    event: parcel.event,
    action,
    redelivery,
    installation,
    repository,
    at,
    request: { headers, body: parcel.body },
    outcome,
  };
  log.add(delivery);
  onDelivery(deliveryLine(delivery));
}

function strike(faults: FaultBook, { event, payload }: Webhook): FaultOrder | null {
  const { action, sender } = about(payload);
  const label = action === null ? event : `${event}.${action}`;
  const subject = { actor: sender ?? "nobody", request: null, operations: [], event, action, label };
  return faults.strike(subject, webhookFaults);
}

function about(payload: unknown): {
  readonly action: string | null;
  readonly sender: string | null;
  readonly installation: number | null;
  readonly repository: number | null;
} {
  const { action, sender, installation, repository } = record(payload);
  return {
    action: text(action),
    sender: text(record(sender)["login"]),
    installation: number(record(installation)["id"]),
    repository: number(record(repository)["id"]),
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function number(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
