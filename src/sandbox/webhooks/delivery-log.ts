import type { Now } from "../contract.ts";
import { delivered, type Delivery } from "./delivery.ts";

/** GitHub's memory of what it sent: three days, newest first. */
export interface DeliveryLog {
  add(delivery: Delivery): void;
  find(id: number): Delivery | null;
  all(): readonly Delivery[];
  /** A page from the cursor on; `next` is the cursor of the page after it. */
  page(request: DeliveryPageRequest): {
    readonly deliveries: readonly Delivery[];
    readonly next: string | null;
  };
}

interface DeliveryPageRequest {
  readonly size: number;
  /** Null: from the newest on. */
  readonly cursor: string | null;
  readonly status: "success" | "failure" | null;
  readonly redelivery: boolean | null;
}

const KEPT_MS = 3 * 24 * 3_600_000;

/** An empty log; `now` is virtual, so a jump of the clock ages what is in it. */
export function createDeliveryLog(now: Now): DeliveryLog {
  let kept: Delivery[] = [];
  const all = (): readonly Delivery[] => {
    if ((kept[0]?.at ?? Infinity) < now() - KEPT_MS) kept = kept.filter(({ at }) => at >= now() - KEPT_MS);
    return kept.toReversed();
  };
  return {
    add: (delivery) => {
      kept.push(delivery);
    },
    find: (id) => all().find((delivery) => delivery.id === id) ?? null,
    all,
    page: ({ size, cursor, status, redelivery }) => {
      const before = cursor === null ? Infinity : idOf(cursor);
      const fitting = all().filter(
        (delivery) =>
          delivery.id < before &&
          (status === null || delivered(delivery) === (status === "success")) &&
          (redelivery === null || delivery.redelivery === redelivery),
      );
      const deliveries = fitting.toSorted((a, b) => b.id - a.id).slice(0, size);
      const last = deliveries.at(-1);
      return {
        deliveries,
        next: fitting.length > size && last !== undefined ? `v1_${String(last.id)}` : null,
      };
    },
  };
}

function idOf(cursor: string): number {
  const id = Number(cursor.replace(/^v1_/, ""));
  return Number.isSafeInteger(id) ? id : 0;
}
