import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Instant } from "../../src/core/time/time.ts";
import { nextSlot, type SendKind, type SentRow } from "../../src/keeper/limiter.ts";

const NOON = Date.parse("2026-11-22T12:00:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("nextSlot", () => {
  it("lets reads go at once, whatever was sent", () => {
    const slot = nextSlot({ sent: [aRow(0)], now: at(0), kind: "read", count: 1 });

    expect(slot).toBe(at(0));
  });

  it("keeps writes a second apart", () => {
    const slot = nextSlot({ sent: [aRow(-400)], now: at(0), kind: "write", count: 0 });

    expect(slot - at(-400)).toBeGreaterThanOrEqual(1_000);
    expect(slot - at(-400)).toBeLessThan(1_100);
  });

  it("lets a refusal through when the reminders of the minute are used up", () => {
    const sent = rows(60, { every: 900, contents: 1, reminders: 1 });

    const reminder = nextSlot({ sent, now: at(2_000), kind: "reminder", count: 1 });
    const refusal = nextSlot({ sent, now: at(2_000), kind: "content", count: 1 });

    expect(refusal).toBe(at(2_000));
    expect(reminder).toBeGreaterThan(at(2_000));
  });

  it("waits for the hour when 500 contents were created in it", () => {
    const sent = rows(500, { every: 2_000, contents: 1, reminders: 0 });
    const first = Math.min(...sent.map((row) => row.at));

    const slot = nextSlot({ sent, now: at(2_000), kind: "content", count: 1 });

    expect(slot).toBeGreaterThanOrEqual(first + HOUR);
  });

  it("refuses a document that no window could ever hold", () => {
    expect(() => nextSlot({ sent: [], now: at(0), kind: "content", count: 81 })).toThrow(RangeError);
  });

  it("never allows a schedule that breaks a window", () => {
    const wish = fc.record({
      kind: fc.constantFrom<SendKind>("write", "content", "reminder"),
      count: fc.integer({ min: 1, max: 12 }),
      pause: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5_000 })),
    });

    fc.assert(
      fc.property(fc.array(wish, { minLength: 20, maxLength: 400 }), (wishes) => {
        const sent = wishes.reduce<readonly SentRow[]>((before, { kind, count, pause }) => {
          const now = ((before.at(-1)?.at ?? NOON) + pause) as Instant;
          const slot = nextSlot({ sent: before, now, kind, count });
          const contents = kind === "write" ? 0 : count;
          return [...before, { at: slot, contents, reminders: kind === "reminder" ? count : 0 }];
        }, []);

        expect(closest(sent)).toBeGreaterThanOrEqual(1_000);
        expect(fullest(sent, MINUTE, "contents")).toBeLessThanOrEqual(80);
        expect(fullest(sent, HOUR, "contents")).toBeLessThanOrEqual(500);
        expect(fullest(sent, MINUTE, "reminders")).toBeLessThanOrEqual(60);
        expect(fullest(sent, HOUR, "reminders")).toBeLessThanOrEqual(400);
      }),
      { numRuns: 60 },
    );
  });

  it("uses at least 90 % of what the limits allow for reminders", () => {
    const sent: SentRow[] = [];
    while (sent.length < 400) {
      const now = sent.at(-1)?.at ?? at(0);
      const slot = nextSlot({ sent, now, kind: "reminder", count: 1 });
      sent.push({ at: slot, contents: 1, reminders: 1 });
    }

    expect((sent.at(-1)?.at ?? at(0)) - at(0)).toBeLessThan((400 / 0.9) * 1_000);
  });
});

function at(offset: number): Instant {
  return (NOON + offset) as Instant;
}

function aRow(offset: number): SentRow {
  return { at: at(offset), contents: 1, reminders: 0 };
}

function rows(
  count: number,
  { every, contents, reminders }: { every: number; contents: number; reminders: number },
): readonly SentRow[] {
  return Array.from({ length: count }, (_, index) => ({ at: at(-every * index), contents, reminders }));
}

function closest(sent: readonly SentRow[]): number {
  const gaps = sent.slice(1).map((row, index) => row.at - (sent[index]?.at ?? 0));
  return Math.min(...gaps);
}

/** The most that any window of this length holds. */
function fullest(sent: readonly SentRow[], span: number, of: "contents" | "reminders"): number {
  const sums = sent.map((first) =>
    sent
      .filter((row) => row.at >= first.at && row.at <= first.at + span)
      .reduce((sum, row) => sum + row[of], 0),
  );
  return Math.max(0, ...sums);
}
