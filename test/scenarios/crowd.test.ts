import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { addPartners, checklist, settleFully } from "../../bench/stage.ts";
import { aProgramme, type Programme } from "../support/programme.ts";

const crowd = 200;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** Who entered the first stage on that Monday has stood there for 30 days. */
const thirtyDaysLater = Date.parse("2026-04-01T09:00:00Z");

describe("a day on which 200 touches fall due", () => {
  let programme: Programme;
  /** Virtual seconds at which the App wrote something. */
  let writes: readonly number[] = [];
  let reminders: readonly { readonly at: number; readonly issue: string }[] = [];
  let reads = 0;
  let limited = 0;
  beforeAll(async () => {
    programme = await aProgramme();
    const { sandbox } = programme;
    addPartners(programme, crowd, checklist);
    await sandbox.turnClock({ advance: "PT16M" });
    await settleFully(sandbox);
    await turnTo(thirtyDaysLater - 30_000);
    await settleFully(sandbox);
    sandbox.forgetRequests();
    const before = sandbox.journal().length;
    await turnTo(thirtyDaysLater);
    await settleFully(sandbox);
    const requests = sandbox.requests().requests.filter(({ actor }) => actor === "stagekeeper[bot]");
    writes = requests.filter(({ kind }) => kind === "mutation" || kind === "write").map(secondOf);
    reads = requests.filter(({ kind }) => kind === "query").length;
    limited = requests.filter((request) => request.limited).length;
    reminders = sandbox
      .journal()
      .slice(before)
      .filter(({ detail }) => String(detail["opening"]).includes("reminder/"))
      .map((line) => ({ at: secondOf(line), issue: String(line.detail["issue"]) }));
  }, 300_000);
  afterAll(async () => {
    await programme.stop();
  });

  async function turnTo(moment: number): Promise<void> {
    const { sandbox } = programme;
    const seconds = Math.ceil((moment - Date.parse(sandbox.clock().now)) / 1_000);
    await sandbox.turnClock({ advance: `PT${String(seconds)}S` });
  }

  it("reminds every partner once", () => {
    expect(reminders.length).toBeGreaterThanOrEqual(crowd);
    expect(new Set(reminders.map(({ issue }) => issue)).size).toBe(reminders.length);
  });

  it("keeps to 60 reminders a minute and 400 an hour", () => {
    const moments = reminders.map(({ at }) => at);

    expect(mostWithin(moments, MINUTE)).toBeLessThanOrEqual(60);
    expect(mostWithin(moments, HOUR)).toBeLessThanOrEqual(400);
  });

  it("writes one thing a second, and meets no limit of GitHub's", () => {
    expect(mostWithin(writes, 1)).toBe(1);
    expect(limited).toBe(0);
  });

  it("reads anew before it writes, for two at a time: longer than that a look does not hold", () => {
    expect(reads).toBeLessThanOrEqual(0.6 * reminders.length);
  });

  it("uses nine tenths of that rate", () => {
    const taken = (reminders.at(-1)?.at ?? Infinity) - (reminders[0]?.at ?? 0);

    expect((reminders.length - 1) / taken).toBeGreaterThanOrEqual(0.9);
  });
});

function secondOf({ at }: { readonly at: string }): number {
  return Math.floor(Date.parse(at) / 1_000);
}

/** The most that fall into any span of so many seconds. */
function mostWithin(moments: readonly number[], span: number): number {
  const counts = moments.map((from) => moments.filter((at) => at >= from && at < from + span).length);
  return Math.max(...counts);
}
