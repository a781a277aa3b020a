import { describe, expect, it } from "@jest/globals";
import type { CriterionOf } from "../../../src/core/gate/criterion-of.ts";
import type { Evidence } from "../../../src/core/gate/evidence.ts";
import { examineElapsed } from "../../../src/core/gate/examine-elapsed.ts";
import { addDays } from "../../../src/core/time/calendar.ts";
import type { Day, Instant } from "../../../src/core/time/time.ts";
import { dayOf, startOfDay } from "../../../src/core/time/zone.ts";
import { aPlaybook, date } from "../../support/situation.ts";
import { anEvidence } from "./an-evidence.ts";

const ZONES = Intl.supportedValuesOf("timeZone");
const DAYS = Array.from({ length: 731 }, (_, index) => addDays("2026-01-01" as Day, index));
const EVIDENCE = anEvidence();
const PLAYBOOK = aPlaybook();
const CRITERION: CriterionOf<"elapsed"> = {
  key: "graduation.gate.1",
  kind: "elapsed",
  since: "inProductionSince",
  span: { months: 3, weeks: 0, days: 0 },
  warn: false,
  internal: false,
  title: null,
  remedy: null,
};

/** Three calendar months on, clamped, and a day: reckoned without our calendar. */
function enough(since: Day): Day {
  const [year = 0, month = 0, day = 0] = since.split("-").map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month + 3, 0)).getUTCDate();
  return new Date(Date.UTC(year, month + 2, Math.min(day, lastOfMonth) + 1))
    .toISOString()
    .slice(0, 10) as Day;
}

function judged(since: Day, now: Instant, zone: string): ReturnType<typeof examineElapsed> {
  const card = { ...EVIDENCE.partner.card, fields: { inProductionSince: date(since) } };
  const evidence = {
    ...EVIDENCE,
    partner: { ...EVIDENCE.partner, card },
    playbook: { ...PLAYBOOK, timeZone: zone },
    now,
    today: dayOf(now, zone),
  } as Evidence;
  return examineElapsed(CRITERION, evidence);
}

describe("more than 3 months in production", () => {
  it("turns true when the day after begins, in every zone and from every day of two years", () => {
    const wrong = ZONES.flatMap((zone) =>
      DAYS.filter((since) => {
        const turn = startOfDay(enough(since), zone);
        const before = judged(since, (turn - 1) as Instant, zone);
        const then = judged(since, turn, zone);
        return !(before.outcome === "missing" && before.wakeAt === turn && then.outcome === "met");
      }).map((since) => `${zone} ${since}`),
    );

    expect(wrong).toEqual([]);
  }, 60_000);
});
