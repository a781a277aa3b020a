import { describe, expect, it } from "@jest/globals";
import { excerpt } from "../../../src/sandbox/cli/excerpt.ts";
import { readOptions } from "../../../src/sandbox/cli/options.ts";

describe("readOptions", () => {
  it("runs a programme on a free port when nothing is asked for", () => {
    expect(readOptions([])).toEqual({
      kind: "run",
      options: { json: false, port: 0, speed: 1, empty: false, data: null },
    });
  });

  it("takes everything it offers", () => {
    expect(readOptions(["--json", "--port", "4567", "--speed=2.5", "--empty", "--data", "d"])).toEqual({
      kind: "run",
      options: { json: true, port: 4567, speed: 2.5, empty: true, data: "d" },
    });
  });

  it.each([
    [["--prot", "1"], /'--prot'/],
    [["--port", "70000"], /--port is a whole number from 0 to 65535, not '70000'/],
    [["--port", "x"], /--port/],
    [["--port"], /argument missing|requires/i],
    [["--speed", "0"], /--speed is a number above 0/],
    [["--speed", ""], /--speed/],
    [["--data="], /--data needs/],
    [["--json=yes"], /--json/],
    [["now"], /now/],
  ])("explains what is wrong with %j", (args, problem) => {
    expect(readOptions(args)).toEqual({
      kind: "wrong",
      problems: expect.arrayContaining([expect.stringMatching(problem)]),
    });
  });

  it("helps", () => {
    expect(readOptions(["--help"])).toEqual({ kind: "help" });
  });
});

describe("excerpt", () => {
  it("shows the first lines a reader would see", () => {
    expect(excerpt("<!-- marker\nof two lines -->\n**Moved back**\r\n\n- one\n")).toEqual([
      "**Moved back**",
      "- one",
    ]);
  });

  it("says how much more there is, and cuts long lines", () => {
    const shown = excerpt(Array.from({ length: 9 }, () => "x".repeat(200)).join("\n"));

    expect(shown.at(-1)).toBe("… 3 more lines");
    expect(shown[0]).toHaveLength(100);
  });
});
