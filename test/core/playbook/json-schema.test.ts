import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { playbookJsonSchema } from "../../../src/core/playbook/schema.ts";

describe("the shipped JSON Schema", () => {
  it("is the one that `npm run schema` writes", () => {
    const shipped: unknown = JSON.parse(
      readFileSync(new URL("../../../docs/stagekeeper.schema.json", import.meta.url), "utf8"),
    );

    expect(shipped).toEqual(playbookJsonSchema());
  });
});
