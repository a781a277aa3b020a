import { describe, expect, it } from "@jest/globals";
import type { Standing } from "../../../src/sandbox/app/messages.ts";
import { settle, type SettleParts } from "../../../src/sandbox/control/settle.ts";

function aStanding(about: Partial<Standing> = {}): Standing {
  return { inbox: 0, due: 0, busy: false, waitsUntil: null, deadLetters: 0, inDoubt: 0, ...about };
}

/** An App whose standing is worked out from the virtual time; at rest nothing is under way. */
function someParts(
  standing: (now: number) => Standing,
  about: Partial<SettleParts> = {},
): { parts: SettleParts; jumps: number[] } {
  const jumps: number[] = [];
  const clock = { now: 1_000, real: 0 };
  const parts: SettleParts = {
    now: () => clock.now,
    jump: (to) => {
      clock.now = to;
      jumps.push(to);
      return Promise.resolve();
    },
    standing: () => Promise.resolve(standing(clock.now)),
    deliveries: { underWay: () => 0, begun: () => 7, delayed: () => 0 },
    real: () => (clock.real += 10),
    within: 2_000,
    ...about,
  };
  return { parts, jumps };
}

describe("settle", () => {
  it("answers at once when all is at rest", async () => {
    const { parts, jumps } = someParts(() => aStanding({ deadLetters: 1 }));

    await expect(settle(parts)).resolves.toMatchObject({ settled: true, jumps: 0, deadLetters: 1 });
    expect(jumps).toEqual([]);
  });

  it("runs waits forward, one after the other", async () => {
    const { parts, jumps } = someParts((now) => aStanding({ waitsUntil: now < 9_000 ? now + 4_000 : null }));

    await expect(settle(parts)).resolves.toMatchObject({ jumps: 2, jumpedMs: 8_000 });
    expect(jumps).toEqual([5_000, 9_000]);
  });

  it("runs forward to the end of a limit that holds back what is due", async () => {
    const { parts, jumps } = someParts((now) =>
      now < 61_000 ? aStanding({ due: 3, waitsUntil: 61_000 }) : aStanding(),
    );

    await settle(parts);

    expect(jumps).toEqual([61_000]);
  });

  it("runs forward to the end of a doubt behind which a delivery waits", async () => {
    const { parts, jumps } = someParts((now) =>
      now < 61_000 ? aStanding({ inbox: 1, due: 1, inDoubt: 2, waitsUntil: 61_000 }) : aStanding(),
    );

    await settle(parts);

    expect(jumps).toEqual([61_000]);
  });

  it("does not jump while the App is at work", async () => {
    let looks = 0;
    const { parts, jumps } = someParts(() => {
      looks += 1;
      return aStanding(looks < 10 ? { busy: true, waitsUntil: 50_000 } : {});
    });

    await settle(parts);

    expect(jumps).toEqual([]);
  });

  it("looks again when a delivery began and ended while the App looked", async () => {
    let looks = 0;
    const { parts } = someParts(
      () => {
        looks += 1;
        return aStanding();
      },
      { deliveries: { underWay: () => 0, begun: () => Math.min(looks, 3), delayed: () => 0 } },
    );

    await settle(parts);

    expect(looks).toBe(4);
  });

  it("looks again when a delivery was under way before the App looked and over afterwards", async () => {
    let looks = 0;
    const { parts } = someParts(
      () => {
        looks += 1;
        return aStanding();
      },
      { deliveries: { underWay: () => (looks < 3 ? 1 : 0), begun: () => 7, delayed: () => 0 } },
    );

    await settle(parts);

    expect(looks).toBe(4);
  });

  it("gives up with what keeps it from settling", async () => {
    const { parts } = someParts(() => aStanding({ inbox: 2, busy: true }));

    await expect(settle(parts)).rejects.toMatchObject({
      code: "not-settled",
      status: 504,
      message: expect.stringMatching(/2 in the inbox, 0 due, the App is busy/),
    });
  });
});
