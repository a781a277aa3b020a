import { handsOf } from "../../src/sandbox/demo/hands.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { startSandbox } from "../../src/sandbox/start.ts";
import type { Order } from "./order.ts";
import { addRun, emptyTally, type Tally } from "./tally.ts";

const cobalt = 3;
/** Refused, accepted, accepted backward. */
const moves = ["Onboarding", "Qualification Call", "Outreach"] as const;

/**
 * SIGKILL of the real App process at the n-th request it makes of GitHub, n going round, in the middle of a move.
 * GitHub itself pulls the trigger, so that the product needs nothing for it.
 */
export async function killings({ amounts: { kills }, seed, within }: Order): Promise<Tally> {
  const tally = emptyTally();
  const began = performance.now();
  const sandbox = await startSandbox({ speed: 0, logLevel: "silent", base: Date.UTC(2026, 2, 2, 10) });
  try {
    const { address, login } = sandbox;
    const tomas = handsOf(address, login.member, address.tokens.member);
    let moved = 0;
    for (
      let turn = 0;
      tally.kills < kills && turn < kills * 3 && performance.now() - began < within;
      turn += 1
    ) {
      await sandbox.turnClock({ advance: "PT25H" });
      await sandbox.settle();
      const before = sandbox.journal().length;
      const column = moves[turn % moves.length] ?? "Outreach";
      const struck = killAt(sandbox, { write: column === "Onboarding" && (seed + turn) % 2 === 0 });
      await tomas.move(cobalt, column);
      const killed = await struck;
      if (killed) {
        await sandbox.startApp();
      }
      await sandbox.settle();
      if (!killed) continue;
      moved += 1;
      await judge({ sandbox, tally, before, name: `kill ${String(moved)}` }, { tomas, column });
    }
  } finally {
    await sandbox.stop();
  }
  return tally;
}

/** Kills at the delivery (before anything was written) or at the first write that GitHub applied. */
function killAt(sandbox: Sandbox, { write }: { readonly write: boolean }): Promise<boolean> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => {
      unwatch();
      resolve(false);
    }, 5_000);
    const unwatch = sandbox.watch((happening) => {
      const strikes = write
        ? happening.kind === "write" && happening.line.actor === "stagekeeper[bot]"
        : happening.kind === "delivery";
      if (!strikes) return;
      clearTimeout(patience);
      unwatch();
      void sandbox.killApp().then(() => {
        resolve(true);
      });
    });
  });
}

interface After {
  readonly sandbox: Sandbox;
  readonly tally: Tally;
  readonly before: number;
  readonly name: string;
}

async function judge(
  { sandbox, tally, before, name }: After,
  { tomas, column }: { readonly tomas: ReturnType<typeof handsOf>; readonly column: string },
): Promise<void> {
  const refused = column === "Onboarding";
  const shown = await tomas.column(cobalt);
  const expected = refused ? "Outreach" : column;
  const lines = sandbox
    .journal()
    .slice(before)
    .filter(({ actor }) => actor === "stagekeeper[bot]");
  const back = lines.filter(({ detail }) => detail["field"] === "Status").length;
  const comments = lines.filter(
    ({ detail }) => detail["comment"] !== undefined && String(detail["opening"]).includes("refusal"),
  ).length;
  const found = (holds: boolean, because: string) => ({
    checked: 1,
    violations: holds ? [] : [`${name}: ${because}`],
  });
  const judged = {
    I1: found(shown === expected, `the card stands in ${String(shown)}, not ${expected}`),
    I2: found(
      back === (refused ? 1 : 0) && comments <= 1,
      `${String(back)} writes of Status, ${String(comments)} refusals`,
    ),
    I3: found(shown === expected, `the card stands in ${String(shown)}, not ${expected}`),
  };
  addRun(tally, {
    ...{ kind: "kills", found: judged, fired: { SIGKILL: 1 }, counts: true, kills: 1 },
    replay: { seed: 0, steps: { column } },
  });
}
