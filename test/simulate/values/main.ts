import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { tallyOf, type Lives, type Tally } from "./tally.ts";

const { values } = parseArgs({
  options: { count: { type: "string" }, seed: { type: "string" }, months: { type: "string" } },
});
const months = Number(values.months ?? 12);
const first = Number(values.seed ?? 1);
const count = Number(values.count ?? 10_000);
const processes = Math.min(count, availableParallelism());
const tallies =
  processes > 1 ? await Promise.all(shares().map(inChild)) : [tallyOf({ first, count, months })];
const sum = (of: keyof Tally): number => tallies.reduce((total, tally) => total + tally[of], 0);
const seen = (["expected", "seen", "missed", "doubled"] as const).map((of) => `${String(sum(of))} ${of}`);
process.stdout.write(`${String(count)} lives, killed ${String(sum("kills"))} times: ${seen.join(", ")}\n`);
process.exitCode = sum("missed") + sum("doubled") === 0 ? 0 : 1;

/** One range of seeds for each core. */
function shares(): readonly Lives[] {
  const share = Math.ceil(count / processes);
  return Array.from({ length: processes }, (_, index) => ({
    ...{ first: first + index * share, months },
    count: Math.max(0, Math.min(share, count - index * share)),
  }));
}

async function inChild(lives: Lives): Promise<Tally> {
  const child = fork(fileURLToPath(new URL("lives-process.ts", import.meta.url)), [JSON.stringify(lives)]);
  return new Promise((resolve, reject) => {
    child.once("message", (tally) => {
      resolve(tally as Tally);
    });
    child.once("exit", (code) => {
      reject(new Error(`the lives from seed ${String(lives.first)} on ended with ${String(code)}`));
    });
  });
}
