import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { aProgramme, type Programme } from "../support/programme.ts";

const cobalt = 3;

describe("a reminder on record when the App is killed before it is sent", () => {
  let programme: Programme;
  beforeEach(async () => {
    programme = await aProgramme();
  }, 60_000);
  afterEach(() => programme.stop());

  /** The App is killed while the comment with the reminder of day 3 is on its way; GitHub never takes it. */
  async function killedWhileReminding(): Promise<void> {
    const { sandbox, mara } = programme;
    await programme.after(() => mara.comment(cobalt, "/sent"));
    await programme.after(() => sandbox.turnClock({ advance: "PT70H" }));
    const match = { actor: "stagekeeper[bot]", operation: "addComment" };
    const onItsWay = new Promise<void>((resolve) => {
      sandbox.watch(({ kind }) => {
        if (kind === "fault") resolve();
      });
    });
    sandbox.addFault({ kind: "hang", match, applied: false });
    await sandbox.turnClock({ advance: "PT1H" });
    await onItsWay;
    await sandbox.killApp();
  }

  async function afterTheRestart(): Promise<readonly string[]> {
    const { sandbox } = programme;
    await programme.after(() => sandbox.startApp());
    await programme.after(() => sandbox.turnClock({ advance: "PT2H" }));
    return (await programme.said(cobalt)).filter((body) => body.includes("short second message"));
  }

  it("is not sent when the partner has answered meanwhile", async () => {
    await killedWhileReminding();
    await programme.mara.comment(cobalt, "/replied");

    expect(await afterTheRestart()).toEqual([]);
  }, 60_000);

  it("is sent once when nobody has answered", async () => {
    await killedWhileReminding();

    expect(await afterTheRestart()).toHaveLength(1);
  }, 60_000);
});
