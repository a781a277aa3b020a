import { describe, expect, it } from "@jest/globals";
import { createFaultBook, type FaultSubject } from "../../../src/sandbox/faults/fault-book.ts";
import { parseFaultOrder } from "../../../src/sandbox/faults/parse-order.ts";

function aSubject(about: Partial<FaultSubject> = {}): FaultSubject {
  return {
    actor: "stagekeeper[bot]",
    request: "mutation",
    operations: ["Act", "addComment"],
    event: null,
    action: null,
    label: "stagekeeper[bot] Act",
    ...about,
  };
}

const book = (): ReturnType<typeof createFaultBook> =>
  createFaultBook(
    () => 0,
    () => undefined,
  );

describe("createFaultBook", () => {
  it("strikes once unless told otherwise, and keeps what it struck on record", () => {
    const faults = book();
    faults.add({ kind: "status" });

    expect(faults.strike(aSubject(), ["status"])).toMatchObject({ kind: "status" });
    expect(faults.strike(aSubject(), ["status"])).toBeNull();
    expect(faults.all()).toMatchObject([
      { left: 0, fired: [{ at: "1970-01-01T00:00:00.000Z", on: "stagekeeper[bot] Act" }] },
    ]);
  });

  it("strikes for ever with count null, and lets some pass first with skip", () => {
    const faults = book();
    faults.add({ kind: "reset", count: null, skip: 2 });

    const struck = [1, 2, 3, 4].map(() => faults.strike(aSubject(), ["reset"]) !== null);

    expect(struck).toEqual([false, false, true, true]);
  });

  it("strikes by chance, alike for equal seeds", () => {
    const struck = (seed: number): readonly boolean[] => {
      const faults = book();
      faults.add({ kind: "status", count: null, chance: 0.3, seed });
      return Array.from({ length: 1000 }, () => faults.strike(aSubject(), ["status"]) !== null);
    };
    const times = struck(7).filter((one) => one).length;

    expect(struck(7)).toEqual(struck(7));
    expect(struck(7)).not.toEqual(struck(8));
    expect(times).toBeGreaterThan(250);
    expect(times).toBeLessThan(350);
  });

  it("goes on to the next order where chance spares the first", () => {
    const faults = book();
    faults.add({ kind: "status", chance: 0.000_001 });
    faults.add({ kind: "reset" });

    expect(faults.strike(aSubject(), ["status", "reset"])).toMatchObject({ kind: "reset" });
  });

  it.each([
    [{ operation: "addComment" }, true],
    [{ operation: "add*" }, true],
    [{ operation: "ACT" }, true],
    [{ operation: "Comment" }, false],
    [{ actor: "Stagekeeper[bot]" }, true],
    [{ actor: "mara" }, false],
    [{ request: "mutation", operation: "Act" }, true],
    [{ request: "query", operation: "Act" }, false],
    [{ event: "issues" }, false],
  ] as const)("with %j strikes: %s", (match, strikes) => {
    const faults = book();
    faults.add({ kind: "status", match });

    expect(faults.strike(aSubject(), ["status"]) !== null).toBe(strikes);
  });
});

describe("parseFaultOrder", () => {
  it("takes a good order as it is", () => {
    const order = { kind: "lost-answer", match: { operation: "addComment" }, count: 2 };

    expect(parseFaultOrder(order)).toEqual({ kind: "order", order });
  });

  it.each([
    [{ kind: "earthquake" }, /kind is unknown; known are status, timeout, .*strip/],
    [{}, /kind is unknown/],
    [{ kind: "status", count: 0 }, /count/],
    [{ kind: "status", colour: "red" }, /colour/],
    [{ kind: "status", match: { event: "issues" } }, /strikes API requests/],
    [{ kind: "drop", match: { operation: "addComment" } }, /strikes webhooks/],
    [{ kind: "delay" }, /delay needs by/],
    [{ kind: "delay", by: "10 seconds" }, /ISO duration/],
    [{ kind: "strip" }, /strip needs paths/],
    [{ kind: "alter" }, /alter needs values/],
    [{ kind: "lock-issue" }, /lock-issue needs issue/],
    [{ kind: "rename-option", match: { event: "issues" } }, /rename-option needs option/],
    [{ kind: "remove-field" }, /remove-field needs field/],
    [{ kind: "status", chance: 0 }, /chance/],
    [{ kind: "status", status: 200 }, /status is 400 or more/],
    [{ kind: "partial-data" }, /partial-data needs paths/],
    [{ kind: "stale-read" }, /stale-read needs by/],
    [{ kind: "stale-read", by: "PT1S", match: { request: "mutation" } }, /strikes reads/],
    [[], /expected object|Invalid input/],
    [null, /expected object|Invalid input/],
  ])("says what is wrong with %j", (order, problem) => {
    expect(parseFaultOrder(order)).toEqual({
      kind: "problems",
      problems: expect.arrayContaining([expect.stringMatching(problem)]),
    });
  });
});
