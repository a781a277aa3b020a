import { checkApp } from "./check-app.ts";
import { checkBoard } from "./check-board.ts";
import { checkNotes } from "./check-notes.ts";
import { checkPeople } from "./check-people.ts";
import { checkRepository } from "./check-repository.ts";
import type { Diagnosis } from "./diagnosis.ts";
import type { Check, Observed } from "./observed.ts";

const CHECKS: readonly Check[] = [checkRepository, checkBoard, checkPeople, checkNotes, checkApp];

/** Everything that is wrong, faults first. */
export function diagnose(observed: Observed): readonly Diagnosis[] {
  const found = CHECKS.flatMap((check) => check(observed));
  return [
    ...found.filter(({ level }) => level === "fault"),
    ...found.filter(({ level }) => level === "advice"),
  ];
}
