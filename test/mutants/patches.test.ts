import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { readPatches } from "../faults/mutants/patch.ts";

const patches = readPatches("test/mutants");

describe("the bugs put in on purpose", () => {
  it("are twenty and more", () => {
    expect(patches.length).toBeGreaterThanOrEqual(20);
  });

  it.each(patches)("$name can still be put in, and its tests are there", ({ file, test }) => {
    const apply = (): unknown => execFileSync("git", ["apply", "--check", file], { stdio: "pipe" });

    expect(apply).not.toThrow();
    expect(existsSync(test)).toBe(true);
  });
});
