import { createHmac, randomUUID } from "node:crypto";
import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** A webhook as it will be posted, again and again, each time with a GUID of its own. */
export interface Parcel {
  readonly event: string;
  readonly body: string;
}

/** Where deliveries go, and the secret they are signed with. */
export interface Target {
  readonly port: number;
  readonly path: string;
  readonly secret: string;
}

const CONNECTIONS = 32;

/** Deliveries per second that are acknowledged when every connection sends its next one at once. Throws at any other answer. */
export async function rateOf(target: Target, parcels: readonly Parcel[], forMs: number): Promise<number> {
  const lines = await openLines(target);
  const began = performance.now();
  const counts = await Promise.all(
    lines.map(async (line, index) => {
      let sent = 0;
      while (performance.now() - began < forMs) {
        await line(bytesOf(target, parcelAt(parcels, index + sent)));
        sent += 1;
      }
      return sent;
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  for (const line of lines) line.close();
  return counts.reduce((sum, count) => sum + count, 0) / seconds;
}

/** How long each of `count` deliveries took, sent at a steady rate whether or not earlier ones are answered. */
export async function latenciesAt(
  target: Target,
  parcels: readonly Parcel[],
  { perSecond, count }: { readonly perSecond: number; readonly count: number },
): Promise<readonly number[]> {
  const free = [...(await openLines(target))];
  const all = [...free];
  const waiting: ((line: Line) => void)[] = [];
  const take = (): Promise<Line> => {
    const line = free.pop();
    return line === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(line);
  };
  const give = (line: Line): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(line);
    else next(line);
  };
  const began = performance.now();
  const one = async (index: number): Promise<number> => {
    const due = began + (index * 1000) / perSecond;
    await pause(Math.max(0, due - performance.now()));
    const sent = performance.now();
    const line = await take();
    await line(bytesOf(target, parcelAt(parcels, index)));
    give(line);
    return performance.now() - sent;
  };
  const taken = await Promise.all(Array.from({ length: count }, (_, index) => one(index)));
  for (const line of all) line.close();
  return taken;
}

function parcelAt(parcels: readonly Parcel[], index: number): Parcel {
  const parcel = parcels[index % parcels.length];
  if (parcel === undefined) throw new Error("there is nothing to send");
  return parcel;
}

function bytesOf({ port, path, secret }: Target, { event, body }: Parcel): string {
  return [
    `POST ${path} HTTP/1.1`,
    `host: 127.0.0.1:${String(port)}`,
    "content-type: application/json",
    `content-length: ${String(Buffer.byteLength(body))}`,
    `x-github-delivery: ${randomUUID()}`,
    `x-github-event: ${event}`,
    `x-hub-signature-256: ${signature(body, secret)}`,
    "",
    body,
  ].join("\r\n");
}

const signatures = new Map<string, string>();

/** The sender signs each text once: what is measured is the receiver. */
function signature(body: string, secret: string): string {
  const known = signatures.get(body);
  if (known !== undefined) return known;
  const made = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
  signatures.set(body, made);
  return made;
}

/** One connection with one delivery under way at a time. */
interface Line {
  (bytes: string): Promise<void>;
  close(): void;
}

async function openLines(target: Target): Promise<readonly Line[]> {
  return Promise.all(Array.from({ length: CONNECTIONS }, () => openLine(target.port)));
}

async function openLine(port: number): Promise<Line> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await new Promise((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  });
  const send = (bytes: string): Promise<void> => exchange(socket, bytes);
  return Object.assign(send, { close: () => socket.destroy() });
}

function exchange(socket: Socket, bytes: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const end = (error: Error | null): void => {
      socket.off("data", read).off("close", broken);
      if (error === null) resolve();
      else reject(error);
    };
    const read = (chunk: Buffer): void => {
      answer += chunk.toString("latin1");
      if (!isComplete(answer)) return;
      end(/^HTTP\/1\.1 2\d\d /.test(answer) ? null : new Error(`not acknowledged: ${answer.slice(0, 300)}`));
    };
    const broken = (): void => {
      end(new Error("the connection was cut"));
    };
    socket.on("data", read).on("close", broken);
    socket.write(bytes);
  });
}

function isComplete(answer: string): boolean {
  const head = answer.indexOf("\r\n\r\n");
  if (head < 0) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(answer.slice(0, head + 2))?.[1];
  return length === undefined ? answer.endsWith("0\r\n\r\n") : answer.length >= head + 4 + Number(length);
}
