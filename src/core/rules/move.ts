import type { StageId } from "../ids.ts";
import type { Hint } from "../partner/partner.ts";
import { optionOf, stageOfOption } from "../playbook/stages.ts";
import type { Rule, Ruling, Situation } from "../situation.ts";
import { columnOf, isKept, type Column } from "./column.ts";
import { judge, type Verdict } from "./judge.ts";
import { moverOfCard } from "./mover.ts";
import { refuse, refuseWithoutUndoing } from "./refuse.ts";
import { both, nothing, ruling } from "./ruling.ts";
import { setStatus } from "./set-status.ts";

/** A move is the card's Status differing from the stage on record: accepted and recorded, or undone and explained. */
export const move: Rule = (situation) => {
  const { history } = situation;
  if (!isKept(situation)) return nothing;
  const column = columnOf(situation);
  if (column.kind === "ignored") return leftAlone(situation);
  if (column.kind === "stage" && column.stage === history.stage) return inPlace(situation);
  if (column.kind === "foreign" && history.stage === null) return nothing;
  return moved(situation, column);
};

/** In a column that the playbook leaves alone, a refused target is forgotten. */
function leftAlone(situation: Situation): Ruling {
  const target = situation.history.refusal?.target ?? null;
  return target === null ? nothing : ruling(situation, { entries: [{ kind: "forgotten", target }] });
}

/** Where it should be: nothing waits any more. A move of a person that we overwrote is judged all the same. */
function inPlace(situation: Situation): Ruling {
  const { delayed, stoodDown } = situation.history;
  const mover = moverOfCard(situation, situation.partner.card?.status?.option ?? null);
  const calm =
    delayed === null && stoodDown === null
      ? nothing
      : ruling(situation, { entries: [{ kind: "stood-up", by: mover }] });
  return both(calm, overwritten(situation));
}

function overwritten(situation: Situation): Ruling {
  const lost = situation.hints.findLast(
    (hint): hint is Extract<Hint, { kind: "status" }> => hint.kind === "status" && hint.overwrote,
  );
  const option = lost?.from ?? null;
  const stage = stageOfOption(situation.board, option);
  if (lost === undefined || stage === null || stage === situation.history.stage) return nothing;
  const verdict = judge(situation, stage);
  if (verdict.kind === "earned" || verdict.kind === "back") {
    const restore = setStatus(situation, `restore/${String(lost.at)}`, option);
    return both(accept(situation, stage, verdict), ruling(situation, { effects: restore }));
  }
  return refuseWithoutUndoing(situation, { verdict, target: stage, option });
}

function moved(situation: Situation, column: Exclude<Column, { kind: "ignored" }>): Ruling {
  if (column.kind === "foreign") {
    if (situation.history.exit !== null) return nothing;
    const verdict: Verdict = { kind: "no-stage", name: column.name };
    return refuse(situation, { verdict, target: null, option: column.option });
  }
  const verdict = judge(situation, column.stage);
  if (verdict.kind === "earned" || verdict.kind === "back") return accept(situation, column.stage, verdict);
  return refuse(situation, { verdict, target: column.stage, option: column.option });
}

function accept(situation: Situation, stage: StageId, verdict: Verdict): Ruling {
  const { history } = situation;
  const by = moverOfCard(situation, optionOf(situation.board, stage));
  return ruling(situation, {
    entries: [
      {
        kind: "entered",
        stage,
        from: history.stage,
        by,
        via: verdict.kind === "back" ? "backward" : "move",
      },
    ],
  });
}
