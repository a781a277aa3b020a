import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { z } from "zod";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const Line = z.strictObject({
  github: z.strictObject({ rest: z.url(), graphql: z.url() }),
  app: z.strictObject({ url: z.url(), webhook: z.url() }),
  page: z.null(),
  org: z.string(),
  repo: z.string().regex(/^[^/]+\/[^/]+$/),
  project: z.number(),
  projectId: z.string().startsWith("PVT_"),
  tokens: z.strictObject({
    maintainer: z.string(),
    member: z.string(),
    contact: z.string(),
    outsider: z.string(),
  }),
  control: z.url(),
});

const Text = z.string();
/** Exit code and signal. */
const Exit = z.tuple([z.number().nullable(), z.string().nullable()]);

function run(...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", "src/sandbox/main.ts", ...args], {
    cwd: root,
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"] },
  });
}

/** Everything a process wrote to a stream until it ended. */
async function all(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = "";
  for await (const chunk of stream ?? []) text += String(chunk);
  return text;
}

describe("npm run sandbox", () => {
  it("prints where everything is once the board is taken over, and leaves nothing behind", async () => {
    const sandbox = run("--json", "--port", "0");
    const lines: string[] = [];
    const reader = createInterface({ input: sandbox.stdout ?? process.stdin });
    const first = Text.parse((await once(reader, "line"))[0]);
    reader.on("line", (line) => lines.push(line));

    const address = Line.parse(JSON.parse(first));
    const settled = await (await fetch(`${address.control}/settle`, { method: "POST" })).json();
    const { log } = (await (await fetch(`${address.control}/`)).json()) as { log: string };
    const adopted = readFileSync(log, "utf8").match(/"entry":"adopted"/g);
    sandbox.kill("SIGTERM");
    const [code] = Exit.parse(await once(sandbox, "exit"));

    expect(settled).toMatchObject({ settled: true, jumps: 0, deadLetters: 0 });
    expect(adopted?.length).toBeGreaterThanOrEqual(6);
    expect(code).toBe(0);
    expect(lines).toEqual([]);
    expect(existsSync(dirname(log))).toBe(false);
    await expect(fetch(address.app.url)).rejects.toThrow();
  }, 90_000);

  it("explains a wrong option and exits with 2", async () => {
    const sandbox = run("--prot", "1");
    const [said, exit] = await Promise.all([all(sandbox.stderr), once(sandbox, "exit")]);

    expect(said).toMatch(/Unknown option '--prot'[\s\S]*Usage:/);
    expect(Exit.parse(exit)[0]).toBe(2);
  }, 30_000);
});
