/** What a check came to: how often it judged what could have been wrong, and each case in which it was. */
export interface Found {
  readonly checked: number;
  readonly violations: readonly string[];
}

/** One run of a chapter: a sequence, a kill, an attack. */
export interface Run {
  /** What the tally counts it as: "sequences", "kills at a boundary", … */
  readonly kind: string;
  /** By name of the invariant. */
  readonly found: Readonly<Record<string, Found>>;
  /** Times that each fault fired. */
  readonly fired: Readonly<Record<string, number>>;
  /** False: a planned fault did not fire, so the run counts for nothing unless it broke something. */
  readonly counts: boolean;
  readonly kills?: number;
  /** Places that a run without a kill found, at which the App can be killed. */
  readonly places?: number;
  /** What plays it again. */
  readonly replay: { readonly seed: number; readonly steps: unknown };
}

/** A run that broke something. */
export interface Example {
  readonly kind: string;
  readonly seed: number;
  readonly steps: unknown;
  readonly violations: readonly string[];
}

/** A bug put into the product on purpose, and the invariant that caught it. */
export interface Mutant {
  readonly name: string;
  /** Null: nothing did. */
  readonly caughtBy: string | null;
}

/** Sums over runs. Plain data: it goes from process to process. */
export interface Tally {
  readonly invariants: Record<string, { checked: number; violations: number }>;
  readonly faults: Record<string, number>;
  kills: number;
  places: number;
  /** Runs that counted, by kind. */
  readonly runs: Record<string, number>;
  /** Runs whose planned faults did not all fire. */
  uncounted: number;
  readonly examples: Example[];
  readonly mutants: Mutant[];
}

const MOST_EXAMPLES = 10;

/** Nothing counted yet. */
export function emptyTally(): Tally {
  return {
    invariants: {},
    faults: {},
    kills: 0,
    places: 0,
    runs: {},
    uncounted: 0,
    examples: [],
    mutants: [],
  };
}

/** Adds a run. */
export function addRun(
  tally: Tally,
  { kind, found, fired, counts, kills = 0, places = 0, replay }: Run,
): void {
  const violations = Object.entries(found).flatMap(([name, one]) =>
    one.violations.map((text) => `${name}: ${text}`),
  );
  if (!counts && violations.length === 0) {
    tally.uncounted += 1;
    return;
  }
  const invariants = Object.fromEntries(
    Object.entries(found).map(([name, one]) => [
      name,
      { checked: one.checked, violations: one.violations.length },
    ]),
  );
  const example = { kind, ...replay, violations };
  addTally(tally, {
    ...{ invariants, faults: fired, kills, places, runs: { [kind]: 1 }, uncounted: 0, mutants: [] },
    examples: violations.length > 0 ? [example] : [],
  });
}

/** Adds what another process or chapter came to. */
export function addTally(tally: Tally, other: Tally | Readonly<Tally>): void {
  for (const [name, { checked, violations }] of Object.entries(other.invariants)) {
    const before = tally.invariants[name] ?? { checked: 0, violations: 0 };
    tally.invariants[name] = {
      checked: before.checked + checked,
      violations: before.violations + violations,
    };
  }
  addTimes(tally.faults, other.faults);
  addTimes(tally.runs, other.runs);
  tally.kills += other.kills;
  tally.places += other.places;
  tally.uncounted += other.uncounted;
  tally.examples.push(...other.examples.slice(0, MOST_EXAMPLES - tally.examples.length));
  tally.mutants.push(...other.mutants);
}

function addTimes(into: Record<string, number>, from: Readonly<Record<string, number>>): void {
  for (const [name, times] of Object.entries(from)) into[name] = (into[name] ?? 0) + times;
}
