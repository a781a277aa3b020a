import { describe, expect, it } from "@jest/globals";
import type { CommentId } from "../../../src/core/ids.ts";
import type { Hint } from "../../../src/core/partner/partner.ts";
import { plan } from "../../support/as-seen.ts";
import type { Situation } from "../../../src/core/situation.ts";
import { acts, bodyOf, facts, movedTo } from "../../support/rulings.ts";
import {
  aComment,
  after,
  afterwards,
  anIssue,
  aPartner,
  aSituation,
  column,
  login,
  minutes,
  now,
} from "../../support/situation.ts";

describe("plan, on commands,", () => {
  const saying = (body: string, changes: Partial<Situation> = {}, by = "maria"): Situation =>
    aSituation({
      partner: aPartner({
        issue: anIssue({ comments: [aComment({ body, author: { login: login(by), bot: false } })] }),
      }),
      ...changes,
    });

  it("holds and resumes, with a thumbs up", () => {
    const held = saying("/hold summer break");

    const ruling = plan(held);
    const resumed = plan(
      saying("/resume", {
        history: afterwards(held, ruling),
        now: after(now, minutes(2)),
        partner: aPartner({
          issue: anIssue({
            comments: [
              aComment({ id: "IC_2" as CommentId, body: "/resume", createdAt: after(now, minutes(1)) }),
            ],
          }),
        }),
      }),
    );

    expect(ruling.entries).toContainEqual({
      at: now,
      kind: "held",
      by: "maria",
      until: null,
      reason: "summer break",
    });
    expect(acts(ruling)).toEqual(["react"]);
    expect(facts(resumed)).toContain("resumed");
  });

  it("lets an override through for a maintainer and not for others", () => {
    const refused = movedTo("outreach");
    const history = afterwards(refused, plan(refused));

    const allowed = plan(saying("/override the board wants it", { history }));
    const denied = plan(saying("/override please", { history }, "tom"));

    expect(facts(allowed)).toEqual(expect.arrayContaining(["overridden", "entered", "commanded"]));
    expect(allowed.effects).toContainEqual(
      expect.objectContaining({ kind: "set-status", option: column("outreach") }),
    );
    expect(facts(denied)).not.toContain("overridden");
    expect(bodyOf(denied)).toContain("Only these may override");
  });

  it("gives outsiders no answer at all", () => {
    expect(plan(saying("/help", {}, "carla")).effects).toEqual([]);
  });

  it("never obeys an edited comment", () => {
    const issue = anIssue({ comments: [aComment({ body: "/hold x", edited: true })] });

    expect(plan(aSituation({ partner: aPartner({ issue }) })).effects).toEqual([]);
  });

  it("obeys a comment as it was created, though it was edited since, and only once", () => {
    const hint: Hint = {
      kind: "comment",
      at: now,
      comment: "IC_1" as CommentId,
      author: { login: login("maria"), bot: false },
      command: "/hold x",
    };
    const issue = anIssue({ comments: [aComment({ body: "/exit declined", edited: true })] });
    const situation = aSituation({ hints: [hint], partner: aPartner({ issue }) });

    const first = plan(situation);
    const second = plan({ ...situation, history: afterwards(situation, first) });

    expect(facts(first)).toContain("held");
    expect(facts(first)).not.toContain("exited");
    expect(second.effects).toEqual([]);
  });

  it("answers a command it cannot read with the right form", () => {
    expect(bodyOf(plan(saying("/hold")))).toContain("/hold [until DATE] REASON");
  });

  it("takes a contact's comment as a reply", () => {
    expect(facts(plan(saying("Sounds good!", {}, "carla")))).toContain("replied");
  });
});
