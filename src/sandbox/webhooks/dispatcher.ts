import { randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { Duration } from "luxon";
import type { Registration } from "../access/registration.ts";
import type { VirtualClock } from "../clock/clock.ts";
import type { Webhook } from "../contract.ts";
import type { FaultOrder } from "../faults/fault.ts";
import type { FaultBook } from "../faults/fault-book.ts";
import { webhookFaults } from "../faults/fault.ts";
import { alter } from "./alter.ts";
import { deliveryLine, type Delivery, type DeliveryLine, type DeliveryOutcome } from "./delivery.ts";
import type { DeliveryLog } from "./delivery-log.ts";
import { webhookHeaders, type Parcel, type Post } from "./send.ts";
import { strip } from "./strip.ts";

/** Sends webhooks as GitHub does: at once, side by side, in no order, never again by itself. */
export interface Dispatcher {
  send(webhook: Webhook): void;
  /** The same bytes under the same GUID, as a delivery of its own. */
  redeliver(delivery: Delivery): void;
  /** Deliveries begun and not ended. Delayed and held ones have not begun. */
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

/** How an attempt is made. `lost`: it never arrives. */
interface How {
  readonly redelivery: boolean;
  readonly lost: boolean;
}

const FIRST: How = { redelivery: false, lost: false };
const AGAIN: How = { redelivery: true, lost: false };

/** The ways a parcel can go out. */
interface Counter {
  attempt(parcel: Parcel, how: How): Promise<void>;
  /** By the virtual clock. */
  later(parcel: Parcel, by: string, how: How): Promise<void>;
  /** Behind the next one that goes out by itself. */
  hold(parcel: Parcel): void;
  readonly underWay: () => number;
  readonly begun: () => number;
  /** Late and held ones. */
  readonly waiting: () => number;
  close(): Promise<void>;
}

/** A dispatcher that has sent nothing yet. */
export function createDispatcher(parts: DispatcherParts): Dispatcher {
  const counter = createCounter(parts);
  return {
    send: (webhook) => {
      if (parts.target() === null) return;
      const fault = strike(parts.faults, webhook);
      const body = JSON.stringify(maimed(webhook.payload, fault));
      goOut(fault, { guid: randomUUID(), event: webhook.event, body }, counter);
    },
    redeliver: ({ guid, event, request }) => {
      void counter.attempt({ guid, event, body: request.body }, AGAIN);
    },
    underWay: counter.underWay,
    delayed: counter.waiting,
    begun: counter.begun,
    close: () => counter.close(),
  };
}

function createCounter(parts: DispatcherParts): Counter {
  const stopped = new AbortController();
  const running = new Set<Promise<void>>();
  const held: Parcel[] = [];
  let begun = 0;
  let late = 0;

  const deliverNow = async (parcel: Parcel, how: How): Promise<void> => {
    if (stopped.signal.aborted) return;
    begun += 1;
    const work = deliver(parts, { parcel, id: FIRST_ID + begun, ...how });
    running.add(work);
    await work.finally(() => running.delete(work));
  };
  return {
    attempt: async (parcel, how) => {
      await deliverNow(parcel, how);
      await Promise.all(held.splice(0).map((each) => deliverNow(each, FIRST)));
    },
    later: async (parcel, by, how) => {
      late += 1;
      const until = parts.clock.now() + Duration.fromISO(by).toMillis();
      await parts.clock.sleep(until, stopped.signal);
      late -= 1;
      await deliverNow(parcel, how);
    },
    hold: (parcel) => {
      held.push(parcel);
    },
    underWay: () => running.size,
    begun: () => begun,
    waiting: () => late + held.length,
    close: async () => {
      stopped.abort();
      held.length = 0;
      await Promise.all(running);
    },
  };
}

/** Sends a parcel as a fault has it, or at once. */
function goOut(fault: FaultOrder | null, parcel: Parcel, counter: Counter): void {
  if (fault?.kind === "delay") void counter.later(parcel, fault.by ?? "PT10S", FIRST);
  else if (fault?.kind === "reorder") counter.hold(parcel);
  else if (fault?.kind === "redeliver") void twice(parcel, fault.by ?? null, counter);
  else for (const how of attemptsUnder(fault)) void counter.attempt(parcel, how);
}

/** The second time as a redelivery: once the first is answered, or later. */
async function twice(parcel: Parcel, by: string | null, counter: Counter): Promise<void> {
  await counter.attempt(parcel, FIRST);
  await (by === null ? counter.attempt(parcel, AGAIN) : counter.later(parcel, by, AGAIN));
}

function maimed(payload: Webhook["payload"], fault: FaultOrder | null): Webhook["payload"] {
  if (fault?.kind === "strip") return strip(payload, fault.paths ?? []);
  return fault?.kind === "alter" ? alter(payload, fault.values ?? {}) : payload;
}

function attemptsUnder(fault: FaultOrder | null): readonly How[] {
  if (fault?.kind === "drop") return fault.logged === false ? [] : [{ redelivery: false, lost: true }];
  const copies = fault?.kind === "duplicate" ? (fault.times ?? 2) : 1;
  return Array.from({ length: copies }, () => FIRST);
}

async function deliver(
  { clock, registration, log, target, post, onDelivery }: DispatcherParts,
  { parcel, id, redelivery, lost }: How & { readonly parcel: Parcel; readonly id: number },
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
