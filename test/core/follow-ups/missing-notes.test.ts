import { describe, expect, it } from "@jest/globals";
import { aCard, date, option } from "../../support/situation.ts";
import { aPartnerInTime } from "./partner-in-time.ts";

/** Nothing else is due: the deployment is there, and the next action is far off. */
const settled = aCard({ fields: { environment: option("Staging"), dueDate: date("2028-01-03") } });

describe("the notes of a retrospective of its own", () => {
  it.each([
    ["are asked for until the next sync makes room", "active-partnership", 1],
    ["are asked for to the end when no stage with syncs follows", "graduation", 2],
  ])("%s", (_what, stage, times) => {
    const partner = aPartnerInTime().changes({ card: settled });
    partner.enters("active-partnership", "2026-11-02T10:00:00Z");
    partner.happens("2026-11-02T11:00:00Z", {
      kind: "sync",
      fact: { what: "series", from: "2026-12-10" as never, every: { months: 0, weeks: 6, days: 0 } },
    });

    partner.runsUntil("2026-12-01T00:00:00Z");
    partner.enters(stage, "2026-12-03T10:00:00Z").runsUntil("2026-12-20T00:00:00Z");

    const asked = partner.texts().filter((body) => body.includes("The notes of"));
    expect(partner.opened()[0]).toBe("Retrospective with Acme: 2026-12-02");
    expect(asked.filter((body) => body.includes("[retrospective on 2026-12-02]("))).toHaveLength(times);
  });
});
