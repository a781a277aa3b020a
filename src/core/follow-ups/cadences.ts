import { disqualified } from "./disqualified.ts";
import { graduated } from "./graduated.ts";
import { missingNotes } from "./missing-notes.ts";
import { nextAction } from "./next-action.ts";
import { notNow } from "./not-now.ts";
import { onboarding } from "./onboarding.ts";
import { outreach, outreachRuns } from "./outreach.ts";
import { promise } from "./promise.ts";
import { ready } from "./ready.ts";
import { review } from "./review.ts";
import { stalled } from "./stalled.ts";
import type { Cadence } from "./touch.ts";

const ordinary: readonly Cadence[] = [
  disqualified,
  nextAction,
  missingNotes,
  review,
  promise,
  onboarding,
  ready,
  graduated,
  stalled,
];

/** Every touch that is wanted as things stand. While outreach runs, the others are silent. */
export const cadences: Cadence = (moment) => {
  if (moment.situation.history.exit !== null) return notNow(moment);
  if (outreachRuns(moment)) return outreach(moment);
  return ordinary.flatMap((cadence) => cadence(moment));
};
