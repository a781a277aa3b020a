import type { Instant } from "../../../../src/core/time/time.ts";
import { createChores, choresOf, type Chores } from "../../../../src/keeper/chores.ts";
import type { Clock } from "../../../../src/keeper/clock.ts";
import type { Meter } from "../../../../src/keeper/meter.ts";
import { createWorker, type Worker } from "../../../../src/keeper/worker.ts";
import { createLogger } from "../../../../src/logger.ts";
import { createSelf } from "../../../../src/serve.ts";
import type { Post } from "../../../../src/sandbox/webhooks/send.ts";
import type { Line, Receiver } from "./line.ts";
import type { Records } from "./records.ts";

/** The real App in this very process: what `main.ts` composes, with the clock handed in. */
export interface InnerApp {
  /** Takes a webhook as the front does; nobody answers while the App is down. */
  readonly post: Post;
  readonly records: Records;
  /** Begins anew on an empty record, or goes on with what is there; with as many workers side by side. */
  start(clock: Ticking, how: { readonly empty: boolean; readonly workers: number }): Promise<void>;
  /** Ends worker and chores; what was under way is finished. */
  halt(): Promise<void>;
  busy(): boolean;
  pausedUntil(): number | null;
  close(): Promise<void>;
}

/** Virtual time. */
interface Ticking {
  now(): number;
  sleep(until: number, signal: AbortSignal): Promise<void>;
}

interface Running {
  readonly stop: AbortController;
  readonly workers: readonly Worker[];
  readonly chores: Chores;
  readonly ended: Promise<unknown>;
}

/** Builds the App at the end of this line, upon this record. */
export async function openApp(line: Line, records: Records): Promise<InnerApp> {
  const log = createLogger("silent");
  const { store, inbox } = records;
  let clock: Clock = { now: () => 0 as Instant, sleep: () => Promise.resolve() };
  let self: ReturnType<typeof createSelf> = () => null;
  let running: Running | null = null;
  const receiver = await line.receiver({
    ...{ inbox, log, self: () => self(), count: () => undefined },
    clock: { now: () => clock.now(), sleep: (...args: Parameters<Clock["sleep"]>) => clock.sleep(...args) },
  });
  const door = doorOf(receiver, () => running !== null);

  const halt = async (): Promise<void> => {
    running?.stop.abort();
    await running?.ended;
    running = null;
  };
  return {
    post: door.post,
    records,
    start: async (next, how) => {
      await halt();
      clock = next as Clock;
      if (how.empty) await records.empty();
      const app = line.app(clock);
      self = createSelf(app, log);
      const keeper = { store, app, clock, log, meter, told: new Map(), random: () => 0.5 };
      const workers = Array.from({ length: how.workers }, () => createWorker(keeper));
      const chores = createChores(keeper, choresOf(keeper));
      const stop = new AbortController();
      const ended = Promise.all([...workers, chores].map((each) => each.run(stop.signal)));
      running = { stop, workers, chores, ended };
    },
    halt,
    busy: () =>
      door.busy() > 0 ||
      (running !== null &&
        (running.chores.busy() > 0 || running.workers.some((worker) => worker.state().busy > 0))),
    pausedUntil: () => {
      const waits = (running?.workers ?? []).flatMap((worker) => worker.state().pausedUntil ?? []);
      return waits.length === 0 ? null : Math.min(...waits);
    },
    close: async () => {
      await halt();
      await records.close();
    },
  };
}

/** So many deliveries are handled at once; the others wait outside, whose time is not the App's. */
const ADMITTED = 8;

/** Where webhooks come in, with what is being answered now. */
function doorOf(receive: Receiver, isUp: () => boolean): { readonly post: Post; busy(): number } {
  let busy = 0;
  const outside: (() => void)[] = [];
  const post: Post = async (url, headers, body) => {
    const ended = { ms: 0, url, headers: {}, body: "" };
    if (!isUp()) return { ...ended, status: "failed to connect to host", code: 502 };
    busy += 1;
    if (busy > ADMITTED) await new Promise<void>((admit) => outside.push(admit));
    const { status, text } = await receive(headers, body);
    busy -= 1;
    outside.shift()?.();
    return { ...ended, status: status === 200 ? "OK" : text, code: status, body: text };
  };
  return { post, busy: () => busy };
}

const nothing = (): void => undefined;
const meter: Meter = {
  ...{ pass: nothing, effect: nothing, sweep: nothing, limited: nothing },
  ...{ failure: nothing, redelivered: nothing, trouble: nothing },
};
