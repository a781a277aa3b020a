import { describe, expect, it } from "@jest/globals";
import { parseConfig } from "../src/config.ts";
import { privateKey } from "./web/arrange.ts";

const good = { APP_ID: "12", PRIVATE_KEY: privateKey, WEBHOOK_SECRET: "a secret for tests only" };

function problemsOf(changes: Record<string, string | undefined>): readonly string[] {
  const parsed = parseConfig({ ...good, ...changes }, read);
  return parsed.kind === "problems" ? parsed.problems : [];
}

function read(path: string): string {
  if (path === "/key.pem") return privateKey;
  throw new Error("no such file");
}

describe("parseConfig", () => {
  it("needs three settings, and has defaults for the rest", () => {
    expect(parseConfig(good, read)).toMatchObject({
      kind: "config",
      config: {
        ...{ appId: "12", databaseUrl: null, dataDirectory: "./data", port: 3000, host: "0.0.0.0" },
        ...{ logLevel: "info", gheHost: null, gheProtocol: "https", sandbox: false },
      },
    });
  });

  it("names everything that is wrong at once", () => {
    const parsed = parseConfig({ PORT: "a", LOG_LEVEL: "loud", DATABASE_URL: "mysql://x" }, read);

    expect(parsed.kind === "problems" ? parsed.problems.map((problem) => problem.split(" ")[0]) : []).toEqual(
      [...["APP_ID", "WEBHOOK_SECRET", "DATABASE_URL", "PORT", "LOG_LEVEL", "PRIVATE_KEY"]],
    );
  });

  it.each([
    ["the secret Probot would fall back to", { WEBHOOK_SECRET: "development" }],
    ["a short secret", { WEBHOOK_SECRET: "hunter2" }],
    ["an empty secret", { WEBHOOK_SECRET: "" }],
    ["an App id that is no number", { APP_ID: "stagekeeper" }],
    ["a key that is none", { PRIVATE_KEY: "-----BEGIN nothing" }],
    ["a key file that is not there", { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: "/nowhere" }],
    ["a port beyond the last", { PORT: "65536" }],
    ["a host with a path", { GHE_HOST: "github.example.com/api" }],
    ["another protocol", { GHE_PROTOCOL: "gopher" }],
    ["the sandbox's clock against github.com", { STAGEKEEPER_SANDBOX: "1" }],
    [
      "the sandbox's clock against a real host",
      { STAGEKEEPER_SANDBOX: "1", GHE_HOST: "127.0.0.1.example.com" },
    ],
  ])("refuses %s, without repeating a value", (_what, changes: Record<string, string | undefined>) => {
    const problems = problemsOf(changes);

    expect(problems).toHaveLength(1);
    expect(problems[0]).not.toContain("hunter2");
  });

  it.each([
    ["with line ends written out", { PRIVATE_KEY: privateKey.replaceAll("\n", "\\n") }],
    ["in base64", { PRIVATE_KEY: Buffer.from(privateKey).toString("base64") }],
    ["from a file", { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: "/key.pem" }],
  ])("takes the key %s", (_how, changes: Record<string, string | undefined>) => {
    const parsed = parseConfig({ ...good, ...changes }, read);

    expect(parsed.kind === "config" ? parsed.config.privateKey.trim() : parsed.problems).toBe(
      privateKey.trim(),
    );
  });

  it("lets the sandbox drive the clock on loopback", () => {
    expect(
      problemsOf({ STAGEKEEPER_SANDBOX: "1", GHE_HOST: "127.0.0.1:4000", GHE_PROTOCOL: "http" }),
    ).toEqual([]);
  });
});
