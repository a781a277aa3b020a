import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { openChannel, type AppChannel } from "../../../src/sandbox/app/channel.ts";
import type { Standing } from "../../../src/sandbox/app/messages.ts";
import type { ClockReading } from "../../../src/sandbox/clock/clock.ts";

/** How a process of the App ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** One process of the App. It loads its modules and then waits until it is told the time, as the product does. */
export interface Actor {
  readonly pid: number;
  /** Tells the time for the first time: the App begins. Resolves with its address; throws when it ends instead. */
  wake(reading: ClockReading): Promise<string>;
  tell(reading: ClockReading): Promise<void>;
  standing(): Promise<Standing>;
  /** At once: the process does nothing more after this returned. */
  send(signal: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

/** Characters of its log that tell why it ended. */
const LAST_WORDS = 1_000;

/** It lives for a second or so: room for what the start leaves behind, and nothing optimised for later. */
const SHORT_LIVED = ["--min-semi-space-size=32", "--no-opt"];

/** Every process that was started and has not ended. */
const running = new Set<ChildProcess>();
for (const [signal, code] of [["SIGINT", 130] as const, ["SIGTERM", 143] as const])
  process.on(signal, () => process.exit(code));
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Starts a process of the App. */
export function spawnActor(how: {
  readonly main: string;
  readonly env: Readonly<Record<string, string>>;
  readonly log: string;
}): Actor {
  const log = openSync(how.log, "a");
  const child = spawn(process.execPath, [...SHORT_LIVED, how.main], {
    env: { ...how.env },
    stdio: ["ignore", log, log, "ipc"],
  });
  closeSync(log);
  running.add(child);
  const ended = new Promise<Ended>((resolve) => {
    child.once("exit", (code, signal) => {
      running.delete(child);
      resolve({ code, signal });
    });
  });
  let channel: AppChannel | null = null;
  const talking = (): AppChannel => {
    if (channel === null) throw new Error("the App was not woken");
    return channel;
  };
  return {
    pid: child.pid ?? 0,
    ended,
    wake: async (reading) => {
      const ready = new Promise<string>((resolve, reject) => {
        let isReady = false;
        const onReady = (url: string): void => {
          isReady = true;
          resolve(url);
        };
        channel = openChannel(child, { reading: () => reading, onReady });
        void ended.then(({ code, signal }) => {
          if (isReady) return;
          const said = readFileSync(how.log, "utf8").slice(-LAST_WORDS);
          reject(new Error(`the App ended before it listened: ${String(signal ?? code)}\n${said}`));
        });
      });
      // A process that waits already has said its hello, and nobody listened.
      talking()
        .tell(reading)
        .catch(() => undefined);
      return ready;
    },
    tell: (reading) => talking().tell(reading),
    standing: () => talking().standing(),
    send: (signal) => {
      child.kill(signal);
    },
  };
}
