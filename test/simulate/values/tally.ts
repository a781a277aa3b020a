import { simulate, type Simulated } from "./simulate.ts";

/** A range of seeds. */
export interface Lives {
  readonly first: number;
  readonly count: number;
  readonly months: number;
}

/** What came of them, summed up. */
export interface Tally {
  readonly expected: number;
  readonly seen: number;
  readonly missed: number;
  readonly doubled: number;
  readonly kills: number;
}

/** Plays these lives and prints every one that is not as expected; a single one in full. */
export function tallyOf({ first, count, months }: Lives): Tally {
  const sum = { expected: 0, seen: 0, missed: 0, doubled: 0, kills: 0 };
  for (let seed = first; seed < first + count; seed += 1) {
    const one = simulate(seed, months);
    sum.expected += one.expected;
    sum.seen += one.seen;
    sum.missed += one.missed.length;
    sum.doubled += one.doubled.length;
    sum.kills += one.kills;
    if (one.missed.length + one.doubled.length > 0) tell(one, count === 1);
  }
  return sum;
}

function tell({ seed, life, missed, doubled }: Simulated, inFull: boolean): void {
  say(`seed ${String(seed)} (npm run simulate:values -- --seed ${String(seed)} --count 1)`);
  for (const { when, act } of inFull ? life.events : []) say(`  ${when} ${JSON.stringify(act)}`);
  if (inFull) say(JSON.stringify({ ...life.setting, ...life.span }));
  for (const line of missed) say(`  missed: ${line}`);
  for (const line of doubled) say(`  not expected: ${line}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
