import { parseArgs } from "node:util";
import { simulate } from "./simulate.ts";

const { values } = parseArgs({
  options: { count: { type: "string" }, seed: { type: "string" }, months: { type: "string" } },
});
const count = Number(values.count ?? 10_000);
const first = Number(values.seed ?? 1);
const months = Number(values.months ?? 12);
const sum = { expected: 0, seen: 0, missed: 0, doubled: 0, kills: 0, wrong: 0 };
for (let seed = first; seed < first + count; seed += 1) {
  const one = simulate(seed, months);
  sum.expected += one.expected;
  sum.seen += one.seen;
  sum.missed += one.missed.length;
  sum.doubled += one.doubled.length;
  sum.kills += one.kills;
  if (one.missed.length + one.doubled.length === 0) continue;
  sum.wrong += 1;
  if (sum.wrong > 5) continue;
  say(`seed ${String(seed)} (npm run simulate:values -- --seed ${String(seed)} --count 1)`);
  for (const { when, act } of count === 1 ? one.life.events : []) say(`  ${when} ${JSON.stringify(act)}`);
  if (count === 1) say(JSON.stringify({ ...one.life.setting, ...one.life.span }));
  for (const line of one.missed) say(`  missed: ${line}`);
  for (const line of one.doubled) say(`  not expected: ${line}`);
}
say(JSON.stringify(sum));
process.exitCode = sum.wrong === 0 ? 0 : 1;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
