import { describe, expect, it } from "@jest/globals";
import { forget } from "../../../src/cli/forget/forget.ts";
import type { Forgetting } from "../../../src/store/record-book.ts";
import { now } from "../../support/situation.ts";
import { aConsole } from "../a-console.ts";

async function run(came: Forgetting, { yes = false, answer = null as boolean | null } = {}) {
  const console = aConsole(answer);
  const done: number[] = [];
  const code = await forget(
    { repository: "acme/partners", issue: 12, yes, now },
    {
      console,
      forget: (issue) => {
        done.push(issue);
        return Promise.resolve(came);
      },
    },
  );
  return { ...console, code, done };
}

describe("stagekeeper forget", () => {
  it("asks first, and does nothing without a yes", async () => {
    const no = await run("forgotten", { answer: false });
    const nobody = await run("forgotten", { answer: null });
    const yes = await run("forgotten", { answer: true });

    expect(no).toMatchObject({ code: 0, done: [], asked: [expect.stringContaining("cannot be undone")] });
    expect(nobody).toMatchObject({ code: 2, done: [] });
    expect(yes).toMatchObject({ code: 0, done: [12] });
  });

  it("does not ask with --yes, and says what stays on GitHub and how to remove it there", async () => {
    const { asked, said } = await run("forgotten", { yes: true });

    expect(asked).toEqual([]);
    expect(said.join("\n")).toMatch(/delete the issues on GitHub[^]*dashboard[^]*Backups/);
  });

  it("ends with 1 for a partner that is unknown or still there, and says what to do", async () => {
    const inProgramme = await run("in-programme", { yes: true });

    expect(await run("unknown", { yes: true })).toMatchObject({ code: 1 });
    expect(inProgramme).toMatchObject({ code: 1, told: [expect.stringContaining("/exit")] });
    expect(await run("forgotten-before", { yes: true })).toMatchObject({ code: 0 });
  });
});
