import { request } from "node:http";
import { connect, type Socket } from "node:net";
import { Readable } from "node:stream";
import { both, holds } from "../theatre/evidence.ts";
import { aMove } from "./door.ts";
import { headersFor, knock, WEBHOOKS } from "./knock.ts";
import { rowsOf, type Struck, type Victim } from "./victim.ts";
import { aliveAfter, vitalsOf } from "./vitals.ts";

const MB = 1024 * 1024;
const IDLE_LINES = 200;
const SLOW_LINES = 50;
/** The App gives a request ten seconds to arrive; what is beyond this is not hung up on at all. */
const HUNG_UP_WITHIN_MS = 40_000;

/** I19 and I23: bodies nobody at GitHub sends, and lines that are held open, while a real delivery waits behind them. */
export async function withBodies(victim: Victim): Promise<Struck> {
  const vitals = await vitalsOf(victim);
  const rows = await rowsOf(victim);
  const slow = Array.from({ length: SLOW_LINES }, () => slowly(victim));
  const idle = Array.from({ length: IDLE_LINES }, () => opened(victim));
  const floods = [
    ["200 MB announced", await flood(victim, { announced: true, size: 200 * MB })],
    ["200 MB in chunks", await flood(victim, { announced: false, size: 200 * MB })],
    ["26 MB in chunks", await flood(victim, { announced: false, size: 26 * MB })],
    ["25 MB and a byte, announced", await flood(victim, { announced: true, size: 25 * MB + 1 })],
  ] as const;
  const many = await Promise.all(
    Array.from({ length: 12 }, () => flood(victim, { announced: false, size: 24 * MB })),
  );
  const body = aMove(victim);
  const real = await knock(victim, { headers: headersFor(victim, "projects_v2_item", body), body });
  const ended = await Promise.all(slow);
  for (const line of await Promise.all(idle)) line.destroy();
  const more = (await rowsOf(victim)) - rows;
  return {
    found: {
      I19: holds([
        ...floods.map(
          ([name, status]) => [status === 413 || status === 0, `${name}: ${String(status)}`] as const,
        ),
        ...many.map((status) => [status !== 200, "unsigned and taken"] as const),
        [more === 1, `${String(more)} rows instead of the real delivery's`],
      ]),
      I23: both(
        holds([
          [real.status === 200, `a real delivery behind held lines: ${String(real.status)}`],
          ...ended.map((hungUp) => [hungUp, "a slow request was never hung up on"] as const),
        ]),
        await aliveAfter(victim, vitals),
      ),
    },
    dealt: {
      ...{ "oversized body": floods.length, "large unsigned body": many.length },
      ...{ "slow request": slow.length, "half-open line": idle.length },
    },
  };
}

/** The answer's status; 0: hung up before one was heard. */
function flood(victim: Victim, how: { readonly announced: boolean; readonly size: number }): Promise<number> {
  return new Promise((resolve) => {
    const length = how.announced ? { "content-length": how.size } : { "transfer-encoding": "chunked" };
    const headers = { ...headersFor(victim, "issues", "another body"), ...length };
    const asked = request({
      port: victim.port(),
      host: "127.0.0.1",
      method: "POST",
      path: WEBHOOKS,
      headers,
      agent: false,
    });
    asked.on("response", (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.on("error", () => {
      resolve(0);
    });
    Readable.from(chunks(how.size)).pipe(asked);
  });
}

function* chunks(size: number): Generator<Buffer> {
  const chunk = Buffer.alloc(MB, "a");
  for (let left = size; left > 0; left -= MB) yield left < MB ? chunk.subarray(0, left) : chunk;
}

/** A request whose head or body never ends; resolves with whether it was hung up on. */
function slowly(victim: Victim): Promise<boolean> {
  return new Promise((resolve) => {
    const line = connect(victim.port(), "127.0.0.1");
    const drip = setInterval(() => line.write("a"), 500);
    const late = setTimeout(() => {
      end(false);
    }, HUNG_UP_WITHIN_MS);
    const end = (hungUp: boolean): void => {
      clearInterval(drip);
      clearTimeout(late);
      line.destroy();
      resolve(hungUp);
    };
    line.on("error", () => undefined);
    line.on("data", () => undefined);
    line.on("close", () => {
      end(true);
    });
    line.write(`POST ${WEBHOOKS} HTTP/1.1\r\nhost: app\r\ncontent-length: 1000000\r\n\r\n{`);
  });
}

function opened(victim: Victim): Promise<Socket> {
  return new Promise((resolve) => {
    const line = connect(victim.port(), "127.0.0.1", () => {
      resolve(line);
    });
    line.on("error", () => undefined);
  });
}
