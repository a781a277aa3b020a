import type { Actor } from "../history/entry.ts";
import { firstStage, optionalStage } from "../playbook/stages.ts";
import type { Situation } from "../situation.ts";
import { plain } from "../text/plain.ts";
import { comment } from "./comment.ts";
import { who } from "./people.ts";

/** Said once when Stagekeeper stops moving a card back. */
export function renderStop(
  { playbook, history }: Situation,
  { key, because, by }: { key: string; because: "bot" | "daily-cap"; by: Actor | null },
): string {
  const home = plain((optionalStage(playbook, history.stage) ?? firstStage(playbook)).name);
  const why =
    because === "bot"
      ? `${who(by)} keeps moving this card, and two bots should not fight.`
      : "This card was moved back 6 times within a day.";
  return comment(key, "stop", [
    "### ✋ Stagekeeper leaves this card alone for now",
    `${why} On record the partner is still in **${home}**.`,
    "It is looked at again when a person moves the card, or writes `/check`, `/override REASON` or `/resume` in a comment.",
  ]);
}
