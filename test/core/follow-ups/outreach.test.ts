import { describe, expect, it } from "@jest/globals";
import { plan } from "../../../src/core/plan.ts";
import { aPartnerInTime, day } from "./partner-in-time.ts";

describe("outreach reminders", () => {
  it("asks the owner for a second message on day 3 and a last one on day 10", () => {
    const partner = aPartnerInTime().enters("outreach", "2026-11-02T10:00:00Z");

    partner.runsUntil("2026-11-13T00:00:00Z");

    expect(partner.reminded()).toEqual([
      "2026-11-05T09:00:00.000Z outreach/bump/2026-11-02",
      "2026-11-12T09:00:00.000Z outreach/final/2026-11-02",
    ]);
    expect(partner.texts()[0]).toMatchInlineSnapshot(`
     "<!-- stagekeeper {"v":1,"key":"reminder/outreach/bump/2026\\u002d11\\u002d02","kind":"reminder","touches":"outreach/bump/2026\\u002d11\\u002d02"} -->
     ### ⏰ Follow-up

     @maria: **No answer for 3 days.** Send this short second message (if the first one has not gone out yet, send that one and tick *Message sent*):

     \`\`\`
     Hi Carla,

     A quick note in case my last message got buried: would a 20-minute intro call
     about the design-partner programme work for you this week or next?
     \`\`\`

     Nothing more comes here once you tick *They answered*, or write \`/replied\`.

     <sub>Not now? \`/snooze 1w\` or \`/hold REASON\` in a comment.</sub>"
    `);
    expect(plan(partner.situation(day("2026-11-12T09:01:00Z"))).effects).toEqual([]);
  });
});
