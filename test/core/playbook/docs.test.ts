import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { PlaybookSchema } from "../../../src/core/playbook/schema.ts";
import { problemsOf } from "./problems-of.ts";

const PAGE = readFileSync(new URL("../../../docs/playbook.md", import.meta.url), "utf8");
const EXAMPLES = [...PAGE.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, example = ""]) => example);

describe("docs/playbook.md", () => {
  it("has examples", () => {
    expect(EXAMPLES.length).toBeGreaterThan(5);
  });

  it.each(EXAMPLES)("is right about %j", (example) => {
    expect(problemsOf(example)).toEqual([]);
  });

  it.each(Object.keys(PlaybookSchema.shape))("explains the key %s", (key) => {
    expect(PAGE).toContain(`\`${key}\``);
  });
});
