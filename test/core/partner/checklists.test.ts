import { describe, expect, it } from "@jest/globals";
import { readTicks } from "../../../src/core/partner/checklists.ts";
import type { CommentId, StageId } from "../../../src/core/ids.ts";
import type { Comment } from "../../../src/core/partner/partner.ts";
import { aCard, aComment, anIssue, aPartner, login, option, stage } from "../../support/situation.ts";
import { playbook, readBody, readComment, tickedIn } from "./reading.ts";

const onboarding = stage("onboarding");
const ticked = "## Onboarding\n\n- [x] Shared Slack/Discord channel created.\n";
const open = "## Onboarding\n\n- [ ] Shared Slack/Discord channel created.\n";
const channel = (read: ReturnType<typeof readTicks>) => read.isTicked(onboarding, "onboarding", "channel");

/** A partner with this body by this author and this checklist comment for Onboarding. */
function read({
  body = "",
  author = "maria",
  comment = {},
}: {
  body?: string;
  author?: string;
  comment?: Partial<Comment>;
}) {
  const list = aComment({ id: "IC_list" as CommentId, ours: true, body: "", ...comment });
  const partner = aPartner({
    issue: anIssue({ body, author: { login: login(author), bot: false }, comments: [list] }),
  });
  const stageComments = new Map<StageId, CommentId>([[onboarding, "IC_list" as CommentId]]);
  return readTicks({ partner, playbook, stageComments });
}

/** A partner whose card has this level and whose body this text. */
function readLevel(level: string, body = "") {
  const card = aCard({ fields: { adoptionLevel: option(level) } });
  return readTicks({
    partner: aPartner({ card, issue: anIssue({ body }) }),
    playbook,
    stageComments: new Map(),
  });
}

describe("readTicks", () => {
  it("believes the body of somebody with write access, whatever the case of the login", () => {
    expect(channel(read({ body: ticked, author: "Maria" }))).toEqual({ ticked: true, place: "body" });
  });

  it("does not believe the body of an outsider, and says what it passed over", () => {
    const ticks = read({ body: ticked, author: "carla" });

    expect(channel(ticks)).toEqual({ ticked: false, place: "nowhere" });
    expect(ticks.doubts).toMatchObject([{ why: "not-entitled", item: "channel", place: "body" }]);
  });

  it("does not believe a body whose author's rights were not asked for", () => {
    expect(channel(read({ body: ticked, author: "constructor" })).ticked).toBe(false);
  });

  it("reads the stage's comment when the body has no such section", () => {
    expect(channel(read({ body: "Hello", comment: { body: ticked } }))).toEqual({
      ticked: true,
      place: "comment",
    });
  });

  it("reads the comment of an outsider's issue, whose body has the section", () => {
    expect(channel(read({ body: open, author: "carla", comment: { body: ticked } })).place).toBe("comment");
  });

  it("prefers the body's section to the comment, and says what it passed over", () => {
    const ticks = read({ body: open, comment: { body: ticked } });

    expect(channel(ticks)).toEqual({ ticked: false, place: "body" });
    expect(ticks.doubts).toMatchObject([{ why: "overruled", item: "channel", place: "comment" }]);
  });

  it("does not believe a comment that the App did not write", () => {
    expect(channel(read({ comment: { body: ticked, ours: false } })).ticked).toBe(false);
  });

  it("reads the comment without any heading", () => {
    expect(tickedIn(readComment("onboarding", "- [x] First bi-weekly sync scheduled."))).toEqual([
      "onboarding/first-sync",
    ]);
  });

  it("does not read another stage's items in a stage's comment", () => {
    expect(tickedIn(readComment("outreach", ticked))).toEqual([]);
  });

  it.each([
    { level: "L1", ticks: ["onboarding/l0", "onboarding/l1"] },
    { level: "L0", ticks: ["onboarding/l0"] },
    { level: "l4", ticks: ["onboarding/l0", "onboarding/l1"] },
    { level: "L3 — Production-Ready", ticks: ["onboarding/l0", "onboarding/l1"] },
    { level: "unknown", ticks: [] },
  ])("ticks by the level $level on the card: $ticks", ({ level, ticks }) => {
    expect(tickedIn(readLevel(level), "level")).toEqual(ticks);
  });

  it("takes the level from the ticked items when they stand for a higher one", () => {
    const body = "## Onboarding\n- [x] Partner completes L1 — Integration Spike with their use case.";

    expect(readLevel("L0", body).level).toBe("L1");
    expect(readLevel("L2", body).level).toBe("L2");
    expect(readBody("").level).toBeNull();
  });

  it("says so when a body cannot be read", () => {
    const ticks = readBody(`${ticked}\n${"> ".repeat(500)}deep`);

    expect(channel(ticks).ticked).toBe(false);
    expect(ticks.doubts).toMatchObject([{ why: "unreadable", place: "body" }]);
  });

  it("has nothing to read on a draft", () => {
    const ticks = readTicks({ partner: aPartner({ issue: null }), playbook, stageComments: new Map() });

    expect(tickedIn(ticks)).toEqual([]);
  });
});
