import fc from "fast-check";
import type { Webhook } from "../../../src/sandbox/contract.ts";
import type { Order } from "../order.ts";
import { both, holds } from "../theatre/evidence.ts";
import { headersFor, knock } from "./knock.ts";
import type { Struck, Victim } from "./victim.ts";
import { aliveAfter, vitalsOf } from "./vitals.ts";

/** Payloads under way at once, and between two looks at the process. */
const AT_ONCE = 16;
const BETWEEN_LOOKS = 1_000;
/** Real milliseconds after which the quick subset sends no more. */
const QUICK_WITHIN = 10_000;

const odd = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 0.5, 1e308, 2 ** 53, "", "0", [], {}, [[]], "null"),
  fc.constantFrom(
    "\u0000",
    "a\u0000b",
    "\ud800",
    "\u202e",
    "__proto__",
    "'; drop table inbox; --",
    "%00",
    "{{x}}",
  ),
  fc.constantFrom("a".repeat(70_000), "\\".repeat(5_000), "\u{1f469}\u200d\u{1f4bb}".repeat(2_000)),
  fc.string({ unit: "binary" }),
  fc.double(),
  fc.json().map((text) => JSON.parse(text) as unknown),
  fc.integer({ min: 1, max: 1_000 }).map(nested),
);

/** I23: payloads with GitHub's signature that nobody at GitHub ever sent. Each is answered, and none with 5xx. */
export async function fuzzed(victim: Victim, deliveries: readonly Webhook[], order: Order): Promise<Struck> {
  const until = performance.now() + (order.quick ? QUICK_WITHIN : order.within);
  const payloads = payloadsOf(deliveries, order);
  let found = holds([]);
  let sent = 0;
  while (sent < order.amounts.fuzz && performance.now() < until) {
    const vitals = await vitalsOf(victim);
    const batch = Math.min(BETWEEN_LOOKS, order.amounts.fuzz - sent);
    found = both(found, await send(victim, payloads, batch));
    found = both(found, await aliveAfter(victim, vitals));
    sent += batch;
    order.progress(`${String(sent)} payloads`);
  }
  return { found: { I23: found }, dealt: { "fuzzed payload": sent } };
}

async function send(
  victim: Victim,
  payloads: Iterator<Webhook>,
  batch: number,
): Promise<ReturnType<typeof holds>> {
  const checks: (readonly [boolean, string])[] = [];
  let left = batch;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const { event, payload } = payloads.next().value as Webhook;
      const body = JSON.stringify(payload);
      const { status } = await knock(victim, { headers: headersFor(victim, event, body), body });
      checks.push([status >= 200 && status < 500, `${String(status)} for ${event} ${body.slice(0, 2_000)}`]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return holds(checks);
}

/** Real payloads with something odd put in one to three places, or something left out; endless, by seed. */
function* payloadsOf(deliveries: readonly Webhook[], { seed }: Order): Generator<Webhook> {
  const blow = fc.record({
    which: fc.nat(),
    where: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
    put: odd,
    leaveOut: fc.boolean(),
    event: fc.nat(),
  });
  const names = [
    ...new Set(deliveries.map(({ event }) => event)),
    "installation",
    "installation_repositories",
    "push",
  ];
  for (let round = 0; ; round += 1)
    for (const { which, where, put, leaveOut, event } of fc.sample(blow, {
      seed: seed + round,
      numRuns: 500,
    })) {
      const real = deliveries[which % deliveries.length];
      if (real === undefined) throw new Error("there is no delivery to start from");
      const payload = structuredClone(real.payload) as Record<string, unknown>;
      for (const place of where) spoil(payload, { place, put, leaveOut });
      // One in ten under the name of another event.
      yield { event: event % 10 === 0 ? (names[event % names.length] ?? real.event) : real.event, payload };
    }
}

interface Spoil {
  readonly place: number;
  readonly put: unknown;
  readonly leaveOut: boolean;
}

/** Walks down, turning by the digits of `place`. */
function spoil(payload: Record<string, unknown>, { place, put, leaveOut }: Spoil): void {
  let at: Record<string, unknown> = payload;
  for (let turns = place; ; turns = Math.floor(turns / 7)) {
    const keys = Object.keys(at);
    const key = keys[turns % Math.max(1, keys.length)];
    if (key === undefined) return;
    const next = at[key];
    if (typeof next === "object" && next !== null && turns > 0) {
      at = next as Record<string, unknown>;
      continue;
    }
    if (leaveOut) Reflect.deleteProperty(at, key);
    else at[key] = JSON.parse(JSON.stringify(put)) as unknown;
    return;
  }
}

function nested(depth: number): unknown {
  return Array.from({ length: depth }).reduce<unknown>((inner) => ({ a: inner }), null);
}
