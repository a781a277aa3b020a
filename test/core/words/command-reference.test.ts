import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { COMMAND_NAMES, formOf } from "../../../src/core/partner/grammar.ts";
import { withReference } from "../../../src/core/words/command-reference.ts";

const PAGE = readFileSync(new URL("../../../docs/commands.md", import.meta.url), "utf8");

describe("docs/commands.md", () => {
  it("is as the grammar has it; npm run commands brings it up to date", () => {
    expect(PAGE).toBe(withReference(PAGE));
  });

  it.each(COMMAND_NAMES)("has a heading for /%s", (name) => {
    expect(PAGE).toContain(`### \`${formOf(name, "partner")}\``);
  });
});
