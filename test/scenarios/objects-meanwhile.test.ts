import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { FaultOrder } from "../../src/sandbox/faults/fault.ts";
import { aProgramme, type Programme } from "../support/programme.ts";

describe("an object that somebody changes while a move back is on its way", () => {
  let programme: Programme;
  beforeAll(async () => {
    programme = await aProgramme();
  }, 120_000);
  afterAll(() => programme.stop());

  /** What becomes of a wrong move whose answer meets the fault; the rest of the board is looked at, too. */
  async function wrongMove(issue: number, fault: FaultOrder): Promise<unknown> {
    const { sandbox, tomas } = programme;
    const { id } = sandbox.addFault({
      match: { actor: "stagekeeper[bot]", request: "mutation" },
      ...fault,
    });
    await programme.after(() => tomas.move(issue, "Graduation"));
    await programme.after(() => sandbox.turnClock({ advance: "PT16M" }));
    const { deadLetters, inDoubt } = await sandbox.settle();
    const struck = sandbox.faults().find((one) => one.id === id)?.fired.length;
    return { struck, deadLetters, inDoubt };
  }

  /** Whether a card that nobody touched is still put back. */
  async function putsBack(issue: number): Promise<boolean> {
    const { tomas, sandbox } = programme;
    const before = await tomas.column(issue);
    await programme.after(() => sandbox.turnClock({ advance: "P1D" }));
    await programme.after(() => tomas.move(issue, "Graduation"));
    return (await tomas.column(issue)) === before;
  }

  it.each([
    [1, "lock-issue"],
    [2, "archive-card"],
    [3, "delete-card"],
    [4, "delete-issue"],
    [5, "transfer-issue"],
  ] as const)(
    "leaves nothing in doubt and nobody waiting: of partner %i, %s",
    async (issue, kind) => {
      const outcome = await wrongMove(issue, { kind, issue });

      expect(outcome).toEqual({ struck: 1, deadLetters: 0, inDoubt: 0 });
      expect(await putsBack(6)).toBe(true);
    },
    120_000,
  );

  it.each([
    ["rename-option", "Onboarding"],
    ["remove-option", "Outreach"],
  ] as const)(
    "leaves nothing in doubt when it is the board: %s",
    async (kind, option) => {
      const outcome = await wrongMove(6, { kind, option });

      expect(outcome).toEqual({ struck: 1, deadLetters: 0, inDoubt: 0 });
    },
    120_000,
  );
});
