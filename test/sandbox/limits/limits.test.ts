import { describe, expect, it } from "@jest/globals";
import {
  createLimits,
  githubLimits,
  type LimitAsk,
  type Limits,
} from "../../../src/sandbox/limits/limits.ts";

const T0 = 1_800_000_000_000;

function anAsk(about: Partial<LimitAsk> = {}): LimitAsk {
  return {
    actor: "stagekeeper[bot]#1",
    secondary: true,
    resource: "graphql",
    points: 1,
    contents: 0,
    ...about,
  };
}

function someLimits(): { limits: Limits; clock: { now: number } } {
  const clock = { now: T0 };
  return { limits: createLimits(() => clock.now, githubLimits), clock };
}

/** Sends requests one after the other and tells how the last one fared. */
function sendAll(limits: Limits, ask: LimitAsk, times: number): string {
  let last = "";
  for (let time = 0; time < times; time += 1) {
    const verdict = limits.admit(ask);
    last = verdict.kind;
    if (verdict.kind === "admitted") limits.done(ask, 1);
  }
  return last;
}

describe("createLimits", () => {
  it("lets 5,000 points an hour through, each API for itself", () => {
    const { limits } = someLimits();
    const person = anAsk({ secondary: false });

    expect(sendAll(limits, person, 5000)).toBe("admitted");
    expect(limits.admit(person)).toEqual({ kind: "primary" });
    expect(limits.admit({ ...person, resource: "core" })).toEqual({ kind: "admitted" });
  });

  it("begins a new hour when the virtual clock has passed the reset", () => {
    const { limits, clock } = someLimits();
    const person = anAsk({ secondary: false });
    sendAll(limits, person, 5001);

    clock.now = limits.primary(person.actor, "graphql").resetAt;

    expect(limits.admit(person)).toEqual({ kind: "admitted" });
    expect(limits.primary(person.actor, "graphql")).toMatchObject({ used: 0, remaining: 5000 });
  });

  it("refuses the 81st comment of a minute until the first is a minute old", () => {
    const { limits, clock } = someLimits();
    const comment = anAsk({ points: 5, contents: 1 });
    sendAll(limits, comment, 1);
    clock.now += 10_000;
    sendAll(limits, comment, 79);

    const refused = limits.admit(comment);
    clock.now += 50_000;

    expect(refused).toEqual({ kind: "secondary", retryAfter: 50, because: "content-minute" });
    expect(limits.admit(comment)).toEqual({ kind: "admitted" });
  });

  it("refuses the 501st comment of an hour", () => {
    const { limits, clock } = someLimits();
    const comment = anAsk({ points: 5, contents: 1 });
    for (let batch = 0; batch < 50; batch += 1) {
      sendAll(limits, comment, 10);
      clock.now += 30_000;
    }

    expect(limits.admit(comment)).toMatchObject({ kind: "secondary", because: "content-hour" });
  });

  it("refuses more than 2,000 GraphQL points a minute, of which a mutation takes 5", () => {
    const { limits } = someLimits();

    expect(sendAll(limits, anAsk({ points: 5 }), 400)).toBe("admitted");
    expect(limits.admit(anAsk({ points: 5 }))).toEqual({
      kind: "secondary",
      retryAfter: 60,
      because: "points",
    });
  });

  it("refuses the 101st request at the same time", () => {
    const { limits } = someLimits();
    for (let running = 0; running < 100; running += 1) limits.admit(anAsk());

    expect(limits.admit(anAsk())).toMatchObject({ kind: "secondary", because: "concurrent" });
  });

  it("keeps the accounts of two installations apart", () => {
    const { limits } = someLimits();
    sendAll(limits, anAsk({ points: 5 }), 401);

    expect(limits.admit(anAsk({ actor: "stagekeeper[bot]#2" }))).toEqual({ kind: "admitted" });
  });

  it("spares people the secondary limits", () => {
    const { limits } = someLimits();

    expect(sendAll(limits, anAsk({ secondary: false, points: 5, contents: 1 }), 600)).toBe("admitted");
  });
});
