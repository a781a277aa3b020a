import type { ChildProcess } from "node:child_process";
import type { ClockReading } from "../clock/clock.ts";
import { SandboxError } from "../sandbox-error.ts";
import { FromApp, type Standing, type ToApp } from "./messages.ts";

/** Talking with one App process. Every question is answered or fails when the process ends. */
export interface AppChannel {
  /** Resolves once the App tells this time. */
  tell(reading: ClockReading): Promise<void>;
  standing(): Promise<Standing>;
}

const ANSWER_WITHIN_MS = 15_000;

/** Listens to the child; `onReady` hears the App's address, `reading` answers its hello. */
export function openChannel(
  child: ChildProcess,
  parts: { readonly reading: () => ClockReading; readonly onReady: (url: string) => void },
): AppChannel {
  const waiting = new Map<number, { resolve: (message: FromApp) => void; reject: (error: Error) => void }>();
  let lastId = 0;

  const ask = (question: (id: number) => ToApp): Promise<FromApp> =>
    new Promise((resolve, reject) => {
      lastId += 1;
      const id = lastId;
      const timer = setTimeout(() => {
        finish.reject(silent(ANSWER_WITHIN_MS));
      }, ANSWER_WITHIN_MS);
      const finish = {
        resolve: (message: FromApp): void => {
          clearTimeout(timer);
          waiting.delete(id);
          resolve(message);
        },
        reject: (error: Error): void => {
          clearTimeout(timer);
          waiting.delete(id);
          reject(error);
        },
      };
      waiting.set(id, finish);
      if (!child.connected) finish.reject(gone());
      else
        child.send(question(id), (error) => {
          if (error !== null) finish.reject(gone());
        });
    });
  const tell = async (reading: ClockReading): Promise<void> => {
    await ask((id) => ({ type: "clock", id, ...reading }));
  };

  child.on("message", (raw) => {
    const message = FromApp.safeParse(raw);
    if (!message.success) return;
    if (message.data.type === "hello") tell(parts.reading()).catch(ignoreEnded);
    else if (message.data.type === "ready") parts.onReady(message.data.url);
    else waiting.get(message.data.id)?.resolve(message.data);
  });
  child.once("exit", () => {
    for (const { reject } of [...waiting.values()]) reject(gone());
  });

  return {
    tell,
    standing: async () => {
      const answer = await ask((id) => ({ type: "standing", id }));
      if (answer.type !== "standing") throw silent(0);
      const { inbox, due, busy, waitsUntil, deadLetters, inDoubt } = answer;
      return { inbox, due, busy, waitsUntil, deadLetters, inDoubt };
    },
  };
}

/** A hello whose sender ends before it is told the time: whoever waits for `ready` hears of the end. */
function ignoreEnded(error: unknown): void {
  if (!(error instanceof SandboxError)) throw error;
}

function gone(): SandboxError {
  return new SandboxError("app-not-running", {
    message: "The App is not running; POST /app/start starts it",
    status: 409,
  });
}

function silent(ms: number): SandboxError {
  return new SandboxError("app-silent", {
    message: `The App did not answer within ${String(ms / 1000)} s`,
    status: 504,
  });
}
