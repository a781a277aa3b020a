import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { withoutEmails } from "../../../src/core/text/emails.ts";
import { hostileText } from "./hostile.ts";

const address = /[\p{L}\p{N}]@(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}/u;

describe("withoutEmails", () => {
  it.each([
    ["Write to jane@acme.com.", "Write to [e-mail address]."],
    ["Jane <jane.doe+x@mail.acme.co.uk>", "Jane <[e-mail address]>"],
    ["mailto:jane@acme.com?subject=x", "[e-mail address]?subject=x"],
    ["jane&#64;acme.com", "[e-mail address]"],
    ["jane&#0064;acme&#46;com", "[e-mail address]"],
    ["&#106;ane&commat;acme.com", "[e-mail address]"],
    ["jane%40acme.com", "[e-mail address]"],
    ["ja\u200bne@ac\u00adme.com", "[e-mail address]"],
    ["jörg@müller.de, 李@例子.中国", "[e-mail address], [e-mail address]"],
    ['"jane doe"@acme.com', "[e-mail address]"],
    ["jane @ acme.com or jane (at) acme.com", "[e-mail address] or [e-mail address]"],
    ["jane＠acme.com", "[e-mail address]"],
    ["root@[192.168.0.1]", "[e-mail address]"],
    ["a@b.cd@e.fg", "[e-mail address]@e.fg"],
  ])("hides the address in %j", (text, filtered) => {
    expect(withoutEmails(text)).toBe(filtered);
  });

  it.each([
    "Ask @jane",
    "actions/checkout@v4",
    "5 @ 3",
    "a@b",
    "@acme.com",
    "R&amp;D \u200b",
    "Jane @jane, Bob @bob",
  ])("leaves %j as it is", (text) => {
    expect(withoutEmails(text)).toBe(text);
  });

  it("leaves no address in any text, and nothing to do a second time", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const filtered = withoutEmails(text);

        expect(filtered).not.toMatch(address);
        expect(withoutEmails(filtered)).toBe(filtered);
      }),
      { numRuns: Number(process.env["FUZZ_RUNS"] ?? 2_000) },
    );
  });
});
