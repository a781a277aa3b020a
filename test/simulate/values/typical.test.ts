import { describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { countTypical, type Counted } from "./typical.ts";

const row = ({ who, reminders, others, notes }: Counted): string =>
  [who, ...[reminders, others, reminders + others, notes].map(String)].join(" | ");

describe("six months of a typical partner", () => {
  const counted = countTypical();

  it.each([
    ["silent prospect", 5],
    ["stalled in Onboarding", 8],
  ])("%s: at most %i comments", (who, most) => {
    const found = counted.find((one) => one.who === who);

    expect((found?.reminders ?? Infinity) + (found?.others ?? 0)).toBeLessThanOrEqual(most);
  });

  it("brings as many comments as docs/follow-ups.md says", () => {
    const page = readFileSync("docs/follow-ups.md", "utf8").replaceAll(/ +/g, " ");

    for (const one of counted) expect(page).toContain(row(one));
  });
});
