import { type ChildProcess, type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:net";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "@jest/globals";
import { ask, withDatabases } from "./support/database.ts";
import { aMove, privateKey, secret, sign } from "./web/arrange.ts";

const databases = withDatabases();
const root = fileURLToPath(new URL("..", import.meta.url));
const children: ChildProcess[] = [];
const servers: Server[] = [];

afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  for (const server of servers) server.close();
});

/** A GitHub that takes connections and never answers. */
async function silentGithub(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const address = server.address();
  return `127.0.0.1:${typeof address === "object" ? (address?.port ?? 0) : 0}`;
}

interface Started {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly output: () => string;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

function start(environment: Record<string, string>): Started {
  const child = spawn(process.execPath, ["--import", "tsx", "src/main.ts"], {
    ...{ cwd: root, stdio: ["ignore", "pipe", "pipe"] },
    env: { PATH: process.env["PATH"], ...environment },
  });
  children.push(child);
  let output = "";
  const hear = (data: Buffer): void => {
    output += data.toString();
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const ended = once(child, "exit").then(([code, signal]) => (code ?? signal) as number | string);
  return { child, output: () => output, ended };
}

async function settings(changes: Record<string, string> = {}): Promise<Record<string, string>> {
  const gheHost = await silentGithub();
  return {
    ...{ APP_ID: "1", PRIVATE_KEY: privateKey, WEBHOOK_SECRET: secret, PORT: "0", HOST: "127.0.0.1" },
    ...{ GHE_HOST: gheHost, GHE_PROTOCOL: "http", ...changes },
  };
}

async function listening({ child, output, ended }: Started): Promise<string> {
  const found = (): string | undefined => /"url":"(http:[^"]+)"/.exec(output())?.[1];
  const gone = ended.then(() => {
    throw new Error(output());
  });
  while (found() === undefined) {
    await Promise.race([once(child.stdout, "data"), gone]);
  }
  return found() ?? "";
}

function deliver(url: string, payload: object): Promise<Response> {
  const body = JSON.stringify(payload);
  return fetch(`${url}/api/github/webhooks`, {
    ...{ method: "POST", body },
    headers: {
      ...{ "x-github-event": "projects_v2_item", "x-github-delivery": "one" },
      "x-hub-signature-256": sign(body),
    },
  });
}

describe("the process", () => {
  it("does not start without its secrets, and names all that is missing", async () => {
    const { ended, output } = start({});

    expect(await ended).toBe(1);
    expect(output()).toMatch(
      /APP_ID is missing[\s\S]*WEBHOOK_SECRET is missing[\s\S]*PRIVATE_KEY is missing/,
    );
  }, 30_000);

  it("does not start with a clock that nobody drives", async () => {
    const { ended, output } = start(await settings({ STAGEKEEPER_SANDBOX: "1" }));

    expect(await ended).toBe(1);
    expect(output()).toContain("without a channel");
  }, 30_000);

  it("says so and exits with 1 when the database cannot be reached", async () => {
    const { ended, output } = start(
      await settings({ DATABASE_URL: "postgresql://nobody@127.0.0.1:1/nowhere" }),
    );

    expect(await ended).toBe(1);
    expect(output()).toContain("Stagekeeper cannot start");
  }, 30_000);

  it("says so and exits with 1 when its port is taken", async () => {
    const { url } = await databases();
    const [, port = ""] = (await silentGithub()).split(":");
    const { ended, output } = start(await settings({ DATABASE_URL: url, PORT: port }));

    expect(await ended).toBe(1);
    expect(output()).toContain(`Port ${port}`);
  }, 30_000);

  it("takes deliveries while GitHub is silent, and on SIGTERM drains and exits with 0 within 10 s", async () => {
    const { url: databaseUrl, sql } = await databases();
    const started = start(await settings({ DATABASE_URL: databaseUrl }));
    const url = await listening(started);

    const [taken, ready, metrics] = await Promise.all([
      deliver(url, aMove()),
      fetch(`${url}/ready`),
      fetch(`${url}/metrics`),
    ]);
    const numbers = await metrics.text();
    const before = performance.now();
    started.child.kill("SIGTERM");

    expect(await started.ended).toBe(0);
    expect(performance.now() - before).toBeLessThan(10_000);
    expect([taken.status, ready.status]).toEqual([200, 200]);
    expect(numbers).toContain("stagekeeper_due");
    expect(numbers).toContain("stagekeeper_nodejs_eventloop_lag_p99_seconds");
    expect(await sql("select guid from inbox")).toEqual([{ guid: "one" }]);
    expect(started.output()).not.toMatch(/PRIVATE KEY|a secret for tests/);
  }, 40_000);

  it("answers 503 and is not ready while its database is gone", async () => {
    const { url: databaseUrl, client } = await databases();
    const started = start(await settings({ DATABASE_URL: databaseUrl }));
    const url = await listening(started);
    const name = client.database ?? "";
    const operator = { ...client, database: "postgres" };
    await ask(operator, `alter database ${name} with allow_connections false`);
    await ask(operator, "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = $1", [
      name,
    ]);

    const answers = await Promise.all([deliver(url, aMove()), fetch(`${url}/ready`), fetch(`${url}/health`)]);
    const metrics = await (await fetch(`${url}/metrics`)).text();

    expect(answers.map(({ status }) => status)).toEqual([503, 503, 200]);
    expect(metrics).toContain("stagekeeper_database_up 0");
    started.child.kill("SIGTERM");
    expect(await started.ended).toBe(0);
  }, 40_000);
});
