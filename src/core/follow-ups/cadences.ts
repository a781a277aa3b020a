import { outreach } from "./outreach.ts";
import type { Cadence } from "./touch.ts";

/** Every touch that is wanted as things stand. */
export const cadences: Cadence = (moment) => {
  if (moment.situation.history.exit !== null) return [];
  return outreach(moment);
};
