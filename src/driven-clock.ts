import { z } from "zod";
import type { Instant } from "./core/time/time.ts";
import type { Clock } from "./keeper/clock.ts";
import { sleepReal } from "./keeper/system-clock.ts";

/** What the sandbox asks about us at any time. */
export interface StandingAnswer {
  readonly inbox: number;
  readonly due: number;
  readonly busy: boolean;
  readonly waitsUntil: number | null;
  readonly deadLetters: number;
  readonly inDoubt: number;
}

/** The channel to the parent process: Node's `process` is one. */
export interface Channel {
  send(message: object): void;
  onMessage(listen: (message: unknown) => void): void;
  onClose(listen: () => void): void;
}

/** A clock that the parent sets, and the questions it asks. */
export interface DrivenClock extends Clock {
  /** Until the parent told the time first. */
  started(): Promise<void>;
  /** Tells the parent where we listen, and answers its questions from now on. */
  ready(url: string, standing: () => Promise<StandingAnswer>): void;
}

const Reading = z.object({ virtual: z.number(), real: z.number(), speed: z.number().nonnegative() });
type Reading = z.infer<typeof Reading>;
const FromParent = z.discriminatedUnion("type", [
  Reading.extend({ type: z.literal("clock"), id: z.number() }),
  z.object({ type: z.literal("standing"), id: z.number() }),
]);

/** Node forgets timers longer than this. */
const LONGEST_TIMER = 2_147_483_647;
/** Whoever has only begun, or cannot tell, is busy: it is asked again. */
const starting: StandingAnswer = {
  ...{ inbox: 0, due: 0, busy: true, waitsUntil: null },
  ...{ deadLetters: 0, inDoubt: 0 },
};

/** Says hello, then keeps the parent's time: virtual now = virtual + (now − real) × speed. */
export function createDrivenClock(channel: Channel, realNow: () => number = Date.now): DrivenClock {
  const time = createTime(realNow);
  let standing: () => Promise<StandingAnswer> = () => Promise.resolve(starting);
  channel.onMessage((raw) => {
    const message = FromParent.safeParse(raw);
    if (!message.success) return;
    if (message.data.type === "standing") {
      void answerStanding(channel, message.data.id, standing);
      return;
    }
    time.set(message.data);
    channel.send({ type: "ack", id: message.data.id });
  });
  channel.send({ type: "hello" });
  return {
    ...time,
    ready: (url, answer) => {
      standing = answer;
      channel.send({ type: "ready", url });
    },
  };
}

interface SettableTime extends Clock {
  set(reading: Reading): void;
  started(): Promise<void>;
}

function createTime(realNow: () => number): SettableTime {
  let reading: Reading | null = null;
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const sleepers = new Set<AbortController>();
  const now = (): Instant => {
    if (reading === null) throw new Error("the clock was looked at before the sandbox set it");
    const { virtual, real, speed } = reading;
    return Math.floor(virtual + (realNow() - real) * speed) as Instant;
  };
  const nap = async (until: Instant, signal: AbortSignal): Promise<void> => {
    const sleeper = new AbortController();
    sleepers.add(sleeper);
    const wait = realWait(until - now(), reading?.speed ?? 1);
    await sleepReal(wait, AbortSignal.any([signal, sleeper.signal]));
    sleepers.delete(sleeper);
  };
  return {
    now,
    started: () => begun,
    sleep: async (until, signal) => {
      while (!signal.aborted && now() < until) await nap(until, signal);
    },
    set: (next) => {
      reading = next;
      begin();
      for (const sleeper of sleepers) sleeper.abort();
    },
  };
}

/** A clock that stands still is waited for until somebody sets it. */
function realWait(virtual: number, speed: number): number {
  return speed === 0 ? LONGEST_TIMER : Math.min(LONGEST_TIMER, Math.max(1, Math.ceil(virtual / speed)));
}

async function answerStanding(
  channel: Channel,
  id: number,
  standing: () => Promise<StandingAnswer>,
): Promise<void> {
  const answer = await standing().catch(() => starting);
  channel.send({ type: "standing", id, ...answer });
}

/** The channel of this very process, or null when it was started without one. */
export function processChannel(): Channel | null {
  if (process.send === undefined) return null;
  return {
    send: (message) => {
      if (process.connected) process.send?.(message);
    },
    onMessage: (listen) => {
      process.on("message", listen);
    },
    onClose: (listen) => {
      process.once("disconnect", listen);
    },
  };
}
