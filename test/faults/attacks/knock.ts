import { createHmac, randomUUID } from "node:crypto";
import { Agent, request, type OutgoingHttpHeaders } from "node:http";
import { connect } from "node:net";
import type { Victim } from "./victim.ts";

/** What the door said. Status 0: it hung up without a word. */
export interface Heard {
  readonly status: number;
  readonly text: string;
}

export interface Knock {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
}

export const WEBHOOKS = "/api/github/webhooks";
const PATIENCE_MS = 30_000;
const agent = new Agent({ keepAlive: true, maxSockets: 32 });

/** The signature GitHub would make with the App's secret, or anybody with another one. */
export function signed(body: string | Buffer, secret: string): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

/** The headers of a delivery that GitHub signed; each call is another delivery. */
export function headersFor(
  { sandbox }: Victim,
  event: string,
  body: string | Buffer,
): Record<string, string> {
  return {
    ...{ "content-type": "application/json", "x-github-event": event, "x-github-delivery": randomUUID() },
    "x-hub-signature-256": signed(body, sandbox.registration.webhookSecret),
  };
}

/** A request as any client could send it. */
export function knock(
  victim: Victim,
  { method = "POST", path = WEBHOOKS, headers = {}, body }: Knock,
): Promise<Heard> {
  return new Promise((resolve) => {
    const hear = (heard: Heard): void => {
      victim.heard.add(heard.text);
      resolve(heard);
    };
    const asked = request(
      { port: victim.port(), host: "127.0.0.1", method, path, headers, agent },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("close", () => {
          const text = JSON.stringify(answer.headers) + Buffer.concat(chunks).toString("utf8");
          hear({ status: answer.statusCode ?? 0, text });
        });
      },
    );
    asked.setTimeout(PATIENCE_MS, () => asked.destroy());
    asked.on("error", () => {
      hear({ status: 0, text: "" });
    });
    asked.end(body);
  });
}

/** Raw bytes on a line of their own; resolves with what came back when the other side hung up, or null: it never did. */
export function dial(victim: Victim, bytes: string, patience = PATIENCE_MS): Promise<Heard | null> {
  return new Promise((resolve) => {
    const line = connect(victim.port(), "127.0.0.1");
    let text = "";
    const late = setTimeout(() => {
      line.destroy();
      resolve(null);
    }, patience);
    line.on("data", (chunk) => (text += chunk.toString("utf8")));
    line.on("error", () => undefined);
    line.on("close", () => {
      clearTimeout(late);
      victim.heard.add(text);
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text });
    });
    line.write(bytes);
  });
}

/** Ends the lines that were kept open for more. */
export function hangUp(): void {
  agent.destroy();
}
