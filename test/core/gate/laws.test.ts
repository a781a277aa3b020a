import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { decideGate } from "../../../src/core/gate/decide-gate.ts";
import { examine } from "../../../src/core/gate/examine.ts";
import type { Criterion } from "../../../src/core/playbook/playbook.ts";
import type { Instant } from "../../../src/core/time/time.ts";
import { aPlaybook, anOther, at, date, days, option, stage, text } from "../../support/situation.ts";
import { aLinked, anEvidence } from "./an-evidence.ts";

const PLAYBOOK = aPlaybook();
const STAGES = PLAYBOOK.stages.map(({ id }) => id);
const ITEMS = PLAYBOOK.stages.flatMap(({ checklists }) =>
  checklists.flatMap(({ id, items }) => items.map((item) => `${id}.${item.id}`)),
);
const FLAGS = { key: "k", warn: false, internal: false, title: null, remedy: null };
const START = at("2026-01-01T00:00:00Z");

const moment = fc.nat(700).map((count) => (START + days(count)) as Instant);
const aDate = fc
  .option(fc.nat(700), { nil: null })
  .map((count) => (count === null ? {} : { inProductionSince: date(isoDay(count)) }));
const fields = fc
  .tuple(
    aDate,
    fc.constantFrom({}, { adoptionLevel: option("L1") }, { adoptionLevel: option("L3") }),
    fc.constantFrom({}, { environment: option("Staging") }, { environment: option("Production") }),
    fc.constantFrom({}, { organisation: text("Acme"), primaryContact: text("Carla @carla") }),
  )
  .map((parts) => Object.assign({}, ...parts) as Readonly<Record<string, never>>);
const linked = fc.array(
  fc.record({ labels: fc.constantFrom(["P1"], ["P2"], []), closed: fc.option(fc.nat(700), { nil: null }) }),
  { maxLength: 3 },
);
const evidence = fc
  .record({
    ticked: fc.subarray(ITEMS),
    fields,
    now: moment,
    replied: fc.boolean(),
    hiddenLinked: fc.nat(1),
    assignees: fc.constantFrom([], ["maria"]),
    linked: linked.map((issues) =>
      issues.map(({ labels, closed }) =>
        aLinked({ labels, ...(closed === null ? {} : { closedAt: `${isoDay(closed)}T10:00:00Z` }) }),
      ),
    ),
    others: fc.array(
      fc
        .record({ at: fc.constantFrom(...STAGES), onHold: fc.boolean() })
        .map(({ at: id, onHold }) => anOther({ stage: id, onHold })),
      { maxLength: 7 },
    ),
  })
  .map((changes) => anEvidence({ playbook: PLAYBOOK, ...changes }));

const leaf = fc.oneof(
  fc.constantFrom(...ITEMS).map((name): Criterion => {
    const [checklist = "", item = ""] = name.split(".");
    const owner = PLAYBOOK.stages.find((of) => of.checklists.some(({ id }) => id === checklist));
    return { ...FLAGS, kind: "checked", stage: owner?.id ?? stage(""), checklist, item };
  }),
  fc
    .constantFrom("replied" as const, "owned" as const, "linked" as const)
    .map((kind): Criterion => ({ ...FLAGS, kind })),
  fc
    .constantFrom("organisation", "environment")
    .map((field): Criterion => ({ ...FLAGS, kind: "field", field, test: { is: "set" } })),
);
const lists = fc.array(leaf, { minLength: 1, maxLength: 5 });

function isoDay(count: number): string {
  return new Date(START + days(count)).toISOString().slice(0, 10);
}

function holds(criterion: Criterion, of: ReturnType<typeof anEvidence>): boolean {
  return examine(criterion, of, stage("graduation")).outcome !== "missing";
}

describe("the combinators' laws", () => {
  it("none is the opposite of any", () => {
    fc.assert(
      fc.property(lists, evidence, (of, given) => {
        expect(holds({ ...FLAGS, kind: "none", of }, given)).toBe(
          !holds({ ...FLAGS, kind: "any", of }, given),
        );
      }),
    );
  });

  it("at least n of n is all, at least one is any", () => {
    fc.assert(
      fc.property(lists, evidence, (of, given) => {
        const atLeast = (count: number): boolean => holds({ ...FLAGS, kind: "at-least", count, of }, given);

        expect(atLeast(of.length)).toBe(holds({ ...FLAGS, kind: "all", of }, given));
        expect(atLeast(1)).toBe(holds({ ...FLAGS, kind: "any", of }, given));
      }),
    );
  });

  it("at least n+1 implies at least n", () => {
    fc.assert(
      fc.property(lists, evidence, fc.integer({ min: 1, max: 4 }), (of, given, count) => {
        const atLeast = (needed: number): boolean =>
          holds({ ...FLAGS, kind: "at-least", count: needed, of }, given);

        expect(!atLeast(count + 1) || atLeast(count)).toBe(true);
      }),
    );
  });

  it("the order of the parts does not matter", () => {
    fc.assert(
      fc.property(lists, evidence, fc.constantFrom("all", "any", "none"), (of, given, kind) => {
        expect(holds({ ...FLAGS, kind, of }, given)).toBe(
          holds({ ...FLAGS, kind, of: of.toReversed() }, given),
        );
      }),
    );
  });

  it("a warning never closes", () => {
    fc.assert(
      fc.property(leaf, evidence, (criterion, given) => {
        expect(holds({ ...criterion, warn: true }, given)).toBe(true);
      }),
    );
  });
});

describe("a decision", () => {
  const ways = fc.tuple(fc.constantFrom(null, ...STAGES), fc.constantFrom(...STAGES));

  it("on a jump is the union of the single steps", () => {
    fc.assert(
      fc.property(ways, evidence, ([from, target], given) => {
        const jump = decideGate(given, from, target);
        const steps = jump.passed.map((id) => decideGate(given, STAGES[STAGES.indexOf(id) - 1] ?? null, id));
        const missing = steps.flatMap((step) => (step.kind === "closed" ? step.missing : []));

        expect(jump.kind).toBe(missing.length > 0 ? "closed" : "open");
        expect(new Set(jump.findings.map(({ because, title }) => `${title}: ${because}`))).toEqual(
          new Set(
            steps.flatMap(({ findings }) => findings.map(({ because, title }) => `${title}: ${because}`)),
          ),
        );
      }),
    );
  });

  it("explains itself: every finding has a reason, every missing one a remedy", () => {
    fc.assert(
      fc.property(evidence, (given) => {
        const { findings } = decideGate(given, null, stage("graduation"));

        expect(findings.filter(({ title, because }) => title === "" || because === "")).toEqual([]);
        expect(
          findings.filter(
            ({ outcome, remedy }) => (outcome === "missing") !== (remedy !== null) && outcome !== "warning",
          ),
        ).toEqual([]);
      }),
    );
  });

  it("has a key for every finding that no other has", () => {
    fc.assert(
      fc.property(evidence, (given) => {
        const keys = decideGate(given, null, stage("graduation")).findings.map(({ key }) => key);

        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it("never gets worse when a box that is no disqualification is ticked", () => {
    const good = ITEMS.filter((name) => !name.startsWith("disqualification."));
    fc.assert(
      fc.property(fc.subarray(good), fc.constantFrom(...good), evidence, (ticked, more, given) => {
        const ticks = (names: readonly string[]) => ({
          ...given,
          ticks: anEvidence({ playbook: PLAYBOOK, ticked: names }).ticks,
        });
        const before = decideGate(ticks(ticked), null, stage("graduation"));
        const then = decideGate(ticks([...ticked, more]), null, stage("graduation"));

        expect(missingKeys(before)).toEqual(expect.arrayContaining([...missingKeys(then)]));
      }),
    );
  });

  it("changes by the clock alone at the moment it names, and not before", () => {
    fc.assert(
      fc.property(evidence, (given) => {
        const gate = PLAYBOOK.stages.at(-1)?.gate ?? [];
        const judge = (criterion: Criterion, now: Instant) =>
          examine(
            criterion,
            { ...given, now, today: new Date(now).toISOString().slice(0, 10) as never },
            stage("graduation"),
          );
        const wrong = gate.filter((criterion) => {
          const { outcome, wakeAt } = judge(criterion, given.now);
          if (wakeAt === null) return false;
          const justBefore = judge(criterion, (wakeAt - 1) as Instant).outcome;
          return justBefore !== outcome || judge(criterion, wakeAt).outcome === outcome;
        });

        expect(wrong).toEqual([]);
      }),
    );
  });
});

function missingKeys(decision: ReturnType<typeof decideGate>): readonly string[] {
  return decision.kind === "closed" ? decision.missing.map(({ key }) => key) : [];
}
