import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import type { TicksRead } from "../../../src/core/partner/checklists.ts";
import { expected } from "../../fixtures/checklists/expected.ts";
import { playbook, readBody, tickedIn } from "./reading.ts";

const folder = new URL("../../fixtures/checklists/", import.meta.url);

const ids = (items: readonly string[]): string => items.map((item) => item.split("/")[1]).join(" ");

function keptIn(read: TicksRead, place: "body" | "comment"): readonly string[] {
  return playbook.stages.flatMap(({ id, checklists }) =>
    checklists
      .filter((checklist) => read.placeOf(id, checklist.id) === place)
      .map((checklist) => checklist.id),
  );
}

describe("readTicks on real Markdown", () => {
  it.each(expected)("reads $shows", ({ file, ticked, byLevel = "", inBody = "onboarding", doubts = [] }) => {
    const read = readBody(readFileSync(new URL(`${file}.md`, folder), "utf8"));

    expect({
      ticked: ids(tickedIn(read, "body")),
      byLevel: ids(tickedIn(read, "level")),
      inBody: keptIn(read, "body").join(" "),
      doubts: read.doubts.map(
        ({ why, item, line }) => `${why} ${item ?? "one of several"}, line ${line ?? "none"}`,
      ),
    }).toEqual({ ticked, byLevel, inBody, doubts });
  });

  it("has an answer for every file of the corpus", () => {
    const files = readdirSync(folder).filter((file) => file.endsWith(".md"));

    expect(expected.map(({ file }) => `${file}.md`).toSorted()).toEqual(files.toSorted());
    expect(files.length).toBeGreaterThanOrEqual(40);
  });
});
