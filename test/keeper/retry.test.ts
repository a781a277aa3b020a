import { describe, expect, it } from "@jest/globals";
import { decideRetry } from "../../src/keeper/retry.ts";
import { now } from "../support/situation.ts";

describe("decideRetry", () => {
  it("doubles the wait, up to ten minutes, for what may pass", () => {
    const waits = [0, 1, 2, 20].map(
      (attempts) => (decideRetry({ kind: "transient" }, { attempts, now, jitter: 0.999 }).until ?? 0) - now,
    );

    expect(waits.map((wait) => Math.round(wait / 1_000))).toEqual([2, 4, 8, 600]);
  });

  it.each([
    ["transient", 30],
    ["permanent", 5],
    ["bug", 5],
  ] as const)("gives up on %s after %i tries", (kind, tries) => {
    const decide = (attempts: number): number | null =>
      decideRetry({ kind }, { attempts, now, jitter: 0 }).until;

    expect(decide(tries - 2)).not.toBeNull();
    expect(decide(tries - 1)).toBeNull();
  });
});
