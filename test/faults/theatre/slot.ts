import { layWire, type Passage, type Wire } from "./wire.ts";
import { spawnActor, type Actor } from "./actor.ts";
import type { ClockReading } from "../../../src/sandbox/clock/clock.ts";

/** A place for one process of the App, at whose every input and output it can be killed. */
export interface Slot {
  /** Where it takes webhooks; null: no process runs. */
  url(): string | null;
  /** The process, if one runs. */
  actor(): Actor | null;
  /** Begins; the next process is loaded meanwhile. */
  start(): Promise<void>;
  /** From its next start on it runs this version, by the path that `node` is given. */
  install(main: string): Promise<void>;
  /** SIGKILL. */
  kill(): void;
  /** Kills at the `at`-th place it passes from now on; 0 only writes down the places. */
  arm(at: number): void;
  /** Disarmed: the places passed since `arm`, and where the process was killed. */
  disarm(): { readonly places: readonly string[]; readonly killedAt: string | null };
  readonly passage: Passage;
  /** Hears of every place it passes; null: nobody does any more. */
  notice(listener: ((place: string) => void) | null): void;
  /** Cuts its connections to the database; the process lives. */
  cut(): void;
  /** SIGTERM; resolves with how it ended and after how many real milliseconds. */
  drain(): Promise<{ readonly code: number | null; readonly ms: number }>;
  close(): Promise<void>;
}

export interface SlotParts {
  readonly main: string;
  readonly log: string;
  /** Where PostgreSQL's unix socket is by now. */
  readonly socket: () => string;
  readonly database: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly reading: () => ClockReading;
}

/** A slot without a process. */
export async function openSlot(parts: SlotParts): Promise<Slot> {
  let actor: Actor | null = null;
  let url: string | null = null;
  let listener: ((place: string) => void) | null = null;
  let trap = { at: 0, places: [] as string[], killedAt: null as string | null };
  const kill = (): void => {
    actor?.send("SIGKILL");
    actor = null;
    url = null;
    wire.cut();
  };
  const passage: Passage = (place) => {
    if (actor === null) return "went";
    listener?.(place);
    trap.places.push(place);
    if (trap.places.length !== trap.at) return "goes on";
    trap.killedAt = place;
    kill();
    return "went";
  };
  const wire: Wire = await layWire(parts.socket, passage);
  let { main } = parts;
  const spawn = (): Actor => spawnActor({ ...parts, main, env: environmentOf(parts, wire) });
  let next = spawn();
  return {
    url: () => url,
    actor: () => actor,
    start: async () => {
      const started = next;
      actor = started;
      const address = await started.wake(parts.reading()).catch((error: unknown) => {
        if (actor === started) throw error;
        return null; // killed while it began
      });
      next = spawn();
      if (actor === started) url = address;
    },
    install: async (version) => {
      main = version;
      next.send("SIGKILL");
      await next.ended;
      next = spawn();
    },
    kill,
    passage,
    notice: (next) => {
      listener = next;
    },
    cut: () => {
      wire.cut();
    },
    arm: (at) => {
      trap = { at, places: [], killedAt: null };
    },
    disarm: () => {
      const { places, killedAt } = trap;
      trap = { at: 0, places: [], killedAt: null };
      return { places, killedAt };
    },
    drain: async () => {
      const began = performance.now();
      const leaving = actor;
      if (leaving === null) throw new Error("no App to end");
      leaving.send("SIGTERM");
      const { code } = await leaving.ended;
      actor = null;
      url = null;
      return { code, ms: performance.now() - began };
    },
    close: async () => {
      kill();
      next.send("SIGKILL");
      await next.ended;
      await wire.close();
    },
  };
}

function environmentOf(
  { environment, database }: SlotParts,
  { port }: Wire,
): Readonly<Record<string, string>> {
  const DATABASE_URL = `postgresql://stagekeeper@127.0.0.1:${String(port)}/${database}`;
  return { ...environment, DATABASE_URL, PORT: "0" };
}
