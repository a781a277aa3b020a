import { createReadStream, existsSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Found } from "../tally.ts";
import { canariesIn } from "./disguises.ts";
import { knock } from "./knock.ts";
import { saidByApp } from "./said.ts";
import type { Struck, Victim } from "./victim.ts";

/** pino's number of `info`. */
const INFO = 30;
const person = "canary.person";
const ROWS_AT_ONCE = 5_000;
const MOST_SHOWN = 20;

interface Said {
  readonly place: "log" | "database" | "comments" | "answers";
  readonly text: string;
}

/** I20: what must stay secret is nowhere, in no encoding; what people wrote and their addresses are in no log. */
export async function noSecrets(victim: Victim): Promise<Struck> {
  const secrets = secretsOf(victim);
  const kept = tally();
  const spared = tally();
  for await (const { place, text } of everythingSaid(victim)) {
    const found = canariesIn(text, secrets);
    kept.check(found.length === 0, `${place}: ${found.join()} in ${text.slice(0, 120)}`);
    if (place === "log" && isForOperators(text))
      kept.check(
        !text.includes(person) && !text.includes("victor-vale"),
        `people's words in the log: ${text.slice(0, 200)}`,
      );
    if (place === "comments")
      spared.check(!text.includes(person), `an e-mail address: ${text.slice(0, 200)}`);
  }
  const { text: metrics } = await knock(victim, { method: "GET", path: "/metrics" });
  spared.check(!metrics.includes(person), "an e-mail address in the metrics");
  return {
    found: { I20: kept.found(), I27: spared.found() },
    dealt: { "place searched for secrets": kept.found().checked },
  };
}

function secretsOf({ sandbox: { registration } }: Victim): Readonly<Record<string, string | RegExp>> {
  const inside = registration.privateKey.split("\n").filter((line) => line.length === 64)[3];
  if (inside === undefined) throw new Error("the private key has another form");
  return {
    "the private key": inside,
    "the webhook secret": registration.webhookSecret,
    "an installation token": /ghs_[\da-f]{20}/,
    "the App's own token": /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20}/,
  };
}

/** One text after the other: after a long attack there are too many to hold. */
async function* everythingSaid(victim: Victim): AsyncGenerator<Said> {
  const { logFile } = victim.sandbox;
  if (existsSync(logFile))
    for await (const text of createInterface({ input: createReadStream(logFile, "utf8") }))
      yield { place: "log", text };
  for await (const text of rowsOf(victim)) yield { place: "database", text };
  for (const { body: text } of await saidByApp(victim)) yield { place: "comments", text };
  const { text: metrics } = await knock(victim, { method: "GET", path: "/metrics" });
  for (const text of [...victim.heard, metrics]) yield { place: "answers", text };
}

/** Every row of every table, as text. */
async function* rowsOf(victim: Victim): AsyncGenerator<string> {
  const tables = await victim.ask("select tablename from pg_tables where schemaname = 'public'");
  for (const { tablename } of tables)
    for (let from = 0; ; from += ROWS_AT_ONCE) {
      const page = `order by one.ctid offset ${String(from)} limit ${String(ROWS_AT_ONCE)}`;
      const rows = await victim.ask(
        `select row_to_json(one)::text as text from "${String(tablename)}" one ${page}`,
      );
      yield* rows.map(({ text }) => String(text));
      if (rows.length < ROWS_AT_ONCE) break;
    }
}

/** Counts judgements and keeps the first violations. */
function tally(): { check(holds: boolean, violation: string): void; found(): Found } {
  const violations: string[] = [];
  let checked = 0;
  return {
    check: (holds, violation) => {
      checked += 1;
      if (!holds && violations.length < MOST_SHOWN) violations.push(violation);
    },
    found: () => ({ checked, violations }),
  };
}

/** Whoever runs the App reads these lines; the ones below are for whoever looks for a mistake. */
function isForOperators(line: string): boolean {
  return Number(/^\{"level":(\d+)/.exec(line)?.[1] ?? INFO) >= INFO;
}
