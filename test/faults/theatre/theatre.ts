import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Registration } from "../../../src/sandbox/access/registration.ts";
import { appEnvironment } from "../../../src/sandbox/app/command.ts";
import type { Pieces } from "../../../src/sandbox/assemble.ts";
import { handsOf, type Hands } from "../../../src/sandbox/demo/hands.ts";
import { createApi, type IncomingCall } from "../../../src/sandbox/http/api.ts";
import { describeGraphql, describeRest } from "../../../src/sandbox/http/describe-request.ts";
import { openFront, type Front } from "../../../src/sandbox/http/server.ts";
import type { Seeded } from "../../../src/sandbox/seed/seed.ts";
import { createPieces } from "../../../src/sandbox/start.ts";
import { webhookAddress } from "../../../src/sandbox/webhooks/address.ts";
import { post, type Post } from "../../../src/sandbox/webhooks/send.ts";
import type { Postgres } from "./postgres.ts";
import { effectsIn } from "../effects.ts";
import { openSlot, type Slot } from "./slot.ts";

/** A mutation that the App sent. Times of arrival are virtual, of overlap real. */
export interface Sending {
  readonly slot: number;
  readonly operation: string;
  /** What it wants done: equal texts are the same effect. */
  readonly effects: readonly string[];
  readonly at: number;
  /** Whether GitHub carried it out. */
  applied: boolean;
  /** How many others were under way when it arrived. */
  readonly besides: number;
}

/** GitHub in this process, processes of the real App beside it, and a real PostgreSQL. Time moves only when turned. */
export interface Theatre {
  readonly pieces: Pieces;
  readonly slots: readonly Slot[];
  readonly postgres: Postgres;
  readonly database: string;
  readonly sendings: readonly Sending[];
  readonly log: string;
  /** The person with this login. */
  hands(login: string): Hands;
  readonly people: Seeded["people"];
  /** Moves the clock to a virtual moment and resolves when all processes know, but for one that is stopped. */
  turn(to: number, but?: { readonly but: Slot }): Promise<void>;
  close(): Promise<void>;
}

export interface TheatreOptions {
  readonly main: string;
  readonly postgres: Postgres;
  readonly database: string;
  readonly registration: Registration;
  /** Processes of the App on the one database. */
  readonly processes?: number;
  /** How long a mutation is under way, real milliseconds. */
  readonly latency?: number;
  /** A Monday morning unless told. */
  readonly base?: number;
}

/** 10:00 of a Monday. */
const BASE = Date.UTC(2026, 2, 2, 10);

/** Opens GitHub with its programme and the slots; no App runs yet and the database is empty. */
export async function openTheatre(options: TheatreOptions): Promise<Theatre> {
  const { postgres, database, registration, processes = 1 } = options;
  const folder = await mkdtemp(join(postgres.folder, "theatre-"));
  const log = join(folder, "app.log");
  const slots: Slot[] = [];
  const pieces = createPieces({
    ...{ speed: 0, base: options.base ?? BASE, registration },
    post: postTo(slots),
  });
  const sendings: Sending[] = [];
  const under = { way: 0 };
  const fronts: Front[] = [await openGate(createApi(pieces))];
  const [people] = fronts;
  const root = `http://127.0.0.1:${String(people?.port)}`;
  pieces.at.root = root;
  pieces.at.app = { url: () => slots.find((slot) => slot.url() !== null)?.url() ?? "http://127.0.0.1:9" };
  pieces.world.setUrls({ api: `${root}/api/v3`, html: root });
  await postgres.recreate(database);
  for (let index = 0; index < processes; index += 1) {
    const gate = gated({ pieces, slots, index, sendings, under, latency: options.latency ?? 0 });
    const front = await openGate(gate);
    fronts.push(front);
    slots.push(
      await openSlot({
        ...{ main: options.main, log, socket: () => postgres.socket(), database },
        reading: () => pieces.clock.reading(),
        environment: appEnvironment({ registration, port: front.port, data: folder, logLevel: "info" }),
      }),
    );
  }
  const address = addressOf(pieces, root);
  return {
    ...{ pieces, slots, postgres, database, sendings, log, people: pieces.seeded.people },
    hands: (login) => handsOf(address, login, pieces.tokens.forLogin(login)),
    turn: (to, but) => {
      pieces.clock.set({ to });
      return tellAll(
        pieces,
        slots.filter((slot) => slot !== but?.but),
      );
    },
    close: async () => {
      for (const slot of slots) await slot.close();
      await pieces.dispatcher.close();
      for (const front of fronts) await front.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function openGate(api: ReturnType<typeof createApi>): Promise<Front> {
  return openFront(0, {
    api,
    control: () => Promise.resolve({ status: 404, body: {} }),
    onError: (error) => {
      throw error;
    },
  });
}

/** What an App process asks passes its slot before it is carried out and before it is answered. */
function gated({
  pieces,
  slots,
  index,
  sendings,
  under,
  latency,
}: {
  readonly pieces: Pieces;
  readonly slots: readonly Slot[];
  readonly index: number;
  readonly sendings: Sending[];
  /** Mutations under way, of all processes. */
  readonly under: { way: number };
  readonly latency: number;
}): ReturnType<typeof createApi> {
  const api = createApi(pieces);
  return async (call: IncomingCall) => {
    const slot = slots[index];
    const about =
      call.path === "/graphql" ? describeGraphql(call.body) : describeRest(call.method, call.path);
    const isSending = about.kind === "mutation";
    const sending: Sending = {
      ...{ slot: index, operation: about.label, effects: effectsIn(call.body), at: pieces.clock.now() },
      ...{ applied: false, besides: under.way },
    };
    if (isSending) sendings.push(sending);
    if (slot?.passage(`request: ${about.label}`) !== "goes on") return null;
    under.way += isSending ? 1 : 0;
    if (isSending && latency > 0) await pause(latency);
    const response = await api(call);
    under.way -= isSending ? 1 : 0;
    sending.applied = true;
    return slot.passage(`answer: ${about.label}`) === "goes on" ? response : null;
  };
}

/** Deliveries go to the processes in turn, past the slot before and after. */
function postTo(slots: readonly Slot[]): Post {
  let turn = 0;
  return async (_, headers, body) => {
    const up = slots.filter((slot) => slot.url() !== null);
    turn += 1;
    const slot = up[turn % Math.max(1, up.length)];
    const url = webhookAddress(slot?.url() ?? null);
    const event = headers["x-github-event"] ?? "";
    if (slot === undefined || url === null || slot.passage(`delivery: ${event}`) !== "goes on") return nobody;
    const outcome = await post(url, headers, body);
    if (outcome.code === 200) slot.passage(`acknowledged: ${event}`);
    return outcome;
  };
}

const nobody = { status: "failed to connect to host", code: 502, ms: 0, url: "", headers: {}, body: "" };

async function tellAll({ clock }: Pieces, slots: readonly Slot[]): Promise<void> {
  const actors = slots.flatMap((slot) => (slot.url() === null ? [] : (slot.actor() ?? [])));
  // Whoever is just being killed needs to know no more.
  await Promise.all(actors.map((actor) => actor.tell(clock.reading()).catch(() => undefined)));
}

function addressOf({ seeded }: Pieces, root: string): Parameters<typeof handsOf>[0] {
  return {
    github: { rest: `${root}/api/v3`, graphql: `${root}/api/graphql` },
    app: { url: "", webhook: "" },
    ...{ page: null, control: "", tokens: { maintainer: "", member: "", contact: "", outsider: "" } },
    ...{ org: seeded.org, repo: seeded.repo, project: seeded.project, projectId: seeded.projectId },
  };
}
