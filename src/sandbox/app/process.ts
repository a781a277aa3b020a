import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import type { ClockReading } from "../clock/clock.ts";
import { SandboxError } from "../sandbox-error.ts";
import { openChannel, type AppChannel } from "./channel.ts";
import type { Standing } from "./messages.ts";

/** How the App is started. */
export interface AppCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

export interface AppProcessParts {
  readonly command: AppCommand;
  /** Without PORT: the App keeps the port of its first start. */
  readonly env: Readonly<Record<string, string>>;
  /** Where its output goes, both streams. */
  readonly logFile: string;
  readonly reading: () => ClockReading;
  /** The process ended though nobody asked it to. */
  readonly onDeath: (how: string) => void;
}

/** The App as a child process that can be killed and started again. */
export interface AppProcess {
  /** Address of the App after its first start; null before. */
  url(): string | null;
  running(): boolean;
  /** Resolves when the App listens. */
  start(): Promise<string>;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGSTOP, and SIGCONT after so many real milliseconds. */
  pause(ms: number): Promise<void>;
  /** SIGTERM, and SIGKILL when it does not end in time. */
  stop(): Promise<void>;
  tell(reading: ClockReading): Promise<void>;
  standing(): Promise<Standing>;
}

interface Running {
  readonly child: ChildProcess;
  readonly channel: AppChannel;
  readonly exited: Promise<void>;
  leaving: boolean;
}

const READY_WITHIN_MS = 60_000;
const DRAIN_WITHIN_MS = 12_000;

/** An App that has not been started yet. */
export function createAppProcess(parts: AppProcessParts): AppProcess {
  let running: Running | null = null;
  let url: string | null = null;

  const present = (): Running => {
    if (running !== null) return running;
    throw new SandboxError("app-not-running", {
      message: "The App is not running; POST /app/start starts it",
      status: 409,
    });
  };
  const end = async (signal: "SIGKILL" | "SIGTERM"): Promise<void> => {
    const { child, exited } = leave(present());
    child.kill(signal);
    const drained = await Promise.race([exited, setTimeout(DRAIN_WITHIN_MS, "late", { ref: false })]);
    if (drained === "late") child.kill("SIGKILL");
    await exited;
    running = null;
  };

  return {
    url: () => url,
    running: () => running !== null,
    start: async () => {
      if (running !== null)
        throw new SandboxError("app-running", { message: "The App is running already", status: 409 });
      const port = url === null ? "0" : new URL(url).port;
      const launched = launch(parts, port);
      running = launched.running;
      void launched.running.exited.then(() => {
        if (running === launched.running) running = null;
      });
      url = await launched.ready;
      return url;
    },
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
    pause: async (ms) => {
      const { child, exited } = present();
      child.kill("SIGSTOP");
      await Promise.race([exited, setTimeout(ms, null, { ref: false })]);
      child.kill("SIGCONT");
    },
    tell: (reading) => present().channel.tell(reading),
    standing: () => present().channel.standing(),
  };
}

function leave(running: Running): Running {
  running.leaving = true;
  return running;
}

function launch(
  parts: AppProcessParts,
  port: string,
): { readonly running: Running; readonly ready: Promise<string> } {
  const log = openSync(parts.logFile, "a");
  const child = spawn(parts.command.file, parts.command.args, {
    cwd: parts.command.cwd,
    env: { ...parts.env, PORT: port },
    stdio: ["ignore", log, log, "ipc"],
    detached: true, // Ctrl-C at the terminal reaches us; we then stop the App in good order
  });
  closeSync(log);
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => {
      resolve();
    });
    child.once("error", () => {
      resolve();
    });
  });
  const { channel, ready } = converse(child, parts, exited);
  const running: Running = { child, channel, exited, leaving: false };
  void exited.then(() => {
    if (!running.leaving) parts.onDeath(howItEnded(child));
  });
  return { running, ready: within(ready, { child, logFile: parts.logFile }) };
}

/** `ready` resolves with the App's address, or rejects when the App ends before it has one. */
function converse(
  child: ChildProcess,
  { reading, logFile }: AppProcessParts,
  exited: Promise<void>,
): { readonly channel: AppChannel; readonly ready: Promise<string> } {
  let onReady: (url: string) => void = () => undefined;
  const listens = new Promise<string>((resolve) => {
    onReady = resolve;
  });
  const ends = exited.then(() => null);
  const channel = openChannel(child, { reading, onReady });
  const ready = Promise.race([listens, ends]).then((url) => {
    if (url === null) throw notReady(logFile, `it ended (${howItEnded(child)})`);
    return url;
  });
  return { channel, ready };
}

async function within(
  ready: Promise<string>,
  { child, logFile }: { readonly child: ChildProcess; readonly logFile: string },
): Promise<string> {
  const patience = new AbortController();
  const late = setTimeout(READY_WITHIN_MS, null, { signal: patience.signal, ref: false });
  try {
    const url = await Promise.race([ready, late]);
    if (url !== null) return url;
  } finally {
    patience.abort();
    late.catch(() => null);
  }
  child.kill("SIGKILL");
  throw notReady(logFile, `it was not ready within ${String(READY_WITHIN_MS / 1000)} s`);
}

function howItEnded({ exitCode, signalCode }: ChildProcess): string {
  return signalCode ?? `exit code ${String(exitCode)}`;
}

function notReady(logFile: string, because: string): SandboxError {
  const log = existsSync(logFile) ? readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-12) : [];
  return new SandboxError("app-did-not-start", {
    message: [`The App did not start: ${because}. The end of its log:`, ...log].join("\n"),
    status: 500,
  });
}
