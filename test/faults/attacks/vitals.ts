import { readFileSync, writeFileSync } from "node:fs";
import type { Found } from "../tally.ts";
import { knock } from "./knock.ts";
import { holds } from "../theatre/evidence.ts";
import type { Victim } from "./victim.ts";

const MOST_MB = 300;
const MOST_LAG_MS = 100;

/** How the process fares. */
export interface Vitals {
  /** The most memory it had since the last look, MB. */
  readonly peak: number;
  /** 99th percentile of the event loop's delay since the last look, ms. */
  readonly lag: number;
  readonly pid: number;
}

/** Looks, and begins to measure anew. */
export async function vitalsOf(victim: Victim): Promise<Vitals> {
  const pid = victim.pid();
  const { text } = await knock(victim, { method: "GET", path: "/metrics" });
  const lag = Number(/^stagekeeper_nodejs_eventloop_lag_p99_seconds ([\d.e+-]+)/m.exec(text)?.[1]) * 1_000;
  const peak =
    Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${String(pid)}/status`, "utf8"))?.[1]) / 1_024;
  // Sets the high-water mark back to what is used now.
  writeFileSync(`/proc/${String(pid)}/clear_refs`, "5");
  return { peak, lag, pid };
}

/** I23: the process that began is the one that runs, in bounds, and it answers. */
export async function aliveAfter(victim: Victim, before: Vitals): Promise<Found> {
  const { peak, lag, pid } = await vitalsOf(victim);
  const health = await knock(victim, { method: "GET", path: "/health" });
  return holds([
    [pid === before.pid && health.status === 200, "the process ended"],
    [peak <= MOST_MB, `${peak.toFixed(0)} MB of memory`],
    [lag < MOST_LAG_MS, `p99 of the event loop's delay is ${lag.toFixed(0)} ms`],
  ]);
}
