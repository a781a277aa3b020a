import { describe, expect, it } from "@jest/globals";
import { readArguments } from "./options.ts";
import { shareOf } from "./order.ts";

const chapters = ["sequences", "kills"];
const read = (...args: readonly string[]): ReturnType<typeof readArguments> => readArguments(args, chapters);

describe("readArguments", () => {
  it("plays the whole programme in less than 90 minutes when nothing is said", () => {
    const reading = read();

    expect(reading).toMatchObject({
      kind: "asked",
      asked: { quick: false, chapters, seed: 1, within: 4_800_000, amounts: { sequences: 100_000 } },
    });
  });

  it("takes what is said instead of what is usual", () => {
    const reading = read("--quick", "--only", "kills", "--kills", "7", "--minutes", "0.5", "--seed", "0");

    expect(reading).toMatchObject({
      kind: "asked",
      asked: {
        quick: true,
        chapters: ["kills"],
        seed: 0,
        within: 30_000,
        amounts: { kills: 7, fuzz: 5_000 },
      },
    });
  });

  it("plays the mutants alone", () => {
    expect(read("--mutants")).toMatchObject({ kind: "asked", asked: { chapters: ["mutants"] } });
  });

  it.each([
    { args: ["--only", "kittens"], because: "--only: there is no kittens; chapters are sequences, kills" },
    { args: ["--seed", "x"], because: "--seed: x is no whole number from 0 on" },
    { args: ["--seed="], because: "--seed:  is no whole number from 0 on" },
    { args: ["--processes", "0"], because: "--processes: 0 is no whole number from 1 on" },
    { args: ["--sequences", "1.5"], because: "--sequences: 1.5 is no whole number from 0 on" },
    { args: ["--minutes", "0"], because: "--minutes: 0 is no number of minutes" },
    { args: ["--minutes", "soon"], because: "--minutes: soon is no number of minutes" },
    { args: ["--mutants", "--only", "kills"], because: "--mutants and --only do not go together" },
  ])("says what is wrong with $args", ({ args, because }) => {
    expect(read(...args)).toEqual({ kind: "wrong", because });
  });

  it.each([["--slow"], ["extra"], ["--quick=yes"]])("says what is wrong with %s", (arg) => {
    const reading = read(arg);

    expect(reading).toMatchObject({
      kind: "wrong",
      because: expect.stringContaining(arg.split("=")[0] ?? ""),
    });
  });
});

describe("shareOf", () => {
  it("gives all the time to the only chapter", () => {
    expect(shareOf("kills", ["kills"])).toBe(1);
  });

  it("gives out all the time, and no more", () => {
    const played = ["memory", "sequences", "kills", "machinery", "attacks"];

    expect(played.reduce((sum, name) => sum + shareOf(name, played), 0)).toBeCloseTo(1);
  });
});
