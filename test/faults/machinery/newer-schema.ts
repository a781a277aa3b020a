import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Registration } from "../../../src/sandbox/access/registration.ts";
import { appEnvironment } from "../../../src/sandbox/app/command.ts";
import type { Run } from "../tally.ts";
import { spawnActor } from "../theatre/actor.ts";
import { holds } from "../theatre/evidence.ts";
import type { Postgres } from "../theatre/postgres.ts";

export interface NewerSchemaOptions {
  readonly main: string;
  readonly postgres: Postgres;
  readonly registration: Registration;
  readonly seed: number;
}

const DATABASE = "newer_schema";
/** Of a migration that nobody has written yet. */
const NUMBER = "99";
const TABLES = "select table_name from information_schema.tables where table_schema = 'public' order by 1";

/** A database that a Stagekeeper of some later day has migrated: today's ends with a sentence and touches nothing. */
export async function newerSchemaTrial(options: NewerSchemaOptions): Promise<Run> {
  const { main, postgres, registration, seed } = options;
  const folder = await mkdtemp(join(tmpdir(), "stagekeeper-newer-"));
  await postgres.recreate(DATABASE);
  await postgres.ask(DATABASE, "create table migration (number int primary key, applied_at timestamptz)");
  await postgres.ask(DATABASE, `insert into migration (number) values (${NUMBER})`);
  const host = encodeURIComponent(postgres.socket());
  const env = {
    ...appEnvironment({ registration, port: 9, data: folder, logLevel: "info" }),
    ...{ PORT: "0", DATABASE_URL: `postgresql://stagekeeper@/${DATABASE}?host=${host}` },
  };
  const log = join(folder, "app.log");
  const actor = spawnActor({ main, env, log });
  try {
    const url = await actor
      .wake({ virtual: Date.UTC(2026, 2, 2, 10), real: Date.now(), speed: 1 })
      .catch(() => null);
    if (url !== null) actor.send("SIGKILL");
    const { code } = await actor.ended;
    const said = await readFile(log, "utf8");
    const tables = (await postgres.ask(DATABASE, TABLES)).map((row) => row["table_name"]);
    const numbers = (await postgres.ask(DATABASE, "select number from migration")).map(
      (row) => row["number"],
    );
    return {
      kind: "machinery",
      found: {
        I24: holds([
          [url === null, "it runs on a schema that is newer than itself"],
          [code === 1, `it ended with ${String(code)}`],
          [said.includes(`has number ${NUMBER};`), "it does not say which schema it found"],
          [tables.join() === "migration", `there are tables now: ${tables.join(", ")}`],
          [numbers.join() === NUMBER, `migrations are noted now: ${numbers.join(", ")}`],
        ]),
      },
      ...{ fired: { "a schema of a newer version": 1 }, counts: true },
      replay: { seed, steps: { trial: "newer schema" } },
    };
  } finally {
    actor.send("SIGKILL");
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
