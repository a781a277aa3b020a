import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { codeBlock } from "../../../src/core/text/code-block.ts";
import { asGithubSees } from "./github-eyes.ts";
import { hostileText } from "./hostile.ts";

describe("codeBlock", () => {
  it("keeps any text inside one block", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const { kinds } = asGithubSees(codeBlock(text));

        expect(kinds).toEqual(new Set(["root", "code"]));
      }),
      { numRuns: Number(process.env["FUZZ_RUNS"] ?? 1_000) },
    );
  });

  it("shows the lines as they are", () => {
    expect(asGithubSees(codeBlock("Hi [Name],\r\n\r\n- a\n  ```\nBye")).words).toBe(
      "Hi [Name],\n\n- a\n  ```\nBye",
    );
  });

  it("names its language, and nothing else beside the fence", () => {
    expect(codeBlock("a: 1", "yaml")).toBe("```yaml\na: 1\n```");
    expect(codeBlock("a", "x`\n@y")).toBe("```xy\na\n```");
  });

  it("shows no e-mail address and no hidden direction", () => {
    expect(codeBlock("jane@acme.com\u202e")).toBe("```\n[e-mail address]\n```");
  });
});
