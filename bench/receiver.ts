/**
 * What the App's receiving is compared with, as a process of its own: `bare` is node:http with the signature and one
 * INSERT, `probot` is Probot with an empty handler, `probot-insert` is Probot with one INSERT in the handler.
 * Each with an embedded PostgreSQL of its own, as the App has it.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import pg from "pg";
import { createNodeMiddleware, Probot } from "probot";
import { startEmbedded } from "../src/store/embedded/embedded.ts";

const {
  BENCH_KIND: kind,
  BENCH_DATA: data = "",
  BENCH_SECRET: secret = "",
  BENCH_KEY: key = "",
} = process.env;
const quiet = { debug: nothing, info: nothing, warn: nothing, error: nothing };
const path = "/api/github/webhooks";
const insert = "insert into inbox (guid, event, received_at) values ($1, $2, now()) on conflict do nothing";

function nothing(): void {
  return undefined;
}

async function openDatabase(): Promise<{ readonly pool: pg.Pool; readonly stop: () => Promise<void> }> {
  const embedded = await startEmbedded(data, quiet);
  const pool = new pg.Pool({ ...embedded.client, max: 10 });
  pool.on("error", nothing);
  await pool.query(
    "create table if not exists inbox (guid text primary key, event text not null, received_at timestamptz not null)",
  );
  return {
    pool,
    stop: async () => {
      await pool.end();
      await embedded.stop();
    },
  };
}

function bare(pool: pg.Pool): RequestListener {
  return (request, response) => {
    void read(request).then(async (body) => {
      const signed = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
      const given = header(request, "x-hub-signature-256");
      const same = given.length === signed.length && timingSafeEqual(Buffer.from(given), Buffer.from(signed));
      if (same)
        await pool.query(insert, [header(request, "x-github-delivery"), header(request, "x-github-event")]);
      response.writeHead(same ? 200 : 401).end("ok");
    });
  };
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function header({ headers }: IncomingMessage, name: string): string {
  const value = headers[name];
  return typeof value === "string" ? value : "";
}

async function withProbot(pool: pg.Pool | null): Promise<RequestListener> {
  const probot = new Probot({ appId: 1, privateKey: key, secret, logLevel: "fatal" });
  const middleware = await createNodeMiddleware(
    (app) => {
      app.on("projects_v2_item", async ({ id, name }) => {
        if (pool !== null) await pool.query(insert, [id, name]);
      });
    },
    { probot, webhooksPath: path },
  );
  return (request, response) => {
    void middleware(request, response);
  };
}

const { pool, stop } = await openDatabase();
const listener = kind === "bare" ? bare(pool) : await withProbot(kind === "probot" ? null : pool);
const server = createServer(listener);
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" && address !== null ? address.port : 0 });
});
process.once("disconnect", () => {
  void stop().finally(() => process.exit(0));
});
