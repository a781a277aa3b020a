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
  const questions = createQuestions(child);
  const tell = async (reading: ClockReading): Promise<void> => {
    await questions.ask((id) => ({ type: "clock", id, ...reading }));
  };
  child.on("message", (raw) => {
    const message = FromApp.safeParse(raw);
    if (!message.success) return;
    if (message.data.type === "hello") tell(parts.reading()).catch(ignoreEnded);
    else if (message.data.type === "ready") parts.onReady(message.data.url);
    else questions.answered(message.data.id, message.data);
  });
  child.once("exit", () => {
    questions.fail(gone());
  });
  return {
    tell,
    standing: async () => {
      const answer = await questions.ask((id) => ({ type: "standing", id }));
      if (answer.type !== "standing") throw silent(0);
      const { inbox, due, busy, waitsUntil, deadLetters, inDoubt } = answer;
      return { inbox, due, busy, waitsUntil, deadLetters, inDoubt };
    },
  };
}

interface Waiting {
  readonly resolve: (message: FromApp) => void;
  readonly reject: (error: Error) => void;
}

/** Questions to the child that wait for their answer, by id. */
interface Questions {
  ask(question: (id: number) => ToApp): Promise<FromApp>;
  answered(id: number, message: FromApp): void;
  fail(error: Error): void;
}

function createQuestions(child: ChildProcess): Questions {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        const id = lastId;
        const timer = setTimeout(() => waiting.get(id)?.reject(silent(ANSWER_WITHIN_MS)), ANSWER_WITHIN_MS);
        const done = (): void => {
          clearTimeout(timer);
          waiting.delete(id);
        };
        const fail = (error: Error): void => {
          done();
          reject(error);
        };
        const succeed = (message: FromApp): void => {
          done();
          resolve(message);
        };
        waiting.set(id, { resolve: succeed, reject: fail });
        if (!child.connected) fail(gone());
        else
          child.send(question(id), (error) => {
            if (error !== null) fail(gone());
          });
      }),
    answered: (id, message) => waiting.get(id)?.resolve(message),
    fail: (error) => {
      for (const { reject } of [...waiting.values()]) reject(error);
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
