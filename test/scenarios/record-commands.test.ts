import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../src/cli/run.ts";
import { aConsole } from "../cli/a-console.ts";
import { aProgramme, type Programme } from "../support/programme.ts";

describe("the record of a server that is running on its embedded database", () => {
  let programme: Programme;
  let folder = "";
  let repo = "";
  let month = "";
  const cobalt = 3;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "stagekeeper-record-"));
    // As root, PostgreSQL runs as another user, who must get through to the data.
    await chmod(folder, 0o711);
    programme = await aProgramme({ data: folder });
    repo = programme.sandbox.address.repo;
    month = programme.sandbox.clock().now.slice(0, 7);
  }, 120_000);
  afterAll(async () => {
    await programme.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const command = async (words: readonly string[], data = join(folder, "data")) => {
    const console = aConsole();
    const code = await run(words, { console, environment: { STAGEKEEPER_DATA: data } });
    return { code, said: console.said.join("\n"), told: console.told.join("\n") };
  };

  it("is reported month by month, with names or without", async () => {
    const asked = ["report", repo, "--month", month];
    const markdown = await command(asked);
    const csv = await command([...asked, "--format", "csv"]);
    const anonymous = await command([...asked, "--anonymous"]);

    expect([markdown.code, csv.code, anonymous.code]).toEqual([0, 0, 0]);
    expect(markdown.said).toContain(`# Partner programme: ${month}`);
    expect(csv.said.split("\n").filter((line) => line.startsWith(`${month},sources,`))).not.toEqual([]);
    expect(anonymous.said).not.toContain("Cobalt");
  }, 60_000);

  it("is exported with a line for each partner", async () => {
    const { code, said } = await command(["export", repo, "--format", "jsonl"]);
    const numbers = said.split("\n").map((line) => (JSON.parse(line) as { number: number | null }).number);
    const cards = (await programme.tomas.board()).filter(({ column }) => column !== null);

    expect(code).toBe(0);
    expect(numbers).toEqual(
      expect.arrayContaining(cards.flatMap(({ number }) => (number > 0 ? number : []))),
    );
  }, 60_000);

  it("forgets a partner only once it has left, and the server stays with that", async () => {
    const early = await command(["forget", repo, String(cobalt), "--yes"]);
    await programme.after(() => programme.mara.comment(cobalt, "/exit declined no budget"));
    const known = await command(["export", repo]);
    const forgotten = await command(["forget", repo, `#${String(cobalt)}`, "--yes"]);
    await programme.after(() => programme.sandbox.turnClock({ advance: "PT2H" }));
    const partners = await command(["export", repo]);
    const journal = await command(["export", repo, "--what", "journal"]);
    const again = await command(["forget", repo, String(cobalt), "--yes"]);

    expect(early).toMatchObject({ code: 1, told: expect.stringContaining("/exit in its issue") });
    expect(known.said).toContain("Cobalt");
    expect(forgotten).toMatchObject({ code: 0, said: expect.stringContaining("is forgotten") });
    expect(`${partners.said}${journal.said}`).not.toMatch(/Cobalt|no budget/);
    expect(again).toMatchObject({ code: 0, said: expect.stringContaining("was forgotten before") });
  }, 60_000);

  it("answers wrong input with what would be right", async () => {
    const answers = await Promise.all([
      command(["report", repo, "--month", "2026-13"]),
      command(["report", repo]),
      command(["report", repo, "--month", "2999-01"]),
      command(["export", "northwind-labs"]),
      command(["export", repo, "--format", "xml"]),
      command(["export", "northwind-labs/nowhere"]),
      command(["forget", repo, "first"]),
      command(["forget", repo, "999", "--yes"]),
      command(["forget", repo, "999"]),
      command(["export", repo], join(folder, "elsewhere")),
    ]);

    expect(answers.map(({ code, told }) => [code, told])).toEqual([
      [2, expect.stringContaining("It is written YYYY-MM.")],
      [2, expect.stringContaining("--month <YYYY-MM>")],
      [1, "2999-01 has not begun."],
      [2, expect.stringContaining("It is written OWNER/REPO.")],
      [2, expect.stringContaining("csv, jsonl")],
      [1, expect.stringContaining("is this the server's database?")],
      [2, expect.stringContaining("It is a whole number from 1.")],
      [1, expect.stringContaining("has no partner #999")],
      [2, expect.stringContaining("--yes does it without asking")],
      [1, expect.stringContaining("STAGEKEEPER_DATA")],
    ]);
    expect(answers.map(({ said }) => said).join("")).toBe("");
  }, 60_000);
});
