import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import type { Figures } from "./figures.ts";

/** One run on one machine: what is kept in `results.json`, flat. */
export interface Run {
  readonly measuredAt: string;
  readonly machine: {
    readonly cores: number;
    readonly memoryMb: number;
    readonly platform: string;
    readonly node: string;
  };
  readonly loadBefore: number;
  readonly loadAfter: number;
  readonly figures: Figures;
}

const file = new URL("results.json", import.meta.url);
const page = new URL("../docs/performance.md", import.meta.url);

/** The machine as Node sees it; no names. */
export function machineNow(): Run["machine"] {
  return {
    cores: cpus().length,
    memoryMb: Math.round(totalmem() / 1024 / 1024),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
  };
}

/** How many processes want a core, over the last minute. */
export function loadNow(): number {
  return Math.round((loadavg()[0] ?? 0) * 10) / 10;
}

/** Keeps a run in `bench/results.json`. */
export function keepRun({ machine, figures, measuredAt, loadBefore, loadAfter }: Run): void {
  const about = {
    measured_at: measuredAt,
    machine_cores: machine.cores,
    machine_memory_mb: machine.memoryMb,
    machine_platform: machine.platform,
    node_version: machine.node,
    load_average_before: loadBefore,
    load_average_after: loadAfter,
  };
  writeFileSync(file, `${JSON.stringify({ ...about, ...figures }, null, 2)}\n`);
}

/** The run that is kept. */
export function keptRun(): Run {
  const { measured_at, machine_cores, machine_memory_mb, machine_platform, node_version, ...rest } =
    JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, string | number>>;
  const { load_average_before, load_average_after, ...figures } = rest;
  return {
    measuredAt: String(measured_at),
    machine: {
      cores: Number(machine_cores),
      memoryMb: Number(machine_memory_mb),
      platform: String(machine_platform),
      node: String(node_version),
    },
    loadBefore: Number(load_average_before),
    loadAfter: Number(load_average_after),
    figures: Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Number(value)])),
  };
}

/** Writes `docs/performance.md`. */
export function keepPage(text: string): void {
  writeFileSync(page, text);
}
