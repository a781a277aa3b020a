import { setTimeout as pause } from "node:timers/promises";
import { holds, mark } from "../theatre/evidence.ts";
import { rest } from "../theatre/rest.ts";
import type { Slot } from "../theatre/slot.ts";
import type { Theatre } from "../theatre/theatre.ts";
import { moveAll, until, type Trial } from "./trial.ts";

/** A mutation is on its way to GitHub. */
function isSending({ sendings }: Theatre): boolean {
  return sendings.some(({ applied }) => !applied);
}

function slotAt({ slots }: Theatre, index: number): Slot {
  const slot = slots[index];
  if (slot === undefined) throw new Error(`no process ${String(index)}`);
  return slot;
}

/** The process whose mutation is under way: it holds the installation's lock. */
function holder(theatre: Theatre): Slot {
  return slotAt(theatre, theatre.sendings.findLast(({ applied }) => !applied)?.slot ?? 0);
}

const databaseKilled: Trial = {
  name: "PostgreSQL SIGKILL",
  latency: 30,
  happen: async (stage) => {
    const { postgres } = stage.theatre;
    const moving = moveAll(stage);
    const caught = await until(() => isSending(stage.theatre));
    await postgres.kill();
    await pause(200);
    await postgres.start();
    await moving;
    return caught;
  },
};

const databaseKilledAtCommit: Trial = {
  name: "PostgreSQL SIGKILL at a commit",
  happen: async (stage) => {
    const { theatre } = stage;
    const slot = slotAt(theatre, 0);
    const killing: Promise<void>[] = [];
    slot.notice((place) => {
      if (place === "statement: commit" && killing.length === 0) killing.push(theatre.postgres.kill());
    });
    await moveAll(stage);
    const caught = await until(() => killing.length > 0);
    slot.notice(null);
    await Promise.all(killing);
    await theatre.postgres.start();
    return caught;
  },
};

const connectionsCut: Trial = {
  name: "all connections cut",
  latency: 30,
  happen: async (stage) => {
    const { theatre } = stage;
    const moving = moveAll(stage);
    const caught = await until(() => isSending(theatre));
    const ended = await theatre.postgres.cut(theatre.database);
    await moving;
    return caught && ended > 0;
  },
};

/** What a statement that writes meets on a disk that is full, and on one that has room. */
const disk = {
  full: "begin raise exception 'could not extend file' using errcode = 'disk_full'; end",
  roomy: "begin return new; end",
};

/** PostgreSQL answers as it does when it cannot extend a file: what is there can be read, and nothing more is kept. */
const diskFull: Trial = {
  name: "the database's disk full",
  latency: 30,
  happen: async (stage) => {
    const { partners, theatre } = stage;
    const { pieces, postgres } = theatre;
    const ask = (sql: string): ReturnType<typeof postgres.ask> => postgres.ask(theatre.database, sql);
    const becomes = (body: string): ReturnType<typeof ask> =>
      ask(`create or replace function disk() returns trigger language plpgsql as $$ ${body} $$`);
    const turnedAway = (): number => pieces.log.all().filter(({ outcome }) => outcome.code === 503).length;
    await becomes(disk.roomy);
    for (const { name } of await ask("select tablename as name from pg_tables where schemaname = 'public'"))
      await ask(
        `create trigger disk before insert or update on "${String(name)}" for each row execute function disk()`,
      );
    const moving = moveAll({ ...stage, partners: partners.slice(0, 3) });
    const caught = await until(() => isSending(theatre));
    await becomes(disk.full);
    await moving;
    await moveAll({ ...stage, partners: partners.slice(3) });
    const noticed = await until(() => turnedAway() > 0);
    await becomes(disk.roomy);
    return caught && noticed;
  },
};

/** Deliveries are spread over the processes; the one that is writing is killed. */
const spread = (processes: number): Trial => ({
  ...{ name: `${String(processes)} processes, the writing one SIGKILL`, processes, latency: 30 },
  happen: async (stage) => {
    const moving = moveAll(stage);
    const caught = await until(() => isSending(stage.theatre));
    holder(stage.theatre).kill();
    await moving;
    return caught;
  },
});

/** The one that writes is stopped, its lock is taken away, the other one goes on; then it wakes. */
const stopped: Trial = {
  ...{ name: "the writing process SIGSTOP, its lock lost", processes: 2, latency: 60 },
  happen: async (stage, seen) => {
    const { theatre } = stage;
    const moving = moveAll(stage);
    const caught = await until(() => isSending(theatre));
    const asleep = holder(theatre);
    asleep.actor()?.send("SIGSTOP");
    const stopped = theatre.sendings.length;
    await moving;
    await pause(300);
    const meanwhile = theatre.sendings.length - stopped;
    asleep.cut();
    const before = mark(theatre);
    await theatre.turn(theatre.pieces.clock.now() + 61_000, { but: asleep });
    const other = theatre.slots.find((slot) => slot !== asleep);
    const goesOn = await until(() =>
      theatre.sendings.slice(before.sendings).some(({ slot }) => theatre.slots[slot] === other),
    );
    const woken = theatre.sendings.length;
    asleep.actor()?.send("SIGCONT");
    await pause(300);
    const late = theatre.sendings.slice(woken).filter(({ slot }) => theatre.slots[slot] === asleep);
    seen["I15"] = holds([
      [meanwhile === 0, "somebody wrote though a stopped process has the lock"],
      [goesOn, "nobody took the work of the stopped process over"],
      [late.length === 0, `the wakened process sent ${late.map(({ operation }) => operation).join(", ")}`],
    ]);
    return caught;
  },
};

const drained: Trial = {
  ...{ name: "SIGTERM while it writes", latency: 60 },
  happen: async (stage, seen) => {
    const moving = moveAll(stage);
    const caught = await until(() => isSending(stage.theatre));
    const { code, ms } = await slotAt(stage.theatre, 0).drain();
    await moving;
    seen["I23"] = holds([
      [code === 0, `SIGTERM ended with ${String(code)}`],
      [ms < 10_000, `SIGTERM took ${String(Math.round(ms))} ms`],
    ]);
    return caught;
  },
};

/** Longer than the minute over which writes are counted: what was sent after the backup is not on record any more. */
const RESTORING_MS = 2 * 60_000;

/** The backup is of a moment when writes were on their way; they stand on GitHub since. */
const oldBackup: Trial = {
  name: "an old backup of the database restored",
  latency: 30,
  happen: async (stage) => {
    const { theatre } = stage;
    const { postgres, database } = theatre;
    const backup = `${database}_backup`;
    const slot = slotAt(theatre, 0);
    const moving = moveAll(stage);
    const caught = await until(() => isSending(theatre));
    slot.kill();
    await moving;
    await postgres.copy(database, backup);
    const from = mark(theatre);
    await slot.start();
    await rest(theatre);
    await slot.drain();
    await postgres.copy(backup, database);
    stage.unmade.push({ from, to: mark(theatre) });
    await theatre.turn(theatre.pieces.clock.now() + RESTORING_MS);
    return caught;
  },
};

/** In order: one process first, then several. */
export const trials: readonly Trial[] = [
  databaseKilled,
  databaseKilledAtCommit,
  connectionsCut,
  diskFull,
  spread(2),
  spread(4),
  stopped,
  drained,
  oldBackup,
];
