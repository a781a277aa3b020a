import { existsSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { reliabilityPage } from "./report.ts";
import { addTally, emptyTally, type Tally } from "./tally.ts";

function aTally(more: Partial<Tally> = {}): Tally {
  const tally = emptyTally();
  addTally(tally, { ...emptyTally(), invariants: { I10: { checked: 3, violations: 0 } }, ...more });
  return tally;
}

const page = (tally: Tally): string => reliabilityPage(tally, "npm run faults -- --quick");

describe("reliabilityPage", () => {
  it("names its command", () => {
    expect(page(aTally())).toContain("Written by `npm run faults -- --quick`");
  });

  it("lists what was judged in the order of the numbers, and says what was not", () => {
    const invariants = { I10: { checked: 3, violations: 0 }, I2: { checked: 4, violations: 1 } };

    const written = page(aTally({ invariants }));

    expect(written.match(/^\| I\d+ .*$/gm)).toEqual([
      "| I2 | a comment, a field write, a sync note for one decision: once | 4 | 1 |",
      "| I10 | lost webhooks change nothing in the end | 3 | 0 |",
    ]);
    expect(written).toMatch(/This run did not judge I1, I3, .*, I27\./);
  });

  it("names tests that hold what was not judged, and they are there", () => {
    const written = page(aTally({ invariants: { I4: { checked: 1, violations: 0 } } }));

    const files = [...written.matchAll(/`(test\/[\w./-]+)`/g)].map(([, file]) => file ?? "");
    expect(written).toContain("I5 is held by `test/scenarios/crowd.test.ts` on every commit.");
    expect(written).not.toContain("I4 is held");
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  it("counts an invariant that nothing could break among those not judged", () => {
    const written = page(aTally({ invariants: { I8: { checked: 0, violations: 0 } } }));

    expect(written).not.toContain("| I8 |");
    expect(written).toMatch(/did not judge .*I8/);
  });

  it("leaves out faults that did not fire", () => {
    const written = page(aTally({ faults: { restart: 2, "query reset": 0 } }));

    expect(written).toContain("| restart | 2 |");
    expect(written).not.toContain("query reset");
  });

  it("says at how many of the places that were found the App was killed", () => {
    const written = page(aTally({ places: 40, runs: { "kills at a boundary": 39 } }));

    expect(written).toContain(
      "passed 40 places at which the App reads or writes; at 39 of them it was killed",
    );
    expect(page(aTally())).not.toContain("places at which");
  });

  it("says what broke, with the seed that plays it again", () => {
    const examples = [{ kind: "sequences", seed: 41, steps: null, violations: ["I2: stands twice: x"] }];

    expect(page(aTally({ examples }))).toContain("- sequences, seed 41: I2: stands twice: x");
    expect(page(aTally())).not.toContain("What broke");
  });
});
