import { describe, expect, it } from "@jest/globals";
import { AppError } from "../src/keeper/failure.ts";
import { createLogger } from "../src/logger.ts";

function logged(fields: object): string {
  const lines: string[] = [];
  createLogger("info", { write: (line) => lines.push(line) }).info(fields, "test.event");
  return lines.join("");
}

describe("the log", () => {
  it.each(["privateKey", "token", "authorization", "payload", "body", "title", "email"])(
    "hides %s, however it gets there",
    (name) => {
      const text = logged({ [name]: "canary", one: { [name]: "canary", two: { [name]: "canary" } } });

      expect(text).not.toContain("canary");
    },
  );

  it("keeps place and code of a foreign error, but none of its words", () => {
    const error = Object.assign(new Error("duplicate key: jane@acme.com"), {
      code: "23505",
      detail: "canary",
    });

    const text = logged({ err: error });

    expect(text).toContain("23505");
    expect(text).toContain("logger.test");
    expect(text).not.toMatch(/acme|canary/);
  });

  it("keeps the words of our own errors, and the place of their causes", () => {
    const cause = new TypeError("canary");
    const error = new AppError("github/limited", { kind: "bug" }, { message: "GitHub answered 403", cause });

    const text = logged({ err: error });

    expect(text).toMatch(/github\/limited.*GitHub answered 403.*TypeError/);
    expect(text).not.toContain("canary");
  });
});
