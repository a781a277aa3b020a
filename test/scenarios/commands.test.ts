import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { aProgramme, type Programme } from "../support/programme.ts";

describe("a comment with commands", () => {
  let programme: Programme;
  let partner = 0;
  beforeAll(async () => {
    programme = await aProgramme();
    await programme.after(async () => {
      partner = await programme.tomas.openPartner({ title: "Gingko", assignees: [programme.tomas.login] });
    });
    await programme.after(() => programme.mara.move(partner, "Outreach"));
  }, 120_000);
  afterAll(async () => {
    await programme.stop();
  });

  /** What the App answers to a comment, without its hidden marker, and how it reacts to it. */
  const heard = async (
    text: string,
    by: "mara" | "tomas" | "robot" = "tomas",
  ): Promise<{ said: readonly string[]; reactions: number }> => {
    const before = await posted();
    const reacted = reactions();
    await programme.after(() => programme[by].comment(partner, text));
    const said = (await posted()).slice(before.length);
    return { said: said.map(shown), reactions: reactions() - reacted };
  };
  const posted = async (): Promise<readonly string[]> =>
    (await programme.tomas.comments(partner))
      .filter(({ author }) => author.startsWith("stagekeeper"))
      .map(({ body }) => body);
  const shown = (body: string): string => body.replace(/^<!--.*?-->\n/, "").replaceAll("\\/", "/");
  const reactions = (): number => JSON.stringify(programme.sandbox.journal()).split('"THUMBS_UP"').length - 1;
  /** What the App has written into the card's fields, in order. */
  const written = (): readonly unknown[] =>
    programme.sandbox
      .journal()
      .filter(({ operation }) => operation.endsWith("ProjectV2ItemFieldValue"))
      .map(({ detail }) => [detail["field"], detail["to"]]);

  it("/help lists every command in one answer", async () => {
    const { said } = await heard("/help");

    expect(said).toHaveLength(1);
    expect(said[0]).toContain("### Commands\n\n- `/check [STAGE]` shows what is missing for the next stage");
    expect(said[0]).toContain("- `/help` lists the commands");
  }, 60_000);

  it("/check says what is missing, and for a stage by its name", async () => {
    const { said } = await heard("/check");
    const named = await heard("/check graduation");

    expect(said[0]).toContain("### Not yet: Outreach");
    expect(said[0]).toContain("❌ **Organisation is set**");
    expect(named.said[0]).toContain("### Not yet: Graduation");
  }, 60_000);

  it("/override is for those whom the playbook names, and says who let it through", async () => {
    const denied = await heard("/override I want it");
    const allowed = await heard("/override agreed on Monday", "mara");

    expect(denied.said).toEqual(["Only these may override: maintainers of this repository."]);
    const answers = allowed.said.filter((body) => body.includes("by override"));
    expect(answers).toEqual([
      "### Moved on to Outreach by override\n\n@mara-lindqvist let it through. Reason: agreed on Monday",
    ]);
    const [entered] = allowed.said.filter((body) => body.includes("Still to fill in"));
    expect(entered).toContain("Still to fill in: Name, signal");
    expect(await programme.tomas.column(partner)).toBe("Outreach");
  }, 60_000);

  it("/next sets the action and its day on the card, and /done takes them off", async () => {
    const set = await heard("/next 2027-03-01 Send the *new* terms");
    const done = await heard("/done");

    expect(set).toEqual({ said: [], reactions: 1 });
    expect(done).toEqual({ said: [], reactions: 1 });
    expect(written().slice(-4)).toEqual([
      ["Next action", "Send the *new* terms"],
      ["Due date", "2027-03-01"],
      ["Next action", null],
      ["Due date", null],
    ]);
  }, 60_000);

  it("/sent, /snooze and /replied are shown by a reaction", async () => {
    expect(await heard("/sent")).toEqual({ said: [], reactions: 1 });
    expect(await heard("/snooze 2 weeks")).toEqual({ said: [], reactions: 1 });
    expect(await heard("/replied")).toEqual({ said: [], reactions: 1 });
  }, 60_000);

  it("/sent with a day to come is refused in plain words", async () => {
    expect((await heard("/sent 2099-01-01")).said).toEqual(["That day has not come yet."]);
  }, 60_000);

  it("/hold keeps the partner where it is, and /resume ends it", async () => {
    const held = await heard("/hold their budget is frozen");
    const checked = await heard("/check");
    const overridden = await heard("/override all the same", "mara");
    const resumed = await heard("/resume");
    const again = await heard("/resume");

    expect(held).toEqual({ said: [], reactions: 1 });
    expect(checked.said[0]).toContain("The partner is on hold: `/resume` ends that.");
    expect(overridden.said).toEqual(["The partner is on hold: write `/resume` first."]);
    expect(resumed).toEqual({ said: [], reactions: 1 });
    expect(again.said).toEqual(["The partner is not on hold."]);
  }, 60_000);

  it("/sync moves the next sync", async () => {
    expect(await heard("/sync 2020-01-01")).toEqual({ said: ["That day is over."], reactions: 0 });
    expect(await heard("/sync every 2w from 2099-01-05")).toEqual({ said: [], reactions: 1 });
  }, 60_000);

  it("that cannot be read gets one answer with the right form, whatever stands beside it", async () => {
    const { said, reactions: reacted } = await heard(
      "/snoze 3d\n/hold\n/snooze 1w\n\n/usr/bin/true\n\n> /done",
    );

    expect(said).toEqual([
      "**`/snooze`**\n\nI could not read “/snoze 3d”. There is no such command. It is written `/snooze DURATION`, for example `/snooze 2 weeks`.\n\n" +
        "**`/hold`**\n\nI could not read “/hold”. REASON is missing. It is written `/hold [until DATE] REASON`, for example `/hold until 2027-01-04 their winter break`.",
    ]);
    expect(reacted).toBe(1);
  }, 60_000);

  it("of a bot is not heard", async () => {
    expect(await heard("/hold for ever", "robot")).toEqual({ said: [], reactions: 0 });
  }, 60_000);

  it("/exit closes the issue with neutral words, and what follows is told how to come back", async () => {
    const { said } = await heard("/exit declined they chose somebody else");
    const late = await heard("/next 2027-03-01 Call");

    expect(said).toEqual(["This partner left the programme. Reopening the issue brings it back."]);
    expect(late.said).toEqual(["The partner has left the programme. Reopening the issue brings it back."]);
  }, 60_000);
});
