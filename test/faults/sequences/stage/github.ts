import { setImmediate } from "node:timers/promises";
import { createTokens } from "../../../../src/sandbox/access/tokens.ts";
import { registerApp } from "../../../../src/sandbox/access/registration.ts";
import type { Pieces } from "../../../../src/sandbox/assemble.ts";
import type { ApiResponse } from "../../../../src/sandbox/contract.ts";
import { createApi, type IncomingCall } from "../../../../src/sandbox/http/api.ts";
import { createPieces } from "../../../../src/sandbox/start.ts";
import type { Post } from "../../../../src/sandbox/webhooks/send.ts";
import { createTape, type Tape } from "./tape.ts";
import { wireTo } from "./wire.ts";

/** A new world, and what the App sends to it. */
export interface GithubWorld {
  readonly pieces: Pieces;
  readonly tape: Tape;
  /** Every request that mentions one of these texts fails: GitHub has trouble with this object alone. */
  readonly poisoned: Set<string>;
  /** What happens just before GitHub answers a request. */
  beforeEach: (call: IncomingCall) => void;
}

/** The small GitHub in this process, with a new world for every sequence. Time stands still by itself. */
export interface Github {
  readonly host: string;
  readonly registration: Pieces["registration"];
  readonly fetch: typeof fetch;
  /** A request as its front hands it on; null: the connection is cut. */
  readonly ask: (call: IncomingCall) => Promise<ApiResponse | null>;
  /** The world that answers now. */
  world(): GithubWorld;
  /** Empty but for people and repositories; the old world answers no more. */
  begin(base: number, post: Post): GithubWorld;
}

const host = "github.test";
const root = `https://${host}`;
const trouble: ApiResponse = { status: 502, body: { message: "Server Error" } };

/** Opens GitHub. There is no port: requests and webhooks are handed over as text. */
export function openGithub(): Github {
  const registration = registerApp("app.yml");
  const tokens = createTokens(() => Date.now());
  let answer: Github["ask"] = () => Promise.resolve(trouble);
  let current: GithubWorld | null = null;
  return {
    host,
    registration,
    fetch: wireTo((call) => answer(call)),
    ask: (call) => answer(call),
    world: () => {
      if (current === null) throw new Error("no world was begun");
      return current;
    },
    begin: (base, post) => {
      const tape = createTape({ clock: () => pieces.clock, tokens });
      const options = { seed: "empty", speed: 0, base, registration, post: tape.noting(post) } as const;
      const pieces: Pieces = { ...createPieces(options), tokens };
      pieces.at.root = root;
      pieces.at.app = { url: () => "https://stagekeeper.test" };
      pieces.world.setUrls({ api: `${root}/api/v3`, html: root });
      const world: GithubWorld = { pieces, tape, poisoned: new Set(), beforeEach: () => undefined };
      answer = answering(world);
      current = world;
      return world;
    },
  };
}

/** A request takes a moment on its way, so that two at once are seen to be two. */
function answering(world: GithubWorld): (call: IncomingCall) => Promise<ApiResponse | null> {
  const { pieces, tape, poisoned } = world;
  const api = createApi(pieces);
  return (call) =>
    tape.note(call, async () => {
      await setImmediate();
      world.beforeEach(call);
      const text = poisoned.size === 0 ? "" : JSON.stringify(call.body ?? "");
      return [...poisoned].some((one) => text.includes(one)) ? trouble : api(call);
    });
}
