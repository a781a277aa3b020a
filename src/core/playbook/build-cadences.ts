import type { z } from "zod";
import { parseSpan } from "../time/span.ts";
import type { StageId } from "../ids.ts";
import type { Span } from "../time/time.ts";
import type { Cadences, SyncCadence } from "./cadences.ts";
import type { CadencesSchema } from "./cadences-schema.ts";

type CadencesFile = z.infer<typeof CadencesSchema>;

const week: Span = { months: 0, weeks: 1, days: 0 };
const fortnight: Span = { months: 0, weeks: 2, days: 0 };

/** The cadences that a file without faults describes. What a named series leaves out has its default. */
export function buildCadences(file: CadencesFile): Cadences {
  return {
    outreach: buildOutreach(file),
    nextAction: file.nextAction
      ? { again: file.nextAction.again ?? [], unset: spanOf(file.nextAction.unset) }
      : null,
    onboarding: buildOnboarding(file),
    graduation: (file.graduation ?? []).flatMap((text) => spanOf(text) ?? []),
    promise: { p1: spanOf(file.promise?.p1), p2: spanOf(file.promise?.p2) },
    sync: buildSync(file.sync ?? {}),
    retrospective: spanOf(file.retrospective),
    review: spanOf(file.review),
  };
}

function buildOnboarding({ onboarding }: CadencesFile): Cadences["onboarding"] {
  if (onboarding?.stage === undefined) return null;
  return {
    stage: onboarding.stage as StageId,
    level: onboarding.level ?? null,
    firstLevel: spanOf(onboarding.firstLevel),
    deployment: spanOf(onboarding.deployment),
    overdue: spanOf(onboarding.overdue) ?? week,
  };
}

function buildOutreach({ outreach }: CadencesFile): Cadences["outreach"] {
  const bump = spanOf(outreach?.bump);
  const final = spanOf(outreach?.final);
  return bump === null || final === null ? null : { bump, final, giveUp: outreach?.giveUp ?? 4 };
}

function buildSync({ first, every, ...rest }: NonNullable<CadencesFile["sync"]>): SyncCadence {
  return {
    first: spanOf(first) ?? fortnight,
    every: spanOf(every) ?? fortnight,
    opens: rest.opens ?? 2,
    asked: rest.asked ?? [2, 5],
    missed: rest.missed ?? 7,
  };
}

/** The span that the file writes; null when it writes none. */
export function spanOf(text: string | null | undefined): Span | null {
  return text === null || text === undefined ? null : parseSpan(text);
}
