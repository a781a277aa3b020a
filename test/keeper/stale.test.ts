import { describe, expect, it } from "@jest/globals";
import type { Hint } from "../../src/core/partner/partner.ts";
import type { Instant } from "../../src/core/time/time.ts";
import { staleUntil, type Evidence } from "../../src/keeper/stale.ts";
import { aCard, after, anIssue, aPartner, column, now } from "../support/situation.ts";

/** The card stands in Outreach since ten minutes ago, which is on record; nothing else is known. */
function evidence(changes: Partial<Evidence> = {}): Evidence {
  return {
    partner: aPartner({ card: aCard({ stage: "outreach", movedAt: after(now, -600_000) }) }),
    hints: [],
    lastStatusWrite: null,
    onRecord: column("outreach"),
    now,
    ...changes,
  };
}

function told(to: string | null | undefined, at: Instant): Extract<Hint, { kind: "status" }> {
  const option = typeof to === "string" ? column(to) : to;
  return { kind: "status", at, sender: null, from: undefined, to: option, overwrote: false };
}

describe("staleUntil", () => {
  it.each([
    ["nobody says otherwise", {}],
    ["a delivery says the same", { hints: [told("outreach", now)] }],
    ["a delivery does not say what it is now", { hints: [told(undefined, now)] }],
    ["there is no card", { partner: aPartner({ card: null }) }],
    ["the look shows the column on record after our write", { lastStatusWrite: now }],
    [
      "the card changed after our write",
      { lastStatusWrite: after(now, -700_000), onRecord: column("active") },
    ],
    [
      "an older delivery says otherwise and our own write came after it",
      { hints: [told("onboarding", after(now, -60_000))], lastStatusWrite: after(now, -30_000) },
    ],
  ])("believes a look when %s", (_when, changes) => {
    expect(staleUntil(evidence(changes))).toBeNull();
  });

  it.each<"card" | "issue">(["card", "issue"])(
    "doubts a look at a %s that a delivery showed later",
    (what) => {
      const shown = (ms: number): Hint => ({
        ...{ kind: "other", at: after(now, 400), sender: null },
        updated: { what, at: after(now, ms) },
      });
      const partner = aPartner({
        card: aCard({ stage: "outreach", updatedAt: now }),
        issue: anIssue({ updatedAt: now }),
      });

      expect(staleUntil(evidence({ partner, hints: [shown(1_000), shown(0)] }))).toBe(after(now, 1_400));
      expect(staleUntil(evidence({ partner, hints: [shown(0), shown(-1_000)] }))).toBeNull();
      expect(staleUntil(evidence({ partner, hints: [shown(1_000)], now: after(now, 37_000) }))).toBeNull();
    },
  );

  it("does not compare the times of a card that is gone", () => {
    const updated = { what: "card", at: after(now, 1_000) } as const;

    expect(
      staleUntil(
        evidence({
          partner: aPartner({ card: null }),
          hints: [{ kind: "other", at: now, sender: null, updated }],
        }),
      ),
    ).toBeNull();
  });

  it("believes a look whose value is newer than the delivery that says otherwise", () => {
    const partner = aPartner({ card: aCard({ stage: "outreach", movedAt: now }) });

    expect(staleUntil(evidence({ partner, hints: [told("onboarding", after(now, 400))] }))).toBeNull();
  });

  it("doubts a look of the same second that shows what the delivery says it was before", () => {
    const partner = aPartner({ card: aCard({ stage: "outreach", movedAt: now }) });
    const replaced = { ...told("onboarding", after(now, 400)), from: column("outreach") };

    expect(staleUntil(evidence({ partner, hints: [replaced] }))).toBe(after(now, 1_400));
    expect(staleUntil(evidence({ partner, hints: [replaced], now: after(now, 37_000) }))).toBeNull();
  });

  it.each([
    ["says otherwise", { hints: [told("onboarding", now)] }],
    ["says that it was cleared", { hints: [told(null, now)] }],
    ["is our own write, and the look is older", { lastStatusWrite: now, onRecord: column("identification") }],
  ])("reads again after 1, 5 and 30 seconds when what we know %s, and then believes it", (_what, changes) => {
    const at = (seconds: number): number | null => {
      const until = staleUntil(evidence({ ...changes, now: after(now, seconds * 1_000) }));
      return until === null ? null : (until - now) / 1_000;
    };

    expect([0, 0.9, 1, 5.9, 6, 35.9, 36, 3_600].map(at)).toEqual([1, 1, 6, 6, 36, 36, null, null]);
  });
});
