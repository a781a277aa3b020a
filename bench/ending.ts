import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Figures, median, type Size } from "./figures.ts";
import { aStage, builtApp, settleFully, type Stage } from "./stage.ts";

/** Killed with an acknowledged delivery in hand, and started cold: how long until it works again. */
export async function ending({ kills, starts }: Size): Promise<Figures> {
  return {
    resume_after_kill_ms: Math.round(await resuming(kills)),
    cold_start_ms_warm_database: Math.round(await starting(starts)),
  };
}

async function resuming(kills: number): Promise<number> {
  const stage = await aStage("stagekeeper");
  try {
    const taken: number[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      taken.push(await resume(stage, 1 + (kill % 4)));
      await stage.sandbox.turnClock({ advance: "P1D" });
      await settleFully(stage.sandbox);
    }
    return Math.max(...taken);
  } finally {
    await stage.stop();
  }
}

/** From the new process's start to its move back, for a delivery that the old one had acknowledged and not acted on. */
async function resume({ sandbox, tomas }: Stage, issue: number): Promise<number> {
  const match = { actor: "stagekeeper[bot]", request: "query" };
  sandbox.addFault({ kind: "hang", match, count: 1, ms: 2_000 });
  const acknowledged = seen(sandbox, (happening) => happening.kind === "delivery");
  await tomas.move(issue, "Graduation");
  await acknowledged;
  await sandbox.killApp();
  sandbox.clearFaults();
  const written = seen(
    sandbox,
    (happening) => happening.kind === "write" && happening.line.actor === "stagekeeper[bot]",
  );
  const began = performance.now();
  await sandbox.startApp();
  await written;
  return performance.now() - began;
}

type Watcher = Parameters<Stage["sandbox"]["watch"]>[0];

function seen(
  sandbox: Stage["sandbox"],
  fits: (happening: Parameters<Watcher>[0]) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    const unwatch = sandbox.watch((happening) => {
      if (!fits(happening)) return;
      unwatch();
      resolve();
    });
  });
}

/** From the process's start until it is ready, on a data directory that has a database; the server under it is not running. */
async function starting(starts: number): Promise<number> {
  const stage = await aStage("stagekeeper");
  const { registration, sandbox } = stage;
  const folder = await mkdtemp(join(tmpdir(), "stagekeeper-bench-"));
  await chmod(folder, 0o711);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...{ APP_ID: String(registration.id), PRIVATE_KEY: registration.privateKey },
    ...{ WEBHOOK_SECRET: registration.webhookSecret, STAGEKEEPER_DATA: join(folder, "data") },
    ...{ GHE_HOST: new URL(sandbox.address.github.rest).host, GHE_PROTOCOL: "http" },
    ...{ HOST: "127.0.0.1", LOG_LEVEL: "warn" as const, PORT: String(20_000 + (process.pid % 20_000)) },
  };
  try {
    await start(env);
    const taken: number[] = [];
    for (let count = 0; count < starts; count += 1) taken.push(await start(env));
    return median(taken);
  } finally {
    await stage.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function start(env: NodeJS.ProcessEnv): Promise<number> {
  const began = performance.now();
  const child = spawn(builtApp.file, builtApp.args, {
    cwd: builtApp.cwd,
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const exited = once(child, "exit");
  const { PORT: port = "" } = env;
  const url = `http://127.0.0.1:${port}/ready`;
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error("the App did not start");
    await pause(10);
  }
  const taken = performance.now() - began;
  child.kill("SIGTERM");
  await exited;
  return taken;
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).status === 200;
  } catch {
    return false;
  }
}
