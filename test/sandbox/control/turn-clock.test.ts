import { describe, expect, it } from "@jest/globals";
import { readClockOrder } from "../../../src/sandbox/control/turn-clock.ts";

const JANUARY_31 = Date.UTC(2027, 0, 31, 12);

describe("readClockOrder", () => {
  it.each([
    ["P3D", Date.UTC(2027, 1, 3, 12)],
    ["PT1H30M", Date.UTC(2027, 0, 31, 13, 30)],
    ["P1M", Date.UTC(2027, 1, 28, 12)],
    ["PT0S", JANUARY_31],
  ])("reads %s", (advance, to) => {
    expect(readClockOrder({ advance }, JANUARY_31)).toEqual({ to });
  });

  it("leaves alone what is not given", () => {
    expect(readClockOrder({}, 0)).toEqual({});
    expect(readClockOrder({ speed: 0 }, 0)).toEqual({ speed: 0 });
  });

  it.each([
    [{ advance: "3 days" }, /not an ISO duration/],
    [{ advance: "-P1D" }, /backwards/],
    [{ advance: "P100Y" }, /farther than 20 years/],
    [{ speed: -1 }, /speed is a number/],
    [{ speed: Number.NaN }, /speed is a number/],
    [{ speed: 1e9 }, /speed is a number/],
  ])("refuses %j", (order, because) => {
    expect(() => readClockOrder(order, JANUARY_31)).toThrow(because);
  });
});
