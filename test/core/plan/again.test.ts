import { describe, expect, it } from "@jest/globals";
import type { Hint } from "../../../src/core/partner/partner.ts";
import { plan } from "../../support/as-seen.ts";
import { acts, facts, movedTo } from "../../support/rulings.ts";
import { after, afterwards, column, login, minutes, now, inStage } from "../../support/situation.ts";

describe("plan, on somebody who tries again,", () => {
  const first = movedTo("outreach");
  const history = afterwards(first, plan(first));

  it("updates the comment for the same person within the hour", () => {
    const again = movedTo("outreach", { history, now: after(now, minutes(50)) });

    expect(plan(again).effects).toMatchObject([
      { kind: "set-status", key: "back/2" },
      { kind: "edit-comment", key: "again/2", comment: "IC_refusal/1" },
    ]);
  });

  it("posts a new one after that, and folds the old one away", () => {
    const again = movedTo("outreach", { history, now: after(now, minutes(61)) });

    expect(plan(again).effects).toMatchObject([
      { kind: "set-status" },
      { kind: "comment", key: "refusal/2" },
      { kind: "minimise", comment: "IC_refusal/1", as: "outdated" },
    ]);
  });

  it("lets the third move back of a minute wait, and says when", () => {
    const second = movedTo("outreach", { history, now: after(now, 10_000) });
    const third = movedTo("outreach", {
      history: afterwards(second, plan(second)),
      now: after(now, 20_000),
    });

    const ruling = plan(third);
    const later = plan({ ...third, history: afterwards(third, ruling), now: after(now, 60_000) });

    expect(ruling).toMatchObject({ entries: [{ kind: "delayed" }], dueAt: after(now, 60_000) });
    expect(ruling.effects).toMatchObject([{ kind: "edit-comment", body: expect.stringContaining("09:01") }]);
    expect(facts(later)).toEqual(["refused"]);
  });

  it("posts the note when there is no comment to say it in, and makes that the explanation later", () => {
    const moves = [20_000, 10_000].map((ago) => ({
      at: after(now, -ago),
      by: null,
      target: null,
      comment: null,
    }));
    const third = movedTo("outreach", { history: { ...inStage("identification"), movesBack: moves } });

    const waiting = plan(third);
    const until = waiting.dueAt ?? now;
    const later = plan({ ...third, history: afterwards(third, waiting), now: until });

    expect(waiting.effects).toMatchObject([
      { kind: "comment", key: "refusal/1", body: expect.stringContaining("Going back to Identification") },
    ]);
    expect(later.effects).toMatchObject([
      { kind: "set-status" },
      {
        kind: "edit-comment",
        comment: "IC_refusal/1",
        body: expect.stringContaining("Moved back to Identification"),
      },
    ]);
  });

  it("stops against a bot after one move back and says so once", () => {
    const robot = { login: login("robot"), bot: true };
    const hint: Hint = {
      kind: "status",
      at: now,
      sender: robot,
      from: undefined,
      to: column("outreach"),
      overwrote: false,
    };
    const undone = movedTo("outreach", { hints: [hint] });
    const again = movedTo("outreach", {
      hints: [hint],
      history: afterwards(undone, plan(undone)),
      now: after(now, minutes(20)),
    });

    const stopped = plan(again);
    const quiet = plan({ ...again, history: afterwards(again, stopped) });

    expect(facts(stopped)).toEqual(["stood-down"]);
    expect(acts(stopped)).toEqual(["comment"]);
    expect(quiet).toMatchObject({ entries: [], effects: [] });
  });
});
