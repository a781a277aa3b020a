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
import { createProbot } from "../../../../src/web/probot.ts";
import { createReceive, type Receive } from "../../../../src/web/receive.ts";
import type { Post } from "../../../../src/sandbox/webhooks/send.ts";
import { onceWith } from "./database.ts";
import type { Github } from "./github.ts";

/** The real App in this very process: what `main.ts` composes, with the clock handed in. */
export interface InnerApp {
  /** Takes a webhook as the front does; nobody answers while the App is down. */
  readonly post: Post;
  readonly store: ReturnType<typeof createStore>;
  /** Begins anew on an empty database, or goes on with what is there; with as many workers side by side. */
  start(clock: Ticking, how: { readonly empty: boolean; readonly workers: number }): Promise<void>;
  /** Ends worker and chores; what was under way is finished. */
  halt(): Promise<void>;
  /** Ends every connection to the database, wherever it stands, as an operator or a network would. */
  cutConnections(): Promise<void>;
  busy(): boolean;
  pausedUntil(): number | null;
  sql<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/** Virtual time. */
interface Ticking {
  now(): number;
  sleep(until: number, signal: AbortSignal): Promise<void>;
}

interface Running {
  readonly stop: AbortController;
  readonly workers: readonly Worker[];
  readonly chores: Chores;
  readonly ended: Promise<unknown>;
}

/** Builds the App against this GitHub and the database. */
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
  const probot = await createProbot({ appId: String(id), privateKey, webhookSecret });
  const parts = {
    inbox,
    log,
    clock: { now: () => clock.now(), sleep: (...args: Parameters<Clock["sleep"]>) => clock.sleep(...args) },
  };
  await probot.load((loaded) => {
    stagekeeper(loaded, { ...parts, self: () => self(), count: () => undefined });
  });
  const door = doorOf(
    createReceive({ webhooks: probot.webhooks, secret: webhookSecret, log }),
    () => running !== null,
  );

  const halt = async (): Promise<void> => {
    running?.stop.abort();
    await running?.ended;
    running = null;
  };
  return {
    post: door.post,
    store,
    start: async (next, how) => {
      await halt();
      clock = next as Clock;
      if (how.empty) await empty(client);
      app = createGithubApp({
        ...{ appId: String(id), privateKey, clock, log, userAgent: "stagekeeper" },
        host: hostFrom({ gheHost: github.host, gheProtocol: "https" }),
        fetch: github.fetch,
      });
      self = createSelf(app, log);
      const keeper = { store, app, clock, log, meter, told: new Map(), random: () => 0.5 };
      const workers = Array.from({ length: how.workers }, () => createWorker(keeper));
      const chores = createChores(keeper, choresOf(keeper));
      const stop = new AbortController();
      const ended = Promise.all([...workers, chores].map((each) => each.run(stop.signal)));
      running = { stop, workers, chores, ended };
    },
    halt,
    cutConnections: async () => {
      await watcher.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name like 'stagekeeper%'",
        [client.database],
      );
    },
    busy: () =>
      door.busy() > 0 ||
      (running !== null &&
        (running.chores.busy() > 0 || running.workers.some((worker) => worker.state().busy > 0))),
    pausedUntil: () => {
      const waits = (running?.workers ?? []).flatMap((worker) => worker.state().pausedUntil ?? []);
      return waits.length === 0 ? null : Math.min(...waits);
    },
    sql: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await watcher.query<Row>(text, [...values])).rows,
    close: async () => {
      await halt();
      await database.end();
      await watcher.end();
    },
  };
}

/** The journal lets nobody empty it; a session of its own may look away from the trigger. A few rows go faster so than files. */
async function empty(client: pg.ClientConfig): Promise<void> {
  await onceWith(client, async (connection) => {
    await connection.query("set session_replication_role = replica");
    await connection.query(tables.map((table) => `delete from ${table}`).join(";"));
  });
}

const tables = [
  ...["installation", "pipeline", "partner", "inbox", "hint", "journal", "ledger", "dispatch", "rights"],
];

/** So many deliveries are handled at once; the others wait outside, whose time is not the App's. */
const ADMITTED = 8;

/** Where webhooks come in, with what is being answered now. */
function doorOf(receive: Receive, isUp: () => boolean): { readonly post: Post; busy(): number } {
  let busy = 0;
  const outside: (() => void)[] = [];
  const post: Post = async (url, headers, body) => {
    const ended = { ms: 0, url, headers: {}, body: "" };
    if (!isUp()) return { ...ended, status: "failed to connect to host", code: 502 };
    busy += 1;
    if (busy > ADMITTED) await new Promise<void>((admit) => outside.push(admit));
    const { status, text } = await receive(headers, [Buffer.from(body)]);
    busy -= 1;
    outside.shift()?.();
    return { ...ended, status: status === 200 ? "OK" : text, code: status, body: text };
  };
  return { post, busy: () => busy };
}

const nothing = (): void => undefined;
const meter: Meter = {
  ...{ pass: nothing, effect: nothing, sweep: nothing, limited: nothing },
  ...{ failure: nothing, redelivered: nothing, trouble: nothing },
};
