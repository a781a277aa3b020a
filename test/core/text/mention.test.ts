import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { mention, parseLogin } from "../../../src/core/text/mention.ts";
import { hostileText } from "./hostile.ts";

describe("mention", () => {
  it.each(["octocat", "Mona-Lisa", "a", "x1-2-3", "jane_acme", "a".repeat(39)])("mentions %s", (login) => {
    expect(mention(login)).toBe(`@${login}`);
  });

  it.each([
    "",
    "-a",
    "a-",
    "a--b",
    "a b",
    "org/team",
    "dependabot[bot]",
    "jane@acme.com",
    "a".repeat(40),
    "@a",
    "ä",
    "a_",
  ])("does not mention %j", (login) => {
    expect(mention(login)).not.toMatch(/@[a-z\d]/i);
    expect(parseLogin(login)).toBeNull();
  });

  it("mentions one account or nobody, whatever it is given", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(mention(text)).toMatch(/^(?:@[a-z\d][\w-]*|[^@]*(?:@\u200b[^@]*)*)$/i);
      }),
    );
  });
});
