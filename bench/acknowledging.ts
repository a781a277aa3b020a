import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Figures, median, quantile, type Size } from "./figures.ts";
import { latenciesAt, type Parcel, rateOf, type Target } from "./load.ts";
import { handOf } from "../src/sandbox/seed/hand.ts";
import { addPartners, aStage, checklist, settleFully, type Stage } from "./stage.ts";

const PATH = "/api/github/webhooks";
/** Cards that are moved all the time: more than any real programme has, fewer than a database would notice. */
const PARTNERS = 200;
const kinds = ["bare", "probot", "probot-insert"] as const;

/**
 * Receiving, four ways, in turn: the App while GitHub has told it to wait, so that nothing but receiving is measured;
 * bare node:http with signature and one INSERT; Probot with nothing to do; Probot with one INSERT.
 */
export async function acknowledging(size: Size): Promise<Figures> {
  const stage = await aStage("stagekeeper");
  const folder = await mkdtemp(join(tmpdir(), "stagekeeper-bench-"));
  await chmod(folder, 0o711);
  const receivers: Receiver[] = [];
  try {
    const parcels = await capture(stage);
    for (const kind of kinds) receivers.push(await startReceiver(kind, folder, stage));
    const targets = [targetOf(stage), ...receivers.map(({ target }) => target)];
    for (const target of targets) await rateOf(target, parcels, Math.min(1_000, size.loadMs));
    const rounds: (readonly number[])[] = [];
    for (let round = 0; round < size.rounds; round += 1) rounds.push(await oneRound(targets, parcels, size));
    return { ...ratesIn(rounds), ...(await steadyLoad(targets, parcels, size)) };
  } finally {
    for (const receiver of receivers) await receiver.stop();
    await stage.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function oneRound(
  targets: readonly Target[],
  parcels: readonly Parcel[],
  { loadMs }: Size,
): Promise<readonly number[]> {
  const rates: number[] = [];
  for (const target of targets) rates.push(await rateOf(target, parcels, loadMs));
  return rates;
}

/** Ratios are taken within a round, for the machine is not the same from one to the next. */
function ratesIn(rounds: readonly (readonly number[])[]): Figures {
  const rate = (at: number): number => Math.round(median(rounds.map((rates) => rates[at] ?? 0)));
  const against = (at: number): number =>
    round(median(rounds.map((rates) => (rates[0] ?? 0) / (rates[at] ?? Number.NaN))));
  return {
    ack_rate_per_s: rate(0),
    bare_http_insert_rate_per_s: rate(1),
    bare_probot_rate_per_s: rate(2),
    probot_insert_rate_per_s: rate(3),
    ack_rate_vs_bare_http_insert: against(1),
    ack_rate_vs_bare_probot: against(2),
    ack_rate_vs_probot_insert: against(3),
  };
}

async function steadyLoad(
  [ours, bare]: readonly Target[],
  parcels: readonly Parcel[],
  { steady }: Size,
): Promise<Figures> {
  if (ours === undefined || bare === undefined) throw new Error("there is nobody to send to");
  const load = { perSecond: 300, count: steady };
  const taken = await latenciesAt(ours, parcels, load);
  const bareTaken = await latenciesAt(bare, parcels, load);
  return {
    ack_p50_ms_at_300_per_s: round(median(taken)),
    ack_p99_ms_at_300_per_s: round(quantile(taken, 0.99)),
    bare_http_insert_p99_ms_at_300_per_s: round(quantile(bareTaken, 0.99)),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Real webhooks of moved cards, of as many partners as a large programme has; the App is then told to wait ten hours. */
async function capture(stage: Stage): Promise<readonly Parcel[]> {
  const { sandbox } = stage;
  const cards = addPartners(stage, PARTNERS, checklist);
  await sandbox.turnClock({ advance: "PT16M" });
  await settleFully(sandbox);
  const match = { actor: "stagekeeper[bot]", request: "query" };
  sandbox.addFault({ kind: "secondary-limit", match, count: null, retryAfter: 36_000 });
  const parcels: Parcel[] = [];
  const unwatch = sandbox.watch((happening) => {
    if (happening.kind !== "webhook" || happening.webhook.event !== "projects_v2_item") return;
    parcels.push({ event: "projects_v2_item", body: JSON.stringify(happening.webhook.payload) });
  });
  const hand = handOf(sandbox.world, sandbox.login.member, sandbox.address.projectId ?? "");
  for (const card of cards) hand.set(card, "Status", "Graduation");
  unwatch();
  if (parcels.length < PARTNERS) throw new Error("the board told of too few moves");
  return parcels;
}

function targetOf({ sandbox, registration }: Stage): Target {
  return {
    port: Number(new URL(sandbox.address.app.url).port),
    path: PATH,
    secret: registration.webhookSecret,
  };
}

interface Receiver {
  readonly target: Target;
  stop(): Promise<void>;
}

async function startReceiver(
  kind: (typeof kinds)[number],
  folder: string,
  { registration }: Stage,
): Promise<Receiver> {
  const main = fileURLToPath(new URL("receiver.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", main], {
    env: {
      ...process.env,
      ...{ BENCH_KIND: kind, BENCH_DATA: join(folder, kind) },
      ...{ BENCH_SECRET: registration.webhookSecret, BENCH_KEY: registration.privateKey },
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const port = await portOf(child);
  return {
    target: { port, path: PATH, secret: registration.webhookSecret },
    stop: async () => {
      child.disconnect();
      await once(child, "exit");
    },
  };
}

async function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("message", (message: { readonly port: number }) => {
      resolve(message.port);
    });
    child.once("exit", () => {
      reject(new Error("a receiver ended before it listened"));
    });
  });
}
