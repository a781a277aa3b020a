import pg from "pg";
import { stagekeeper } from "../../../../src/app.ts";
import type { Instant } from "../../../../src/core/time/time.ts";
import { createGithubApp } from "../../../../src/github/app.ts";
import { hostFrom } from "../../../../src/github/host.ts";
import { createChores, choresOf, type Chores } from "../../../../src/keeper/chores.ts";
import type { Clock } from "../../../../src/keeper/clock.ts";
import type { GithubApp } from "../../../../src/keeper/github.ts";
import type { Meter } from "../../../../src/keeper/meter.ts";
import { createWorker, type Worker } from "../../../../src/keeper/worker.ts";
import { createLogger } from "../../../../src/logger.ts";
import { createSelf } from "../../../../src/serve.ts";
import { connect, type Database } from "../../../../src/store/connect.ts";
import { createInbox } from "../../../../src/store/inbox/inbox.ts";
import { createAnnouncer } from "../../../../src/store/notify.ts";
import { createStore } from "../../../../src/store/store.ts";
import { createFront } from "../../../../src/web/front.ts";
import { createProbot } from "../../../../src/web/probot.ts";
import { createReceive } from "../../../../src/web/receive.ts";
import { onceWith } from "./database.ts";
import type { Github } from "./github.ts";

/** The real App in this very process: what `main.ts` composes, with the clock handed in. */
export interface InnerApp {
  readonly url: string;
  readonly store: ReturnType<typeof createStore>;
  /** Begins anew on an empty database, or goes on with what is there. */
  start(
    clock: { now(): number; sleep(until: number, signal: AbortSignal): Promise<void> },
    how: "empty" | "again",
  ): Promise<void>;
  /** Ends worker and chores; what was under way is finished. */
  halt(): Promise<void>;
  /** Ends every connection to the database, wherever it stands, as an operator or a network would. */
  cutConnections(): Promise<void>;
  busy(): boolean;
  pausedUntil(): number | null;
  sql<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

interface Running {
  readonly stop: AbortController;
  readonly worker: Worker;
  readonly chores: Chores;
  readonly ended: Promise<unknown>;
}

/** Builds the App against the GitHub on `github.port` and the database. */
export async function openApp(github: Github, client: pg.ClientConfig): Promise<InnerApp> {
  const log = createLogger("silent");
  const database: Database = connect({ client }, log);
  const watcher = new pg.Pool({ ...client, max: 2, application_name: "watcher" });
  watcher.on("error", () => undefined);
  const announce = createAnnouncer(database.pool, log);
  const store = createStore(database, log, announce);
  const inbox = createInbox(database.pool, announce);
  const { id, privateKey, webhookSecret } = github.registration;
  let clock: Clock = { now: () => 0 as Instant, sleep: () => Promise.resolve() };
  let app: GithubApp | null = null;
  let self: ReturnType<typeof createSelf> = () => null;
  let running: Running | null = null;
  const probot = await createProbot({ appId: String(id), privateKey, webhookSecret, log });
  const parts = {
    inbox,
    log,
    clock: { now: () => clock.now(), sleep: (...args: Parameters<Clock["sleep"]>) => clock.sleep(...args) },
  };
  await probot.load((loaded) => {
    stagekeeper(loaded, { ...parts, self: () => self(), count: () => undefined });
  });
  const front = createFront({
    receive: createReceive(probot.webhooks, log),
    ready: () => Promise.resolve(),
    metrics: () => Promise.resolve({ type: "text/plain", text: "" }),
    count: () => undefined,
    log,
  });
  const port = await front.listen(0, "127.0.0.1");

  const halt = async (): Promise<void> => {
    running?.stop.abort();
    await running?.ended;
    running = null;
  };
  return {
    url: `http://127.0.0.1:${String(port)}`,
    store,
    start: async (next, how) => {
      await halt();
      clock = next as Clock;
      if (how === "empty") await empty(client);
      app = createGithubApp({
        ...{ appId: String(id), privateKey, clock, log, userAgent: "stagekeeper" },
        host: hostFrom({ gheHost: `127.0.0.1:${String(github.port)}`, gheProtocol: "http" }),
        fetch,
      });
      self = createSelf(app, log);
      const keeper = { store, app, clock, log, meter, told: new Map(), random: () => 0.5 };
      const worker = createWorker(keeper);
      const chores = createChores(keeper, choresOf(keeper));
      const stop = new AbortController();
      const ended = Promise.all([worker.run(stop.signal), chores.run(stop.signal)]);
      running = { stop, worker, chores, ended };
    },
    halt,
    cutConnections: async () => {
      await watcher.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name like 'stagekeeper%'",
        [client.database],
      );
    },
    busy: () =>
      (running?.worker.state().busy ?? 0) > 0 || (running?.chores.busy() ?? 0) > 0 || front.busy() > 0,
    pausedUntil: () => running?.worker.state().pausedUntil ?? null,
    sql: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await watcher.query<Row>(text, [...values])).rows,
    close: async () => {
      await halt();
      await front.close();
      await database.end();
      await watcher.end();
    },
  };
}

/** The journal lets nobody empty it; a session of its own may look away from the trigger. */
async function empty(client: pg.ClientConfig): Promise<void> {
  await onceWith(client, async (connection) => {
    await connection.query("set session_replication_role = replica");
    await connection.query(
      "truncate installation, pipeline, partner, inbox, hint, journal, ledger, dispatch, rights cascade",
    );
  });
}

const nothing = (): void => undefined;
const meter: Meter = {
  ...{ pass: nothing, effect: nothing, sweep: nothing, limited: nothing },
  ...{ failure: nothing, redelivered: nothing, trouble: nothing },
};
