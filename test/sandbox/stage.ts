import { existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { startSandbox, type SandboxOptions } from "../../src/sandbox/start.ts";

/** What the stub App received. */
export interface Received {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly valid: boolean;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** A sandbox with the stub in place of the App. */
export interface Stage {
  readonly sandbox: Sandbox;
  received(): readonly Received[];
  /** The clock message the stub saw last, and the environment it was started with. */
  told(file: "clock" | "env"): Readonly<Record<string, unknown>>;
  behave(how: Readonly<Record<string, unknown>>): void;
  /** A control request, answered with status and parsed body. */
  ask(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly body: unknown }>;
  close(): Promise<void>;
}

const stub = fileURLToPath(new URL("../support/stub-app.ts", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));

/** Starts a sandbox whose App is the stub. */
export async function aStage(options: SandboxOptions = {}): Promise<Stage> {
  const directory = mkdtempSync(join(tmpdir(), "stage-"));
  const data = join(directory, "data");
  mkdirSync(data);
  const sandbox = await startSandbox({
    app: { file: process.execPath, args: ["--import", "tsx", stub], cwd: root },
    data: directory,
    ...options,
  });
  const read = (file: string): string =>
    existsSync(join(data, file)) ? readFileSync(join(data, file), "utf8") : "";
  return {
    sandbox,
    received: () =>
      read("deliveries.jsonl")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Received),
    told: (file) => JSON.parse(read(`${file}.json`)) as Readonly<Record<string, unknown>>,
    behave: (how) => {
      writeFileSync(join(data, "behaviour.json"), JSON.stringify(how));
    },
    ask: async (method, path, body) => {
      const payload =
        body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
      const answer = await fetch(`${sandbox.address.control}${path}`, { method, ...payload });
      const text = await answer.text();
      return { status: answer.status, body: text === "" ? null : (JSON.parse(text) as unknown) };
    },
    close: async () => {
      await sandbox.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
