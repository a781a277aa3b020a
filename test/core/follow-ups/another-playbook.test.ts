import { describe, expect, it } from "@jest/globals";
import { anIssue, aCard, option, ticked } from "../../support/situation.ts";
import { aPartnerInTime } from "./partner-in-time.ts";

const START = "2026-11-02T10:00:00Z";
const quiet = "cadences: { outreach: null, nextAction: null, onboarding: null }";

describe("another playbook", () => {
  it("names its own stage and level of onboarding", () => {
    const partner = aPartnerInTime(
      "cadences: { nextAction: null, onboarding: { stage: qualification-call, level: L0, deployment: null } }",
    );

    partner.enters("qualification-call", START).runsUntil("2026-12-02T00:00:00Z");

    expect(partner.texts().join()).toContain("Level L0 is due on 2026-11-30");
  });

  it("says itself which signals speak against a partner", () => {
    const signals = "stages: { identification: { checklists: { qualification: { disqualifies: true } } } }";
    const issue = anIssue({ body: ticked("qualification", 1) });

    const told = [quiet, `${quiet}\n${signals}`].map((extra) =>
      aPartnerInTime(extra)
        .changes({ issue })
        .happens(START, { kind: "heard" })
        .runsUntil("2026-11-04T00:00:00Z")
        .reminded(),
    );

    expect(told[0]).toEqual([]);
    expect(told[1]?.[0]).toContain("disqualified/exit");
  });

  it("says itself what needs permission after graduation, and what is optional", () => {
    const items =
      "items: { badge: Badge sent, talk: { text: A talk, permission: logoPermission }, logo: null }";
    const extra = `${quiet}\nstages: { graduation: { checklists: { post-graduation: { ${items} } } } }`;
    const series = (fields: Parameters<typeof aCard>[0]): readonly string[] =>
      aPartnerInTime(extra)
        .changes({ card: aCard(fields) })
        .enters("graduation", START)
        .runsUntil("2026-12-04T00:00:00Z")
        .reminded();

    expect(series({}).join()).toMatch(/badge\/1(?!.*talk)/);
    expect(series({ fields: { logoPermission: option("Yes") } }).join()).toMatch(/badge\/1.*talk\/1/);
    expect(series({ fields: { logoPermission: option("No") } }).join()).not.toContain("talk");
  });
});
