import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";
import type { Instant } from "../core/time/time.ts";
import { AppError } from "../keeper/failure.ts";
import type { Meter } from "../keeper/meter.ts";
import type { Standing } from "../keeper/store.ts";

export interface Metrics {
  readonly meter: Meter;
  /** A delivery at the door: taken, forged, too large … */
  delivery(outcome: string): void;
  /** What became of a delivery that was taken. */
  event(name: string, outcome: string): void;
  request(kind: string, outcome: string): void;
  text(): Promise<{ readonly type: string; readonly text: string }>;
}

/** What is asked for at each scrape. */
export interface MetricsSources {
  readonly standing: () => Promise<Standing>;
  readonly now: () => Instant;
}

/** Numbers for Prometheus. Labels are from closed sets: no names, no ids of people. */
export function createMetrics(sources: MetricsSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "stagekeeper_" });
  const counter = counters(registry);
  const deliveries = counter("deliveries_total", "Deliveries at the door", ["outcome"]);
  const events = counter("events_total", "Events taken", ["event", "outcome"]);
  const requests = counter("github_requests_total", "Requests to GitHub", ["kind", "outcome"]);
  const standing = standingGauges(registry, sources);
  return {
    meter: createMeter(registry),
    delivery: (outcome) => {
      deliveries.inc({ outcome });
    },
    event: (event, outcome) => {
      events.inc({ event, outcome });
    },
    request: (kind, outcome) => {
      requests.inc({ kind, outcome });
    },
    text: async () => {
      await standing();
      return { type: registry.contentType, text: await registry.metrics() };
    },
  };
}

type MakeCounter = <Label extends string>(
  name: string,
  help: string,
  labelNames: readonly Label[],
) => Counter<Label>;

function counters(registry: Registry): MakeCounter {
  return (name, help, labelNames) =>
    new Counter({ name: `stagekeeper_${name}`, help, labelNames: [...labelNames], registers: [registry] });
}

function createMeter(registry: Registry): Meter {
  const counter = counters(registry);
  const passes = counter("passes_total", "Passes over a partner", ["outcome"]);
  const effects = counter("effects_total", "Effects on GitHub", ["kind", "outcome"]);
  const sweeps = counter("sweeps_total", "Sweeps of a board", ["outcome"]);
  const waits = counter("limiter_waits_total", "Times the limiter made a write wait", []);
  const waited = counter("limiter_waited_seconds_total", "Seconds the limiter asked for", []);
  const failures = counter("failures_total", "Failures by what is done about them", ["kind"]);
  const redelivered = counter("redelivered_total", "Failed deliveries asked for again", []);
  const troubles = new Gauge({
    name: "stagekeeper_pipeline_troubles",
    help: "What somebody has to put right, by pipeline",
    labelNames: ["pipeline"],
    registers: [registry],
  });
  return {
    pass: (outcome) => {
      passes.inc({ outcome });
    },
    effect: (kind, outcome) => {
      effects.inc({ kind, outcome });
    },
    sweep: (outcome) => {
      sweeps.inc({ outcome });
    },
    limited: (milliseconds) => {
      waits.inc();
      waited.inc(milliseconds / 1_000);
    },
    failure: (kind) => {
      failures.inc({ kind });
    },
    redelivered: (count) => {
      redelivered.inc(count);
    },
    trouble: (pipeline, problems) => {
      troubles.set({ pipeline }, problems);
    },
  };
}

/** Read from the database at each scrape; left as they were while it cannot be reached. */
function standingGauges(registry: Registry, { standing, now }: MetricsSources): () => Promise<void> {
  const gauge = (name: string, help: string): Gauge =>
    new Gauge({ name: `stagekeeper_${name}`, help, registers: [registry] });
  const up = gauge("database_up", "Whether the database answered");
  const inbox = gauge("inbox", "Deliveries that no pass has considered yet");
  const due = gauge("due", "Partners, pipelines and installations due now");
  const waiting = gauge("waits_seconds", "Until a limit or a doubt lets the next one go on");
  const dead = gauge("dead_letters", "Partners whose tries are used up");
  const doubt = gauge("in_doubt", "Writes that GitHub did not answer");
  const partners = gauge("partners", "Partners on record");
  return async () => {
    try {
      const found = await standing();
      up.set(1);
      inbox.set(found.inbox);
      due.set(found.due);
      waiting.set(found.waitsUntil === null ? 0 : Math.max(0, found.waitsUntil - now()) / 1_000);
      dead.set(found.deadLetters);
      doubt.set(found.inDoubt);
      partners.set(found.partners);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      up.set(0);
    }
  };
}
