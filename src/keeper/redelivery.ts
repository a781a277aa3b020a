import type { Instant } from "../core/time/time.ts";
import { AppError } from "./failure.ts";
import type { Keeper } from "./keeper.ts";

/** How long GitHub keeps its log of deliveries. */
const LOG_KEPT_MS = 3 * 86_400_000;
/** Deliveries around the last look may have been logged late. */
const OVERLAP_MS = 600_000;
const MOST_AT_ONCE = 100;

/** Asks GitHub again for what it could not hand over. Harmless when repeated: deliveries are known by their GUID. */
export function createRedelivery(keeper: Keeper): () => Promise<void> {
  let since: Instant | null = null;
  return async () => {
    const now = keeper.clock.now();
    const from = (since ?? now - LOG_KEPT_MS) as Instant;
    const failed = await keeper.app.failedDeliveries(from);
    const chosen = failed.slice(-MOST_AT_ONCE);
    for (const { id, guid } of chosen) await redeliver(keeper, id, guid);
    if (chosen.length > 0) keeper.log.info({ deliveries: chosen.length }, "deliveries.redelivered");
    keeper.meter.redelivered(chosen.length);
    // What did not fit now is asked for again.
    if (chosen.length === failed.length) since = (now - OVERLAP_MS) as Instant;
  };
}

/** One that GitHub does not give again keeps the others from nothing. */
async function redeliver({ app, log }: Keeper, id: number, guid: string): Promise<void> {
  try {
    await app.redeliver(id);
  } catch (error) {
    if (!(error instanceof AppError) || error.failure.kind !== "permanent") throw error;
    log.warn({ delivery: guid, code: error.code }, "delivery.not-redelivered");
  }
}
