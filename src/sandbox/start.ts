import { join } from "node:path";
import { registerApp, type Registration } from "./access/registration.ts";
import { createTokens } from "./access/tokens.ts";
import { appCommand, appEnvironment, packageRoot } from "./app/command.ts";
import { takeDirectory } from "./app/directory.ts";
import { createMachine } from "./app/machine.ts";
import { createAppProcess, type AppCommand, type AppProcess } from "./app/process.ts";
import { createClock } from "./clock/clock.ts";
import { assemble, type Pieces } from "./assemble.ts";
import { control } from "./control/routes.ts";
import type { JournalLine } from "./contract.ts";
import { createFaultBook } from "./faults/fault-book.ts";
import { meddling } from "./faults/meddling.ts";
import { createGithubWorld } from "./github/world.ts";
import { createApi } from "./http/api.ts";
import { accountName } from "./http/call.ts";
import { longestLag } from "./http/lagging.ts";
import { createRequestLog } from "./http/request-log.ts";
import { CONTROL_PREFIX, openFront } from "./http/server.ts";
import { createLimits, githubLimits, type LimitNumbers } from "./limits/limits.ts";
import type { Happening, Sandbox } from "./sandbox.ts";
import { seedEmpty } from "./seed/empty.ts";
import { seedProgramme } from "./seed/programme.ts";
import type { Seeded } from "./seed/seed.ts";
import { webhookAddress } from "./webhooks/address.ts";
import { createDeliveryLog } from "./webhooks/delivery-log.ts";
import { createDispatcher } from "./webhooks/dispatcher.ts";
import { post, type Post } from "./webhooks/send.ts";

/** All optional: without any, a programme on a free port, at the machine's time and speed. */
export interface SandboxOptions {
  readonly port?: number;
  readonly speed?: number;
  /** Virtual time at the start, ms since the epoch. */
  readonly base?: number;
  /** A directory that is kept; without it a temporary one that is removed. */
  readonly data?: string;
  readonly seed?: "programme" | "empty";
  /** What to run as the App. */
  readonly app?: AppCommand;
  readonly logLevel?: string;
  /** Tighter or wider limits than GitHub's. */
  readonly limits?: Partial<LimitNumbers>;
  /** An App that was registered before; without it a new one, with a key of its own. */
  readonly registration?: Registration;
  /** How webhooks reach the App; without it over HTTP. */
  readonly post?: Post;
  /** Stops what is being started, or what runs. */
  readonly signal?: AbortSignal;
  readonly watch?: (happening: Happening) => void;
  /** Called with mistakes of the sandbox itself. */
  readonly onError?: (error: unknown) => void;
}

/** Starts GitHub and the App beside it; resolves when the App has taken the board over. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const pieces = createPieces(options);
  const directory = await takeDirectory(options.data ?? null);
  const front = await openFront(options.port ?? 0, {
    api: createApi(pieces),
    control: (request) => control(opened(), request),
    onError: options.onError ?? rethrow,
  }).catch(async (error: unknown) => {
    await directory.release();
    throw error;
  });
  const root = `http://127.0.0.1:${String(front.port)}`;
  pieces.at.root = root;
  pieces.world.setUrls({ api: `${root}/api/v3`, html: root });
  const app: AppProcess = createAppProcess({
    command: options.app ?? appCommand(),
    env: appEnvironment({
      registration: pieces.registration,
      port: front.port,
      data: directory.data,
      logLevel: options.logLevel ?? "info",
    }),
    logFile: directory.log,
    reading: () => pieces.clock.reading(),
    onDeath: () => {
      pieces.tell({ kind: "app", state: "died" });
    },
  });
  pieces.at.app = app;
  pieces.at.machine = createMachine({ app, data: directory.data, tell: pieces.tell });
  const sandbox = assemble({ pieces, app, front, directory, control: `${root}${CONTROL_PREFIX}` });
  const opened = (): Sandbox => sandbox;
  options.signal?.addEventListener("abort", () => void sandbox.stop().catch(options.onError ?? rethrow));
  try {
    options.signal?.throwIfAborted();
    await sandbox.startApp();
    await sandbox.settle();
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
  return sandbox;
}

const DAY = 86_400_000;

/** Everything that needs no port and no process yet. */
export function createPieces(options: SandboxOptions): Pieces {
  const real = (): number => Date.now();
  const clock = createClock({ base: options.base ?? real(), speed: options.speed ?? 1, real });
  const watchers: Pieces["watchers"] = new Set(options.watch === undefined ? [] : [options.watch]);
  const tell = (happening: Happening): void => {
    for (const watcher of watchers) watcher(happening);
  };
  const at: Pieces["at"] = { root: "", app: null, machine: noMachine, past: null };
  const registration = options.registration ?? registerApp(join(packageRoot, "app.yml"));
  const journal: JournalLine[] = [];
  const now = (): number => clock.now();
  const faults = createFaultBook(now, (fault, on) => {
    tell({ kind: "fault", fault, on });
  });
  const log = createDeliveryLog(now);
  const dispatcher = createDispatcher({
    clock,
    registration,
    log,
    faults,
    target: () => webhookAddress(at.app?.url() ?? null),
    post: options.post ?? post,
    onDelivery: (delivery) => {
      tell({ kind: "delivery", delivery });
    },
  });
  const limits = createLimits(now, { ...githubLimits, ...options.limits });
  const world = createGithubWorld({
    now: () => at.past ?? now(),
    app: { id: registration.id, slug: registration.slug, name: registration.name },
    remember: () => longestLag(faults),
    limits: (actor) => limits.primary(accountName(actor), "graphql"),
    emit: (webhook) => {
      tell({ kind: "webhook", webhook });
      dispatcher.send(webhook);
    },
    journal: (line) => {
      journal.push(line);
      tell({ kind: "write", line });
    },
  });
  const seeded = seed(options.seed ?? "programme", { world, registration, at, now });
  return {
    ...{ at, clock, now, real, registration, journal, faults, log, dispatcher, limits, world, seeded, tell },
    ...{ watchers, tokens: createTokens(real), requests: createRequestLog() },
    ...knownLater(at),
    meddling: (fault) => meddling({ world, seeded }, fault),
  };
}

function knownLater(at: Pieces["at"]): Pick<Pieces, "breakMachine" | "rest" | "hook"> {
  return {
    breakMachine: (fault) => at.machine(fault),
    rest: () => `${at.root}/api/v3`,
    hook: () => webhookAddress(at.app?.url() ?? null),
  };
}

function seed(
  kind: "programme" | "empty",
  { world, registration, at, now }: Pick<Pieces, "world" | "registration" | "at" | "now">,
): Seeded {
  const scene = {
    world,
    permissions: registration.permissions,
    events: registration.events,
    travel: (daysAgo: number): void => {
      at.past = now() - daysAgo * DAY;
    },
    day: (daysAgo: number): string => new Date(now() - daysAgo * DAY).toISOString().slice(0, 10),
  };
  const seeded = kind === "empty" ? seedEmpty(scene) : seedProgramme(scene);
  at.past = null;
  return seeded;
}

function noMachine(): Promise<void> {
  return Promise.reject(new Error("no App process is known here"));
}

function rethrow(error: unknown): never {
  throw error;
}
