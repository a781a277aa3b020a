import type { Order } from "../order.ts";
import { addRun, emptyTally, type Tally } from "../tally.ts";
import { withBodies } from "./bodies.ts";
import { withBombs } from "./bombs.ts";
import { failsClosed } from "./closed.ts";
import { atTheDoor } from "./door.ts";
import { watchEgress } from "./egress.ts";
import { hangUp } from "./knock.ts";
import { openVictim, type Struck, type Victim } from "./victim.ts";

/** Whoever means harm, against the real process: from the network and by the playbook file. */
export async function attacks(order: Order): Promise<Tally> {
  const tally = emptyTally();
  const victim = await openVictim();
  try {
    for await (const [name, { found, dealt }] of blows(victim)) {
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

/** One after another: each is judged before the next begins. */
async function* blows(victim: Victim): AsyncGenerator<readonly [string, Struck]> {
  const egress = watchEgress(victim);
  try {
    yield ["at the door", await atTheDoor(victim)];
    yield ["bodies", await withBodies(victim)];
    yield ["playbooks", await withBombs(victim)];
    yield ["egress", egress.judge()];
    yield ["fails closed", await failsClosed(victim)];
  } finally {
    egress.stop();
  }
}
