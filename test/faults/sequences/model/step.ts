import fc from "fast-check";
import { act, type Act } from "./act.ts";
import { troubles, type Trouble } from "./trouble.ts";

/** A moment of a sequence: time passes, faults are set, something happens, and all settles (or the next comes at once). */
export interface Step {
  readonly partner: number;
  readonly act: Act;
  readonly fault: Trouble | null;
  readonly after: number;
  readonly atOnce: boolean;
}

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
/** What a sequence is played on. */
export interface Setting {
  /** A contact can read the repository. */
  readonly shared: boolean;
  /** Sync notes go to a repository of their own, which a contact can read. */
  readonly notesApart: boolean;
  /** Workers side by side on one database. */
  readonly workers: number;
  /** Webhooks of the App's own writes come a second late, when everything is at rest. */
  readonly lateEchoes: boolean;
}

/** The setting of runs that bring faults of their own. */
export const calm: Setting = { shared: false, notesApart: false, workers: 1, lateEchoes: false };

/** A setting and what happens in it. */
export interface Sequence {
  readonly setting: Setting;
  readonly steps: readonly Step[];
}

/** Moments without faults, for runs that bring their own. */
export const calmSteps = (maxLength: number): fc.Arbitrary<readonly Step[]> =>
  fc.array(
    fc.record({
      ...{ partner: fc.integer({ min: 0, max: 2 }), act, fault: fc.constant(null) },
      ...{ after: fc.constantFrom(0, 5_000, 3 * 60 * MINUTE, 2 * DAY), atOnce: fc.constant(false) },
    }),
    { minLength: 1, maxLength },
  );

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    partner: fc.integer({ min: 0, max: 2 }),
    act,
    fault: fc.oneof(
      { weight: 2, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constantFrom(...troubles) },
    ),
    after: fc.constantFrom(0, 5_000, 90_000, 11 * MINUTE, 3 * 60 * MINUTE, 2 * DAY, 11 * DAY, 15 * DAY),
    atOnce: fc.constantFrom(false, false, false, true),
  }),
  { minLength: 1, maxLength: 7 },
);

/** A sequence of moments in some setting. */
export const sequence: fc.Arbitrary<Sequence> = fc.record({
  setting: fc.record({
    shared: fc.boolean(),
    notesApart: fc.boolean(),
    workers: fc.constantFrom(1, 1, 1, 2),
    lateEchoes: fc.constantFrom(false, true),
  }),
  steps,
});
