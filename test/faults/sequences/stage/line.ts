import { stagekeeper, type AppParts } from "../../../../src/app.ts";
import { createGithubApp } from "../../../../src/github/app.ts";
import { hostFrom } from "../../../../src/github/host.ts";
import type { Clock } from "../../../../src/keeper/clock.ts";
import type { GithubApp } from "../../../../src/keeper/github.ts";
import { createLogger } from "../../../../src/logger.ts";
import { createProbot } from "../../../../src/web/probot.ts";
import { createReceive } from "../../../../src/web/receive.ts";
import type { Github } from "./github.ts";

/** What goes between GitHub and the App. */
export interface Line {
  /** GitHub, as the App asks it. */
  app(clock: Clock): GithubApp;
  /** Deliveries, as they come to the App. */
  receiver(parts: AppParts): Promise<Receiver>;
}

/** Takes a delivery; its answer as HTTP says it. */
export type Receiver = (
  headers: Readonly<Record<string, string>>,
  body: string,
) => Promise<{ readonly status: number; readonly text: string }>;

/** The real way: Octokit and Probot, tokens and signatures, texts and headers. Only sockets are left out. */
export function realLine(github: Github): Line {
  const log = createLogger("silent");
  const { id, privateKey, webhookSecret } = github.registration;
  const appId = String(id);
  return {
    app: (clock) =>
      createGithubApp({
        ...{ appId, privateKey, clock, log, userAgent: "stagekeeper", fetch: github.fetch },
        host: hostFrom({ gheHost: github.host, gheProtocol: "https" }),
      }),
    receiver: async (parts) => {
      const probot = await createProbot({ appId, privateKey, webhookSecret });
      await probot.load((loaded) => {
        stagekeeper(loaded, parts);
      });
      const receive = createReceive({ webhooks: probot.webhooks, secret: webhookSecret, log });
      return (headers, body) => receive(headers, [Buffer.from(body)]);
    },
  };
}
