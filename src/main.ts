import { readFileSync } from "node:fs";
import type { Logger } from "pino";
import { stagekeeper } from "./app.ts";
import { type Config, parseConfig } from "./config.ts";
import { type Channel, createDrivenClock, processChannel, type StandingAnswer } from "./driven-clock.ts";
import { createGithubApp } from "./github/app.ts";
import { hostFrom } from "./github/host.ts";
import { choresOf, createChores } from "./keeper/chores.ts";
import type { Clock } from "./keeper/clock.ts";
import { AppError } from "./keeper/failure.ts";
import type { Keeper } from "./keeper/keeper.ts";
import { systemClock } from "./keeper/system-clock.ts";
import { createWorker } from "./keeper/worker.ts";
import { createLogger } from "./logger.ts";
import { createSelf, type Parts, type Running, serve } from "./serve.ts";
import { type OpenStore, openStore } from "./store/open.ts";
import { createFront } from "./web/front.ts";
import { createMetrics, type Metrics } from "./web/metrics.ts";
import { createProbot } from "./web/probot.ts";
import { createReceive } from "./web/receive.ts";

const USER_AGENT = "stagekeeper";

/** Reads the settings, builds everything, listens. Exits with 1 when it cannot start, with 0 when told to stop. */
async function main(): Promise<void> {
  const parsed = parseConfig(process.env, (path) => readFileSync(path, "utf8"));
  if (parsed.kind === "problems") {
    refuse(parsed.problems);
    return;
  }
  const { config } = parsed;
  const channel = config.sandbox ? processChannel() : null;
  if (config.sandbox && channel === null) {
    refuse(["STAGEKEEPER_SANDBOX is refused without a channel to the parent process"]);
    return;
  }
  const log = createLogger(config.logLevel);
  try {
    await start(config, channel, log);
  } catch (error) {
    log.fatal({ err: error }, "server.not-started");
    if (error instanceof AppError) refuse([error.message]);
    process.exit(1);
  }
}

function refuse(problems: readonly string[]): void {
  const lines = problems.map((problem) => `  - ${problem}`);
  process.stderr.write(`Stagekeeper cannot start:\n${lines.join("\n")}\n`);
  process.exitCode = 1;
}

async function start(config: Config, channel: Channel | null, log: Logger): Promise<void> {
  const driven = channel === null ? null : createDrivenClock(channel);
  await driven?.started();
  const clock = driven ?? systemClock;
  const stopEarly = stopSignals(channel);
  const opened = await openStore({ ...config, log });
  const parts = await assemble({ config, clock, log, opened });
  const port = await listen(parts, config);
  const running = serve(parts);
  const url = `http://${config.host === "0.0.0.0" ? "127.0.0.1" : config.host}:${port}`;
  log.info({ url }, "server.listening");
  driven?.ready(url, () => standingOf(parts, opened, clock));
  await stopEarly;
  await end(running, log);
}

/** A port that is taken ends the start, and with it what was started before. */
async function listen({ front, closeStore }: Parts, { port, host }: Config): Promise<number> {
  try {
    return await front.listen(port, host);
  } catch (error) {
    await closeStore();
    throw new AppError(
      "web/cannot-listen",
      { kind: "permanent" },
      {
        message: `Port ${port} on ${host} cannot be listened on: it may be in use.`,
        cause: error,
      },
    );
  }
}

async function end(running: Running, log: Logger): Promise<void> {
  try {
    await running.stop();
    process.exit(0);
  } catch (error) {
    log.error({ err: error }, "server.stopped-badly");
    process.exit(1);
  }
}

/** Resolves when somebody wants us to stop; the sandbox does by going away. */
function stopSignals(channel: Channel | null): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      resolve();
    };
    process.on("SIGTERM", stop);
    process.on("SIGINT", stop);
    channel?.onClose(stop);
  });
}

interface Ground {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  readonly opened: OpenStore;
}

async function assemble({ config, clock, log, opened }: Ground): Promise<Parts> {
  const { store, inbox } = opened;
  const metrics = createMetrics({ standing: () => store.standing(clock.now()), now: () => clock.now() });
  const app = createGithubApp({
    ...{ appId: config.appId, privateKey: config.privateKey, host: hostOf(config) },
    ...{ clock, userAgent: USER_AGENT, log, fetch: countingFetch(metrics) },
  });
  const keeper: Keeper = {
    store,
    app,
    clock,
    log,
    meter: metrics.meter,
    random: Math.random,
    told: new Map(),
  };
  const probot = await createProbot(config);
  const count = (event: string, outcome: string): void => {
    metrics.event(event, outcome);
  };
  await probot.load((loaded) => {
    stagekeeper(loaded, { inbox, clock, log, self: createSelf(app, log), count });
  });
  const front = createFront({
    receive: createReceive({ webhooks: probot.webhooks, secret: config.webhookSecret, log }),
    ready: () => opened.ping(),
    metrics: () => metrics.text(),
    count: (outcome) => {
      metrics.delivery(outcome);
    },
    log,
  });
  return {
    ...{ front, log, worker: createWorker(keeper), chores: createChores(keeper, choresOf(keeper)) },
    closeStore: () => opened.close(),
  };
}

function hostOf({ gheHost, gheProtocol }: Config): ReturnType<typeof hostFrom> {
  return hostFrom(gheHost === null ? {} : { gheHost, gheProtocol });
}

/** Counts requests by what they ask and how they ended; nothing of their content. */
function countingFetch(metrics: Metrics): typeof fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const kind = url.endsWith("/graphql") ? "graphql" : "rest";
    try {
      const response = await fetch(input, init);
      metrics.request(kind, `${Math.floor(response.status / 100)}xx`);
      return response;
    } catch (error) {
      metrics.request(kind, "lost");
      throw error;
    }
  };
}

/** Looked at twice: what was busy before the question may have made something due after it. */
async function standingOf(
  { worker, chores, front }: Parts,
  { store }: OpenStore,
  clock: Clock,
): Promise<StandingAnswer> {
  const isBusy = (): boolean => worker.state().busy > 0 || chores.busy() > 0 || front.busy() > 0;
  const before = isBusy();
  const { inbox, due, waitsUntil, deadLetters, inDoubt } = await store.standing(clock.now());
  const { pausedUntil, triesAgainAt } = worker.state();
  const waits = [waitsUntil, pausedUntil, triesAgainAt].flatMap((moment) => moment ?? []);
  return {
    ...{ inbox, due, deadLetters, inDoubt, busy: before || isBusy() },
    waitsUntil: waits.length === 0 ? null : Math.min(...waits),
  };
}

await main();
