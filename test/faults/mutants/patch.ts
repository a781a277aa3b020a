import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A realistic bug as a patch. */
export interface Patch {
  /** Such as `08-negative-look-at-once`. */
  readonly name: string;
  /** Path of the patch. */
  readonly file: string;
  readonly bug: string;
  /** Name of the invariant it breaks. */
  readonly invariant: string;
  /** The tests that judge the invariant there. */
  readonly test: string;
  /** Part of their names; null: all of the file. */
  readonly title: string | null;
}

const FIRST_LINE = /^(?<bug>.+): caught by (?<invariant>I\d+) in (?<test>\S+\.test\.ts)(?: › (?<title>.+))?$/;

/** The bugs in a folder, by number. A patch whose first line does not say what it is throws. */
export function readPatches(folder: string): readonly Patch[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".patch"))
    .sort()
    .map((name) => {
      const file = join(folder, name);
      const [first = ""] = readFileSync(file, "utf8").split("\n", 1);
      const { bug, invariant, test, title } = FIRST_LINE.exec(first)?.groups ?? {};
      if (bug === undefined || invariant === undefined || test === undefined)
        throw new Error(`${name} does not say which bug it is and what catches it`);
      return { name: name.replace(/\.patch$/, ""), file, bug, invariant, test, title: title ?? null };
    });
}
