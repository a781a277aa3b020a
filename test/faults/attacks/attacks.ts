import type { Order } from "../order.ts";
import { addRun, emptyTally, type Tally } from "../tally.ts";
import { withBodies } from "./bodies.ts";
import { withBombs } from "./bombs.ts";
import { failsClosed } from "./closed.ts";
import { atTheDoor } from "./door.ts";
import { watchEgress } from "./egress.ts";
import { fuzzed } from "./fuzz.ts";
import { injected } from "./injections.ts";
import { hangUp } from "./knock.ts";
import { recordDeliveries, replayed } from "./replays.ts";
import { noSecrets } from "./secrets.ts";
import { paired } from "./pairs.ts";
import { openVictim, type Struck, type Victim } from "./victim.ts";

/** Whoever means harm, against the real process: from the network, with GitHub's signature, and as people on GitHub. */
export async function attacks(order: Order): Promise<Tally> {
  const tally = emptyTally();
  const victim = await openVictim();
  try {
    for await (const [name, { found, dealt }] of blows(victim, order)) {
      order.progress(`${name}: ${JSON.stringify(dealt)}`);
      const counts = Object.values(dealt).every((times) => times > 0);
      addRun(tally, {
        kind: "attacks",
        found,
        fired: dealt,
        counts,
        replay: { seed: order.seed, steps: name },
      });
    }
  } finally {
    hangUp();
    await victim.stop();
  }
  return tally;
}

/** One after another: each is judged before the next begins. Secrets come last, when all has been said. */
async function* blows(victim: Victim, order: Order): AsyncGenerator<readonly [string, Struck]> {
  const egress = watchEgress(victim);
  try {
    yield ["at the door", await atTheDoor(victim)];
    yield ["bodies", await withBodies(victim)];
    const deliveries = await recordDeliveries(victim);
    yield ["replays", await replayed(victim, deliveries)];
    yield ["playbooks", await withBombs(victim)];
    yield ["injections", await injected(victim, order)];
    yield ["pairs", await paired(victim, deliveries, order)];
    yield ["fuzzed payloads", await fuzzed(victim, deliveries, order)];
    yield ["egress", egress.judge()];
    yield ["secrets", await noSecrets(victim)];
    yield ["fails closed", await failsClosed(victim)];
  } finally {
    egress.stop();
  }
}
