import { z } from "zod";
import { isEmptySpan, parseSpan } from "../time/span.ts";
import { SpanText, StageKey, strict, word } from "./schema-parts.ts";

/** A span that is longer than nothing. */
export const Length = SpanText.refine((text) => {
  const span = parseSpan(text);
  return span === null || !isEmptySpan(span);
}, "Write a duration longer than nothing.");
const WorkingDays = z.int().min(1).max(60);
const removable = <T extends z.ZodType>(type: T): z.ZodOptional<z.ZodNullable<T>> =>
  type.nullable().optional();

/** `cadences` of the playbook file. null switches a series off. */
export const CadencesSchema = strict({
  outreach: removable(
    strict({
      bump: Length.optional().describe("Second message, after the first one went out."),
      final: Length.optional().describe("Last message, after the first one went out."),
      giveUp: WorkingDays.optional().describe(
        "Working days after the last message; then leaving is offered.",
      ),
    }),
  ),
  nextAction: removable(
    strict({
      again: z.array(WorkingDays).max(10).optional().describe("Working days after the due date."),
      unset: removable(Length).describe("No next action set for so long."),
    }),
  ),
  onboarding: removable(
    strict({
      stage: StageKey.optional().describe("Both targets count from entering this stage."),
      level: word(100).optional().describe("The level of the ladder that is the first target."),
      firstLevel: removable(Length).describe("That level, after entering the stage."),
      deployment: removable(Length).describe("Environment set, after entering the stage."),
      overdue: Length.optional().describe("The last reminder, so long after the target."),
    }),
  ).describe("Targets; reminded at 75 %, at 100 % and once overdue."),
  graduation: removable(z.array(Length).max(10)).describe("After graduation: what is still open."),
  promise: removable(strict({ p1: removable(Length), p2: removable(Length) })).describe(
    "By the label's key: feedback is dealt with within so long; told at 75 %.",
  ),
  sync: strict({
    first: Length.optional().describe("The first sync, after entering the stage."),
    every: Length.optional().describe("From one sync to the next."),
    opens: WorkingDays.optional().describe("Working days before the sync: its note is opened."),
    asked: z.array(WorkingDays).max(5).optional().describe("Working days after it: notes are asked for."),
    missed: WorkingDays.optional().describe("Working days after it: it counts as missed."),
  }).optional(),
  retrospective: removable(Length).describe("From one retrospective to the next."),
  review: removable(Length).describe("From one review to the next."),
});
