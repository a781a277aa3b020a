import { expect, it } from "@jest/globals";
import { simulate } from "./simulate.ts";

const LIVES = 25;

it.each(Array.from({ length: LIVES }, (_, index) => index + 1))(
  "life %i: each touch of the table is read once, on its day, and no other",
  (seed) => {
    const { expected, missed, doubled } = simulate(seed, 12);

    expect(expected).toBeGreaterThan(0);
    expect({ missed, doubled }).toEqual({ missed: [], doubled: [] });
  },
  20_000,
);
