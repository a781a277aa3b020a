import type { Actor } from "../history/entry.ts";
import { comment } from "./comment.ts";
import { who } from "./people.ts";

/** One summary for many cards that one person moved without their being earned. */
export function renderMassDrag({ key, by }: { key: string; by: Actor | null }): string {
  return comment(key, "mass-drag", [
    "### ↩️ Many cards moved back",
    `${who(by)} moved more than 10 cards within 10 minutes. Those that were not earned are back where they were; the later ones, from this one on, without a comment in each.`,
    "Write `/check` in the issue of a card to see what it misses.",
  ]);
}
