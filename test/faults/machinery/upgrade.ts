import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Found } from "../tally.ts";
import { both, holds, issuesOf } from "../theatre/evidence.ts";
import { day, nextMorning } from "../theatre/next-morning.ts";
import { rest } from "../theatre/rest.ts";
import type { Theatre } from "../theatre/theatre.ts";
import { moveAll, until, type Stage, type Trial } from "./trial.ts";

/** What a later version may do to rows that are in flight: a new column, filled, required and looked up by. */
const LATER = `
alter table partner add column later text;
update partner set later = 'later ' || id;
alter table partner alter column later set default 'later', alter column later set not null;
create index partner_later on partner (later);
alter table ledger add column later int not null default 0;
create index ledger_later on ledger (later, state);
alter table hint add column later int not null default 0;`;
const LIST = /^(const migrations = \[[^\]]*)\];$/m;

/** Today's App with one migration more, which nobody has written yet. */
interface LaterVersion {
  readonly main: string;
  remove(): Promise<void>;
}

async function laterThan(main: string): Promise<LaterVersion> {
  const folder = await mkdtemp(`${dirname(main)}-later-`);
  await cp(dirname(main), folder, { recursive: true });
  const file = join(folder, "store", "migrate.js");
  const text = await readFile(file, "utf8");
  if (!LIST.test(text)) throw new Error("the list of migrations is not where it was");
  await writeFile(
    file,
    text.replace(LIST, (_, list: string) => `${list}, ${JSON.stringify(LATER)}];`),
  );
  return { main: join(folder, "main.js"), remove: () => rm(folder, { recursive: true, force: true }) };
}

/**
 * Two processes end, one of them killed, with a write in doubt, moves acknowledged and not yet judged, and reminders
 * that fall due while nobody runs. Two processes of the next version start at once on that database.
 */
export const upgrade = (main: string): Trial => ({
  ...{ name: "an upgrade with work in flight", processes: 2, latency: 30 },
  happen: async (stage, seen) => {
    const { theatre } = stage;
    const later = await laterThan(main);
    try {
      const dueAt = await planReminders(stage);
      const from = await numbersOf(theatre);
      const left = await endInFlight(stage);
      await theatre.turn(dueAt);
      for (const slot of theatre.slots) await slot.install(later.main);
      const started = await Promise.allSettled(theatre.slots.map((slot) => slot.start()));
      await rest(theatre);
      seen["I24"] = both(
        holds(
          started.map((one) => [
            one.status === "fulfilled",
            `it does not start: ${one.status === "rejected" ? String(one.reason) : ""}`,
          ]),
        ),
        migratedOnce(from, await numbersOf(theatre)),
      );
      seen["I4"] = reminded(stage, dueAt);
      return left;
    } finally {
      await later.remove();
    }
  },
});

/** Every partner has something to do by the next morning; resolves with that moment, virtual ms. */
async function planReminders({ theatre, tomas, partners }: Stage): Promise<number> {
  const dueAt = nextMorning(theatre);
  for (const partner of partners) {
    await tomas.set(partner, "Next action", "Call them");
    await tomas.set(partner, "Due date", day(dueAt));
  }
  await rest(theatre);
  await theatre.turn(theatre.pieces.clock.now() + 60_000);
  return dueAt;
}

/** Ends both processes. True: they left a write in doubt, and acknowledged work that nobody has finished. */
async function endInFlight(stage: Stage): Promise<boolean> {
  const { theatre } = stage;
  const moving = moveAll(stage);
  const caught = await until(() => theatre.sendings.some(({ applied }) => !applied));
  const writing = theatre.sendings.findLast(({ applied }) => !applied)?.slot ?? 0;
  const [dying, other] = [theatre.slots[writing], theatre.slots[1 - writing]];
  dying?.kill();
  await moving;
  await until(() => theatre.pieces.dispatcher.underWay() === 0);
  await other?.drain();
  const [left] = await theatre.postgres.ask(
    theatre.database,
    `select (select count(*)::int from ledger where state = 'sent') as doubted,
            (select count(*)::int from hint where not considered)
              + (select count(*)::int from ledger where state = 'recorded') as waiting`,
  );
  return caught && Number(left?.["doubted"]) > 0 && Number(left?.["waiting"]) > 0;
}

async function numbersOf({ postgres, database }: Theatre): Promise<readonly number[]> {
  const rows = await postgres.ask(database, "select number from migration order by number");
  return rows.map((row) => Number(row["number"]));
}

function migratedOnce(from: readonly number[], to: readonly number[]): Found {
  const expected = [...from, from.length + 1].join();
  return holds([[to.join() === expected, `migrations ${to.join()} instead of ${expected}`]]);
}

/** Two minutes for what was in doubt, and the seconds that the writes of the others take. */
const LATEST_MS = 120_000 + 60_000;

function reminded({ theatre, partners }: Stage, dueAt: number): Found {
  const issues = issuesOf(theatre);
  return holds(
    partners.flatMap((partner) => {
      const said = issues.find(({ number }) => number === partner)?.said ?? [];
      const reminders = said.filter(({ kind }) => kind === "reminder");
      return [
        [reminders.length === 1, `#${String(partner)} has ${String(reminders.length)} reminders`] as const,
        ...reminders.map(
          ({ at }) =>
            [
              at >= dueAt && at <= dueAt + LATEST_MS,
              `#${String(partner)}: ${String(at - dueAt)} ms after due`,
            ] as const,
        ),
      ];
    }),
  );
}
