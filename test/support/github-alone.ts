import { createApi } from "../../src/sandbox/http/api.ts";
import { openFront } from "../../src/sandbox/http/server.ts";
import type { Pieces } from "../../src/sandbox/assemble.ts";
import type { Post } from "../../src/sandbox/webhooks/send.ts";
import { createPieces, type SandboxOptions } from "../../src/sandbox/start.ts";

/** The small GitHub on a port of loopback, without an App beside it. */
export interface GithubAlone {
  readonly pieces: Pieces;
  /** What the command line needs to work on it as somebody. */
  environmentOf(login: string): Readonly<Record<string, string>>;
  /** The App's own settings as well. */
  settings(): Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Every delivery arrives. */
const arrived: Post = (url) =>
  Promise.resolve({ status: "OK", code: 200, ms: 1, url, headers: {}, body: "" });

/** Starts it. Time stands still. */
export async function githubAlone(options: SandboxOptions = {}): Promise<GithubAlone> {
  const pieces = createPieces({ speed: 0, post: arrived, ...options });
  const front = await openFront(0, {
    api: createApi(pieces),
    control: () => Promise.resolve({ status: 404, body: {} }),
    onError: (error) => {
      throw error;
    },
  });
  const host = `127.0.0.1:${String(front.port)}`;
  pieces.at.root = `http://${host}`;
  pieces.at.app = { url: () => "http://stagekeeper.test" };
  pieces.world.setUrls({ api: `http://${host}/api/v3`, html: `http://${host}` });
  return {
    pieces,
    environmentOf: (login) => ({
      ...{ GITHUB_TOKEN: pieces.tokens.forLogin(login), GHE_HOST: host, GHE_PROTOCOL: "http" },
    }),
    settings: () => ({
      APP_ID: String(pieces.registration.id),
      PRIVATE_KEY: pieces.registration.privateKey,
      WEBHOOK_SECRET: pieces.registration.webhookSecret,
    }),
    stop: () => front.close(),
  };
}
