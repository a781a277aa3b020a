import type { Now } from "../contract.ts";
import type { Fault, FaultKind, FaultMatch, FaultOrder } from "./fault.ts";

/** A request or webhook that a fault may strike. */
export interface FaultSubject {
  readonly actor: string;
  /** Kind of request, or null for a webhook. */
  readonly request: string | null;
  /** Every name it goes by. */
  readonly operations: readonly string[];
  readonly event: string | null;
  readonly action: string | null;
  /** What the record of fired faults calls it. */
  readonly label: string;
  /** Whether the fault would make a difference here; one that would not does not strike. */
  readonly concerns?: (order: FaultOrder) => boolean;
}

/** The faults that were ordered, in order. */
export interface FaultBook {
  add(order: FaultOrder): Fault;
  all(): readonly Fault[];
  clear(): void;
  /** Orders of a kind that may still strike. */
  inForce(kind: FaultKind): readonly FaultOrder[];
  /** The first fault of these kinds that fits; it is thereby used up once and on record. */
  strike(subject: FaultSubject, kinds: readonly FaultKind[]): FaultOrder | null;
}

interface Entry {
  readonly id: number;
  readonly order: FaultOrder;
  left: number | null;
  skip: number;
  readonly draw: () => number;
  readonly fired: { readonly at: string; readonly on: string }[];
}

/** A book without faults. `onFire` hears of each one that strikes. */
export function createFaultBook(now: Now, onFire: (fault: Fault, on: string) => void): FaultBook {
  let entries: Entry[] = [];
  let lastId = 0;
  return {
    add: (order) => {
      lastId += 1;
      const left = order.count === undefined ? 1 : order.count;
      const draw = drawing(order.seed ?? 1);
      const entry: Entry = { id: lastId, order, left, skip: order.skip ?? 0, draw, fired: [] };
      entries.push(entry);
      return view(entry);
    },
    all: () => entries.map(view),
    clear: () => {
      entries = [];
    },
    inForce: (kind) =>
      entries.filter(({ left, order }) => left !== 0 && order.kind === kind).map(({ order }) => order),
    strike: (subject, kinds) => {
      const fitting = entries.find(
        (entry) => entry.left !== 0 && kinds.includes(entry.order.kind) && hits(subject, entry),
      );
      if (fitting === undefined) return null;
      if (fitting.skip > 0) {
        fitting.skip -= 1;
        return null;
      }
      if (fitting.left !== null) fitting.left -= 1;
      fitting.fired.push({ at: new Date(now()).toISOString(), on: subject.label });
      onFire(view(fitting), subject.label);
      return fitting.order;
    },
  };
}

function view({ id, order, left, fired }: Entry): Fault {
  return { id, order, left, fired: [...fired] };
}

function hits(subject: FaultSubject, { order, draw }: Entry): boolean {
  if (!fits(subject, order.match ?? {}) || subject.concerns?.(order) === false) return false;
  return order.chance === undefined || draw() < order.chance;
}

/** Evenly spread numbers from 0 to 1, by Park and Miller's generator. */
function drawing(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function fits(subject: FaultSubject, match: FaultMatch): boolean {
  const { operation } = match;
  return (
    same(match.actor, subject.actor) &&
    same(match.request, subject.request) &&
    same(match.event, subject.event) &&
    same(match.action, subject.action) &&
    (operation === undefined || subject.operations.some((name) => like(name, operation)))
  );
}

function same(wanted: string | undefined, found: string | null): boolean {
  return wanted === undefined || wanted.toLowerCase() === found?.toLowerCase();
}

function like(name: string, pattern: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "i").test(name);
}
