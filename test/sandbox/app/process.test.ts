import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import type { AppCommand } from "../../../src/sandbox/app/process.ts";
import type { Happening } from "../../../src/sandbox/sandbox.ts";
import { startSandbox } from "../../../src/sandbox/start.ts";
import { aStage } from "../stage.ts";

const happened: Happening[] = [];
const stage = await aStage({
  seed: "empty",
  watch: (happening) => {
    happened.push(happening);
  },
});

afterAll(() => stage.close());

function scripted(script: string): AppCommand {
  return { file: process.execPath, args: ["-e", script], cwd: tmpdir() };
}

describe("the App's process", () => {
  it("is given what it needs and nothing of ours", () => {
    const { address } = stage.sandbox;

    expect(stage.told("env")).toMatchObject({
      APP_ID: expect.stringMatching(/^\d+$/),
      PRIVATE_KEY: expect.stringMatching(/^-----BEGIN RSA PRIVATE KEY-----\n/),
      WEBHOOK_SECRET: expect.stringMatching(/^[0-9a-f]{40}$/),
      GHE_HOST: new URL(address.control).host,
      GHE_PROTOCOL: "http",
      HOST: "127.0.0.1",
      PORT: "0",
      STAGEKEEPER_SANDBOX: "1",
    });
    expect(stage.told("env")).not.toHaveProperty("NODE_OPTIONS");
    expect(stage.told("env")).not.toHaveProperty("JEST_WORKER_ID");
  });

  it("keeps its port through kill and start", async () => {
    const { url } = stage.sandbox.address.app;

    await stage.sandbox.killApp();
    await stage.sandbox.startApp();

    expect(stage.sandbox.address.app.url).toBe(url);
    expect(stage.told("env")).toHaveProperty("PORT", new URL(url).port);
    expect(happened.flatMap((one) => (one.kind === "app" ? [one.state] : []))).toEqual([
      "ready",
      "killed",
      "ready",
    ]);
  });

  it.each([
    ["ends at once", "console.error('no such thing'); process.exit(3)", /exit code 3.*\nno such thing/],
    ["cannot be run", "process.kill(process.pid, 'SIGKILL')", /SIGKILL/],
  ])("that %s keeps the sandbox from starting, and its log says why", async (_, script, because) => {
    const directory = mkdtempSync(join(tmpdir(), "stage-"));

    const starting = startSandbox({ app: scripted(script), data: directory, seed: "empty" });

    await expect(starting).rejects.toMatchObject({
      code: "app-did-not-start",
      message: expect.stringMatching(because),
    });
    rmSync(directory, { recursive: true });
  });

  it("is not waited for when the start is called off", async () => {
    const off = new AbortController();
    const starting = startSandbox({
      app: scripted("setInterval(() => {}, 1000)"),
      seed: "empty",
      signal: off.signal,
    });

    setImmediate(() => {
      off.abort();
    });

    await expect(starting).rejects.toThrow();
  });

  it("goes with the temporary directory when the sandbox stops", async () => {
    const stub = {
      file: process.execPath,
      args: ["--import", "tsx", "test/support/stub-app.ts"],
      cwd: process.cwd(),
    };
    const sandbox = await startSandbox({ app: stub, seed: "empty" });
    const directory = dirname(sandbox.logFile);

    await sandbox.stop();

    expect(existsSync(directory)).toBe(false);
    await expect(fetch(sandbox.address.app.url)).rejects.toThrow();
    await expect(fetch(sandbox.address.github.rest)).rejects.toThrow();
  });
});
