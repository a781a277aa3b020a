import type { Rule, Ruling, Situation } from "../situation.ts";
import { columnOf, isKept, type Column } from "./column.ts";
import { judge, type Verdict } from "./judge.ts";
import { moverOfCard } from "./mover.ts";
import { nothing, ruling } from "./ruling.ts";

/** Mode observe: the record follows the board, and says what would have been moved back. */
export const observe: Rule = (situation) => {
  const column = columnOf(situation);
  if (!isKept(situation) || column.kind === "ignored") return nothing;
  if (column.kind === "stage")
    return column.stage === situation.history.stage ? nothing : follow(situation, column);
  if (situation.history.observedAway) return nothing;
  return ruling(situation, { entries: [{ kind: "observed", target: null, missing: ["no-stage"] }] });
};

function follow(situation: Situation, { stage, option }: Extract<Column, { kind: "stage" }>): Ruling {
  const missing = missingOf(judge(situation, stage));
  const by = moverOfCard(situation, option);
  return ruling(situation, {
    entries: [
      ...(missing.length === 0 ? [] : [{ kind: "observed", target: stage, missing } as const]),
      { kind: "entered", stage, from: situation.history.stage, by, via: "observed" },
    ],
  });
}

function missingOf(verdict: Verdict): readonly string[] {
  switch (verdict.kind) {
    case "earned":
    case "back":
      return [];
    case "gate":
      return verdict.decision.kind === "closed" ? verdict.decision.missing.map(({ key }) => key) : [];
    case "no-way-back":
    case "held":
    case "exited":
    case "draft":
    case "no-stage":
      return [verdict.kind];
  }
}
