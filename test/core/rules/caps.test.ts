import fc from "fast-check";
import { describe, expect, it } from "@jest/globals";
import { decideCap } from "../../../src/core/rules/caps.ts";
import type { Actor } from "../../../src/core/history/entry.ts";
import type { History } from "../../../src/core/history/history.ts";
import type { Instant } from "../../../src/core/time/time.ts";
import { after, login, minutes, now } from "../../support/situation.ts";

const maria: Actor = { login: login("maria"), bot: false };
const robot: Actor = { login: login("robot"), bot: true };
const back = (ago: number, by: Actor = maria): History["movesBack"][number] => ({
  at: after(now, -ago),
  by,
  target: null,
  comment: null,
});

describe("decideCap", () => {
  it("lets the first two moves back of a minute through at once", () => {
    expect(decideCap([], maria, now)).toEqual({ kind: "now" });
    expect(decideCap([back(5_000)], maria, now)).toEqual({ kind: "now" });
  });

  it("lets the third wait until a minute after the first of the last two", () => {
    const decision = decideCap([back(20_000), back(5_000)], maria, now);

    expect(decision).toEqual({ kind: "later", until: after(now, 40_000) });
  });

  it("lets the fourth within ten minutes wait until the window has room", () => {
    const decision = decideCap([back(minutes(9)), back(minutes(6)), back(minutes(3))], maria, now);

    expect(decision).toEqual({ kind: "later", until: after(now, minutes(1)) });
  });

  it("stops after six within a day", () => {
    const six = [20, 16, 12, 8, 4, 2].map((hours) => back(minutes(hours * 60)));

    expect(decideCap(six, maria, now)).toEqual({ kind: "stop", because: "daily-cap" });
  });

  it("undoes a bot once and then stops", () => {
    expect(decideCap([], robot, now)).toEqual({ kind: "now" });
    expect(decideCap([back(minutes(30), robot)], robot, now)).toEqual({ kind: "stop", because: "bot" });
    expect(decideCap([back(minutes(30), robot)], maria, now)).toEqual({ kind: "now" });
  });

  it("never lets a schedule of moves back break a window, whoever moves and whenever", () => {
    const waits = fc.array(fc.integer({ min: 0, max: minutes(30) }), { maxLength: 60 });
    fc.assert(
      fc.property(waits, (gaps) => {
        const moves = simulate(gaps);

        for (const { at } of moves) {
          expect(within(moves, at, minutes(1))).toBeLessThanOrEqual(2);
          expect(within(moves, at, minutes(10))).toBeLessThanOrEqual(3);
          expect(within(moves, at, minutes(24 * 60))).toBeLessThanOrEqual(6);
        }
      }),
    );
  });
});

/** Somebody who tries again after each gap, and waits when told to. */
function simulate(gaps: readonly number[]): History["movesBack"] {
  let at = now;
  return gaps.reduce<History["movesBack"]>((moves, gap) => {
    at = after(at, gap);
    const decision = decideCap(moves, maria, at);
    if (decision.kind === "stop") return moves;
    if (decision.kind === "later") at = decision.until;
    return [...moves, { at, by: maria, target: null, comment: null }];
  }, []);
}

function within(moves: History["movesBack"], end: Instant, window: number): number {
  return moves.filter(({ at }) => at > end - window && at <= end).length;
}
