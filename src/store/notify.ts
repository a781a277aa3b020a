import { setTimeout as pause } from "node:timers/promises";
import type { Log } from "../keeper/log.ts";
import type { Database } from "./connect.ts";
import type { Queryable } from "./query.ts";

const channel = "stagekeeper_due";
/** Nothing is lost if the server dies before it is flushed, so nobody waits for that. */
const sayDue = `select set_config('synchronous_commit', 'off', true), pg_notify('${channel}', '')`;
/** Told so often, listeners are never late, and under load they do more than listen. */
const betweenMs = 20;
const longestPauseMs = 10_000;

/**
 * Tells every listener that something is due. Sent after the commit and not in it: a transaction that notifies holds
 * a lock of the whole database while it is flushed, so deliveries could not be flushed together. One that is lost in
 * a crash is made up for by the poll. The first call tells at once, many after it become one.
 */
export function createAnnouncer(db: Queryable, log: Log): () => void {
  const calls = { made: 0, told: 0, telling: false };
  const tell = async (): Promise<void> => {
    calls.telling = true;
    while (calls.told < calls.made) {
      calls.told = calls.made;
      await db.query(sayDue).catch((err: unknown) => {
        log.debug({ err }, "database.notify-failed");
      });
      await pause(betweenMs, undefined, { ref: false });
    }
    calls.telling = false;
  };
  return () => {
    calls.made += 1;
    if (!calls.telling) void tell();
  };
}

/** Listens until the returned function is called. After a lost connection it wakes once: it may have missed one. */
export async function listenForDue(
  database: Database,
  log: Log,
  wake: () => void,
): Promise<() => Promise<void>> {
  const ending = new AbortController();
  let current = await listenOnce(database, wake);
  const keep = (async () => {
    for (;;) {
      await Promise.race([current.lost, aborted(ending.signal)]);
      if (ending.signal.aborted) return;
      log.warn({}, "database.listener-lost");
      const next = await reconnect(database, { wake, log, signal: ending.signal });
      if (next === null) return;
      current = next;
      wake();
    }
  })();
  return async () => {
    ending.abort();
    await keep;
    await current.end();
  };
}

interface Listening {
  readonly lost: Promise<void>;
  end(): Promise<void>;
}

async function listenOnce(database: Database, wake: () => void): Promise<Listening> {
  const client = database.client();
  const lost = new Promise<void>((resolve) => {
    client.once("error", () => {
      resolve();
    });
    client.once("end", resolve);
  });
  client.on("error", () => undefined);
  client.on("notification", wake);
  await client.connect();
  await client.query(`listen ${channel}`);
  return { lost, end: () => client.end() };
}

async function reconnect(
  database: Database,
  { wake, log, signal }: { readonly wake: () => void; readonly log: Log; readonly signal: AbortSignal },
): Promise<Listening | null> {
  for (let tries = 1; !signal.aborted; tries += 1) {
    try {
      return await listenOnce(database, wake);
    } catch (err) {
      log.debug({ err, tries }, "database.listen-failed");
    }
    await pause(Math.min(longestPauseMs, 50 * 2 ** tries), undefined, { signal }).catch(() => undefined);
  }
  return null;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => {
      resolve();
    });
  });
}
