import { describe, expect, it } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Environment } from "../../src/cli/access.ts";
import { run } from "../../src/cli/run.ts";
import { aConsole } from "./a-console.ts";

/** Nobody listens there. */
const NOWHERE: Environment = { GITHUB_TOKEN: "ghp_x", GHE_HOST: "127.0.0.1:1", GHE_PROTOCOL: "http" };

async function stagekeeper(words: readonly string[], environment: Environment = {}) {
  const console = aConsole();
  const code = await run(words, { console, environment });
  return { code, said: console.said.join("\n"), told: console.told.join("\n") };
}

describe("wrong input", () => {
  it.each<{ words: string; environment?: Environment; code: number; says: string }>([
    { words: "doctor a/b", code: 1, says: "GITHUB_TOKEN is not set" },
    { words: "doctor a/b", environment: { GITHUB_TOKEN: "" }, code: 1, says: "GITHUB_TOKEN is not set" },
    { words: "plan a/b", environment: { GITHUB_TOKEN: "a\nb" }, code: 1, says: "holds what no token does" },
    {
      ...{ words: "init a/b", environment: { ...NOWHERE, GHE_HOST: "x y" }, code: 1 },
      says: "GHE_HOST is no host name",
    },
    {
      ...{ words: "init a/b", environment: { ...NOWHERE, GHE_PROTOCOL: "ftp" }, code: 1 },
      says: "GHE_PROTOCOL is neither",
    },
    { words: "doctor a/b", environment: NOWHERE, code: 1, says: "Is GHE_HOST right" },
    { words: "init a/b --extends sales", code: 2, says: "design-partner, rfc" },
    { words: "check nowhere.yml", code: 1, says: "nowhere.yml is not there." },
    {
      words: "plan a/b --playbook nowhere.yml",
      environment: NOWHERE,
      code: 1,
      says: "nowhere.yml is not there.",
    },
    { words: `check ${tmpdir()}`, code: 1, says: "The file is a folder." },
    { words: "register acme --server https://acme.test --port 70000", code: 2, says: "1 to 65535" },
    { words: "register acme --server acme.test", code: 2, says: "https://HOST" },
    {
      ...{ words: "register acme --server https://acme.test --file nowhere/stagekeeper.env", code: 1 },
      says: "nowhere is not there.",
    },
    {
      ...{ words: "export a/b", environment: { STAGEKEEPER_DATA: "./nowhere" }, code: 1 },
      says: "There is no database of Stagekeeper in ./nowhere",
    },
    {
      ...{ words: "export a/b", environment: { DATABASE_URL: "postgres://u:geheim@127.0.0.1:1/x" }, code: 1 },
      says: "The database cannot be reached. Is DATABASE_URL right",
    },
  ])("is answered in a sentence: $words → $says", async ({ words, environment, code, says }) => {
    const answer = await stagekeeper(words.split(" "), environment);

    expect(answer).toMatchObject({ code, said: "", told: expect.stringContaining(says) });
    expect(answer.told).not.toMatch(/\.\.$|geheim|\n {4}at /m);
  });

  it("names a port that is taken", async () => {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? String(address?.port) : "";

    const { code, told } = await stagekeeper([
      "register",
      "acme",
      "--server",
      "https://a.test",
      "--port",
      port,
    ]);
    server.close();

    expect({ code, told }).toEqual({ code: 1, told: `Port ${port} is taken.` });
  });

  it("in a playbook file is the answer of check, and its exit code", async () => {
    const folder = mkdtempSync(join(tmpdir(), "stagekeeper-check-"));
    const file = join(folder, "stagekeeper.yml");
    writeFileSync(file, "extends: design-partner\nprojcet: 1\n");

    const answer = await stagekeeper(["check", file]);
    rmSync(folder, { recursive: true });

    expect(answer).toMatchObject({ code: 1, told: "" });
    expect(answer.said).toContain(
      `${file}:2 projcet: “projcet” is not a key here (did you mean “project”?).`,
    );
  });
});

describe("the program", () => {
  it("tells its version", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

    expect(await stagekeeper(["--version"])).toMatchObject({ code: 0, said: version });
  });

  it("fits a terminal of 80 columns", async () => {
    const { said } = await stagekeeper(["--help"]);

    expect(said.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("ends quietly when nobody reads its answer any more", () => {
    const { status, stderr } = spawnSync(
      "sh",
      ["-c", `"${process.execPath}" --import tsx src/cli/main.ts --help | true`],
      { encoding: "utf8", env: { ...process.env, NODE_OPTIONS: "" } },
    );

    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});
