import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settleHome } from "../../src/store/embedded/home.ts";
import { clientConfig, ensureServer } from "../../src/store/embedded/server.ts";
import { ask } from "../support/database.ts";
import { aProgramme, type Programme } from "../support/programme.ts";

describe("a programme whose database was lost", () => {
  const data = mkdtempSync(join(tmpdir(), "stagekeeper-lost-"));
  let programme: Programme;
  beforeAll(async () => {
    programme = await aProgramme({ data });
  }, 120_000);
  afterAll(async () => {
    await programme.stop();
    rmSync(data, { recursive: true, force: true });
  });

  const numbers = async (): Promise<readonly number[]> =>
    (await programme.tomas.board()).map(({ number }) => number).filter((number) => number > 0);

  /** Every key of ours in an issue's comments, folded ones too, and how often it stands there. */
  const keys = async (): Promise<readonly string[]> => {
    const all: string[] = [];
    for (const number of await numbers()) {
      for (const { author, body } of await programme.tomas.comments(number)) {
        const key = /stagekeeper \{"v":1,"key":"([^"]+)"/.exec(body)?.[1];
        if (author.startsWith("stagekeeper") && key !== undefined) all.push(`${String(number)} ${key}`);
      }
    }
    return all;
  };

  const drop = async (): Promise<void> => {
    const home = await settleHome(join(data, "data"));
    const server = clientConfig(await ensureServer(home), "postgres");
    await ask(server, "drop database stagekeeper with (force)");
  };

  it("says nothing a second time, and opens no sync note twice", async () => {
    await programme.after(() => programme.tomas.move(2, "Outreach"));
    await programme.after(() => programme.tomas.move(3, "Qualification Call"));
    await programme.after(() => programme.tomas.comment(3, "/check"));
    for (let day = 0; day < 8; day += 1) {
      await programme.after(() => programme.sandbox.turnClock({ advance: "PT25H" }));
    }
    const before = await keys();
    const opened = programme.sandbox.journal().filter(({ operation }) => operation === "createIssue").length;
    await programme.sandbox.killApp();
    await drop();

    await programme.sandbox.startApp();
    await programme.after(() => programme.sandbox.turnClock({ advance: "PT16M" }));
    const after = await keys();

    expect(before.length).toBeGreaterThan(1);
    expect(after).toEqual(before);
    expect(new Set(after).size).toBe(after.length);
    expect(programme.sandbox.journal().filter(({ operation }) => operation === "createIssue")).toHaveLength(
      opened,
    );
  }, 180_000);
});
