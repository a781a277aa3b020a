import { createTokens } from "../../../../src/sandbox/access/tokens.ts";
import { registerApp } from "../../../../src/sandbox/access/registration.ts";
import type { Pieces } from "../../../../src/sandbox/assemble.ts";
import { createApi } from "../../../../src/sandbox/http/api.ts";
import { openFront } from "../../../../src/sandbox/http/server.ts";
import { createPieces } from "../../../../src/sandbox/start.ts";

/** The small GitHub on one port of loopback, with a new world for every sequence. Time stands still by itself. */
export interface Github {
  readonly port: number;
  readonly registration: Pieces["registration"];
  /** A new world, empty but for people and repositories; the old one answers no more. */
  begin(base: number, target: () => string | null): Pieces;
  /** The most mutations of the App that were under way at once. */
  mostAtOnce(): number;
  close(): Promise<void>;
}

/** Opens the port. */
export async function openGithub(): Promise<Github> {
  const registration = registerApp("app.yml");
  const tokens = createTokens(() => Date.now());
  let api: ReturnType<typeof createApi> | null = null;
  let atOnce = 0;
  let most = 0;
  const front = await openFront(0, {
    api: async (call) => {
      if (api === null) return { status: 503, body: { message: "between two worlds" } };
      const writes = JSON.stringify(call.body ?? "").includes("mutation");
      atOnce += writes ? 1 : 0;
      most = Math.max(most, atOnce);
      try {
        return await api(call);
      } finally {
        atOnce -= writes ? 1 : 0;
      }
    },
    control: () => Promise.resolve({ status: 404, body: {} }),
    onError: (error) => {
      process.stderr.write(`sandbox: ${String(error)}\n`);
    },
  });
  const root = `http://127.0.0.1:${String(front.port)}`;
  return {
    port: front.port,
    registration,
    begin: (base, target) => {
      most = 0;
      const pieces: Pieces = { ...createPieces({ seed: "empty", speed: 0, base, registration }), tokens };
      pieces.at.root = root;
      pieces.at.app = { url: target };
      pieces.world.setUrls({ api: `${root}/api/v3`, html: root });
      api = createApi(pieces);
      return pieces;
    },
    mostAtOnce: () => most,
    close: () => front.close(),
  };
}
