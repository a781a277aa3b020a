import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { appCommand, memoryFlags, packageRoot } from "../../../src/sandbox/app/command.ts";

describe("the App is given the same memory", () => {
  it.each(["package.json", "Dockerfile"])("by %s as by the sandbox", (name) => {
    const text = readFileSync(join(packageRoot, name), "utf8");

    expect(memoryFlags.filter((flag) => !text.includes(flag))).toEqual([]);
    expect(appCommand().args).toEqual(expect.arrayContaining([...memoryFlags]));
  });
});
