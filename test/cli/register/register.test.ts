import { describe, expect, it } from "@jest/globals";
import { get } from "node:http";
import { parseConfig } from "../../../src/config.ts";
import { readAppManifest } from "../../../src/cli/app-manifest.ts";
import { register, type RegisterTools } from "../../../src/cli/register/register.ts";
import type { CreatedApp } from "../../../src/github/manifest.ts";
import { registerApp } from "../../../src/sandbox/access/registration.ts";
import { aConsole } from "../a-console.ts";

const { privateKey } = registerApp("app.yml");
const app: CreatedApp = {
  ...{ id: 4711, slug: "stagekeeper-acme", url: "https://github.test/apps/stagekeeper-acme", privateKey },
  webhookSecret: "0123456789abcdef0123",
};

interface Visit {
  readonly here: string;
  readonly page: string;
  readonly state: string;
}

/** Runs the command, and what a browser does with its first page. */
async function registering(
  visit: (at: Visit) => Promise<void>,
  changes: Partial<RegisterTools> = {},
): Promise<{
  readonly written: Map<string, string>;
  readonly codes: readonly string[];
  readonly code: number;
}> {
  const written = new Map<string, string>();
  const codes: string[] = [];
  let visited: Promise<void> = Promise.resolve();
  const console = aConsole();
  const tell = (text: string): void => {
    const here = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
    if (here !== undefined) visited = open(here).then(visit);
  };
  const code = await register(
    { organisation: "acme", server: "https://stagekeeper.acme.test", port: 0, file: "stagekeeper.env" },
    {
      console: { ...console, tell },
      manifest: readAppManifest(),
      html: "https://github.test",
      convert: (given) => {
        codes.push(given);
        return Promise.resolve(app);
      },
      isFree: () => true,
      writeSecret: (path, text) => written.set(path, text),
      ...changes,
    },
  );
  await visited;
  return { written, codes, code };
}

async function open(here: string): Promise<Visit> {
  const page = await (await fetch(here)).text();
  return { here, page, state: /state=([\da-f]{32})/.exec(page)?.[1] ?? "" };
}

async function leadBack({ here, state }: Visit, code: string): Promise<number> {
  return (await fetch(`${here}/created?code=${code}&state=${state}`)).status;
}

/** `fetch` would put the path right. */
function statusOf(here: string, path: string): Promise<number> {
  const { hostname, port } = new URL(here);
  return new Promise((resolve, reject) => {
    get({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    }).on("error", reject);
  });
}

describe("stagekeeper register", () => {
  it("fills GitHub's form in from app.yml", async () => {
    let page = "";

    await registering(async (visit) => {
      page = visit.page;
      await leadBack(visit, "c0de");
    });
    const manifest: unknown = JSON.parse(
      (/name="manifest" value="([^"]*)"/.exec(page)?.[1] ?? "")
        .replaceAll("&quot;", '"')
        .replaceAll("&#39;", "'"),
    );

    expect(page).toContain('action="https://github.test/organizations/acme/settings/apps/new?state=');
    expect(manifest).toMatchObject({
      default_permissions: { organization_projects: "write", issues: "write", contents: "read" },
      default_events: expect.arrayContaining(["projects_v2_item", "issue_comment"]),
      hook_attributes: { url: "https://stagekeeper.acme.test/api/github/webhooks", active: true },
      redirect_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/created$/),
    });
  });

  it("writes settings that the server accepts", async () => {
    const { written, code } = await registering(async (visit) => {
      await leadBack(visit, "c0de");
    });
    const lines = (written.get("stagekeeper.env") ?? "").split("\n").filter((line) => /^\w+=/.test(line));
    const environment: Record<string, string> = {};
    for (const line of lines)
      environment[line.slice(0, line.indexOf("="))] = line.slice(line.indexOf("=") + 1);

    expect(code).toBe(0);
    expect(parseConfig(environment, () => "")).toMatchObject({
      kind: "config",
      config: { appId: "4711", webhookSecret: app.webhookSecret, privateKey },
    });
  });

  it("takes no code that it did not ask for", async () => {
    const statuses: number[] = [];

    const { codes } = await registering(async (visit) => {
      statuses.push(await leadBack({ ...visit, state: "f".repeat(32) }, "theirs"));
      statuses.push(await leadBack(visit, "../../user"));
      statuses.push(await leadBack(visit, "c0de"));
    });

    expect(statuses).toEqual([400, 400, 200]);
    expect(codes).toEqual(["c0de"]);
  });

  it.each(["//", "/elsewhere", "/created/more"])("has no page at %s, and goes on waiting", async (path) => {
    let status = 0;

    const { code } = await registering(async (visit) => {
      status = await statusOf(visit.here, path);
      await leadBack(visit, "c0de");
    });

    expect([status, code]).toEqual([404, 0]);
  });

  it("overwrites no file, and asks GitHub for nothing then", async () => {
    const attempt = registering(() => Promise.resolve(), { isFree: () => false });

    await expect(attempt).rejects.toThrow("stagekeeper.env is there already");
  });
});
