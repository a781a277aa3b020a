import { holds } from "../theatre/evidence.ts";
import { canariesIn } from "./disguises.ts";
import { knock } from "./knock.ts";
import { saidByApp } from "./said.ts";
import type { Struck, Victim } from "./victim.ts";

/** pino's number of `info`. */
const INFO = 30;
const person = "canary.person";

/** I20: what must stay secret is nowhere, in no encoding; what people wrote and their addresses are in no log. */
export async function noSecrets(victim: Victim): Promise<Struck> {
  const { registration } = victim.sandbox;
  const inside = registration.privateKey.split("\n").filter((line) => line.length === 64)[3] ?? "no key";
  const secrets: Readonly<Record<string, string | RegExp>> = {
    "the private key": inside,
    "the webhook secret": registration.webhookSecret,
    "an installation token": /ghs_[\da-f]{20}/,
    "the App's own token": /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20}/,
  };
  const { text: metrics } = await knock(victim, { method: "GET", path: "/metrics" });
  const said = (await saidByApp(victim)).map(({ body }) => body);
  const places: Readonly<Record<string, readonly string[]>> = {
    log: victim.log().split("\n"),
    database: await tablesOf(victim),
    comments: said,
    answers: [...victim.heard, metrics],
  };
  const leaks = Object.entries(places).flatMap(([place, texts]) =>
    texts.map((text) => ({ place, text, found: canariesIn(text, secrets) })),
  );
  const logged = victim.log().split("\n").filter(isForOperators);
  const I20 = holds([
    ...leaks.map(
      ({ place, text, found }) =>
        [found.length === 0, `${place}: ${found.join()} in ${text.slice(0, 120)}`] as const,
    ),
    ...logged.map(
      (line) =>
        [
          !line.includes(person) && !line.includes("victor-vale"),
          `people's words in the log: ${line.slice(0, 200)}`,
        ] as const,
    ),
  ]);
  const I27 = holds(
    [...said, metrics].map(
      (text) => [!text.includes(person), `an e-mail address: ${text.slice(0, 200)}`] as const,
    ),
  );
  return { found: { I20, I27 }, dealt: { "place searched for secrets": leaks.length } };
}

/** Every row of every table, as text. */
async function tablesOf(victim: Victim): Promise<readonly string[]> {
  const tables = await victim.ask("select tablename from pg_tables where schemaname = 'public'");
  const rows = await Promise.all(
    tables.map(({ tablename }) =>
      victim.ask(`select row_to_json(one)::text as text from "${String(tablename)}" one`),
    ),
  );
  return rows.flat().map(({ text }) => String(text));
}

/** Whoever runs the App reads these lines; the ones below are for whoever looks for a mistake. */
function isForOperators(line: string): boolean {
  return Number(/^\{"level":(\d+)/.exec(line)?.[1] ?? INFO) >= INFO;
}
