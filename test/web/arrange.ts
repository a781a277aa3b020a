import { createHmac, generateKeyPairSync } from "node:crypto";
import type { Login } from "../../src/core/ids.ts";
import { stagekeeper } from "../../src/app.ts";
import type { Delivery, Inbox } from "../../src/keeper/inbox.ts";
import { createFront, type Front } from "../../src/web/front.ts";
import { createLogger } from "../../src/logger.ts";
import { createProbot } from "../../src/web/probot.ts";
import { createReceive } from "../../src/web/receive.ts";
import { aClock } from "../support/manual-clock.ts";

export const secret = "a secret for tests only";
const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({
  type: "pkcs8",
  format: "pem",
});
/** A private key as the App's settings carry it. */
export const privateKey = key.toString();

/** The front with Probot and our handlers behind it, listening on loopback. */
export interface Door {
  readonly url: string;
  readonly front: Front;
  readonly remembered: Delivery[];
  readonly counted: string[];
  readonly lines: string[];
  /** Delivers as GitHub does. */
  readonly deliver: (event: string, payload: unknown, changes?: Changes) => Promise<Response>;
}

export interface Changes {
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly signedWith?: string;
}

export interface DoorOptions {
  readonly remember?: Inbox["remember"];
  readonly ready?: () => Promise<void>;
  readonly withinMs?: number;
  readonly requestWithinMs?: number;
}

const doors: Front[] = [];

export async function aDoor(options: DoorOptions = {}): Promise<Door> {
  const [remembered, counted, lines]: [Delivery[], string[], string[]] = [[], [], []];
  const log = createLogger("trace", { write: (line) => lines.push(line) });
  const probot = await createProbot({ appId: "1", privateKey, webhookSecret: secret });
  const keep: Inbox["remember"] = (delivery) => {
    remembered.push(delivery);
    return options.remember?.(delivery) ?? Promise.resolve("remembered");
  };
  await probot.load((app) => {
    stagekeeper(app, {
      ...{ inbox: { remember: keep }, clock: aClock(), log, self: () => "stagekeeper[bot]" as Login },
      count: (event, outcome) => counted.push(`${event} ${outcome}`),
    });
  });
  const front = createFront({
    receive: createReceive({
      ...{ webhooks: probot.webhooks, secret, log },
      ...(options.withinMs === undefined ? {} : { withinMs: options.withinMs }),
    }),
    ready: options.ready ?? (() => Promise.resolve()),
    metrics: () => Promise.resolve({ type: "text/plain", text: "numbers 1\n" }),
    count: (outcome) => counted.push(outcome),
    log,
    ...(options.requestWithinMs === undefined ? {} : { requestWithinMs: options.requestWithinMs }),
  });
  const port = await front.listen(0, "127.0.0.1");
  doors.push(front);
  const url = `http://127.0.0.1:${port}`;
  return { url, front, remembered, counted, lines, deliver: deliverTo(url) };
}

export async function closeDoors(): Promise<void> {
  await Promise.all(doors.splice(0).map((front) => front.close()));
}

export function sign(body: string, with_ = secret): string {
  return `sha256=${createHmac("sha256", with_).update(body).digest("hex")}`;
}

let guids = 0;

function deliverTo(url: string): Door["deliver"] {
  return (event, payload, { headers = {}, body = JSON.stringify(payload), signedWith = secret } = {}) => {
    guids += 1;
    return fetch(`${url}/api/github/webhooks`, {
      method: "POST",
      body,
      headers: {
        "content-type": "application/json",
        "x-github-event": event,
        "x-github-delivery": `guid-${guids}`,
        "x-hub-signature-256": sign(body, signedWith),
        ...headers,
      },
    });
  };
}

/** Somebody moved a card. */
export function aMove(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    action: "edited",
    installation: { id: 42 },
    sender: { login: "tom", type: "User" },
    projects_v2_item: {
      ...{ node_id: "PVTI_1", project_node_id: "PVT_1", content_node_id: "I_1", content_type: "Issue" },
    },
    changes: {
      field_value: {
        ...{ field_node_id: "PVTSSF_1", field_type: "single_select" },
        ...{ from: { id: "one", name: "One" }, to: { id: "two", name: "Two" } },
      },
    },
    ...changes,
  };
}
