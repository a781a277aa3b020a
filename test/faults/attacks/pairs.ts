import type { Webhook } from "../../../src/sandbox/contract.ts";
import { both, holds } from "../theatre/evidence.ts";
import type { Order } from "../order.ts";
import { headersFor, knock } from "./knock.ts";
import { rowsOf, type Struck, type Victim } from "./victim.ts";

/** Pairs under way at once, and between two looks at the inbox. */
const AT_ONCE = 8;
const BETWEEN_LOOKS = 1_000;

/** I8: the same delivery twice at the same moment, on two lines. Both are thanked for, and it is kept once. */
export async function paired(
  victim: Victim,
  deliveries: readonly Webhook[],
  { amounts, quick, within }: Order,
): Promise<Struck> {
  const until = performance.now() + (quick ? Infinity : within);
  let found = holds([]);
  let sent = 0;
  while (sent < amounts.duplicates && performance.now() < until) {
    const batch = Math.min(BETWEEN_LOOKS, amounts.duplicates - sent);
    const before = await rowsOf(victim);
    found = both(found, await send(victim, deliveries, batch));
    const kept = (await rowsOf(victim)) - before;
    found = both(found, holds([[kept === batch, `${String(kept)} rows of ${String(batch)} deliveries`]]));
    sent += batch;
  }
  await victim.sandbox.settle();
  return { found: { I8: found }, dealt: { "delivery twice at the same moment": sent } };
}

async function send(
  victim: Victim,
  deliveries: readonly Webhook[],
  batch: number,
): Promise<ReturnType<typeof holds>> {
  const checks: (readonly [boolean, string])[] = [];
  let left = batch;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const delivery = deliveries[left % deliveries.length];
      if (delivery === undefined) throw new Error("there is no delivery to double");
      const { event, payload } = delivery;
      const body = JSON.stringify(payload);
      const headers = headersFor(victim, event, body);
      const answers = await Promise.all([knock(victim, { headers, body }), knock(victim, { headers, body })]);
      const codes = answers.map(({ status }) => status);
      checks.push([codes.every((code) => code === 200), `${event}: ${codes.join(" and ")}`]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return holds(checks);
}
