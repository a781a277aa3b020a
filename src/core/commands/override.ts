import { sameLogin, type StageId } from "../ids.ts";
import type { Command } from "../partner/commands.ts";
import type { Person } from "../partner/partner.ts";
import { rightsOf } from "../partner/people.ts";
import { optionOf, placeOf, stageOf } from "../playbook/stages.ts";
import { columnOf } from "../rules/column.ts";
import { minimiseLast } from "../rules/refuse.ts";
import { ruling } from "../rules/ruling.ts";
import { setStatus } from "../rules/set-status.ts";
import type { Situation } from "../situation.ts";
import { renderOverride } from "../words/answer.ts";
import { overriders } from "../words/people.ts";
import { no, yes, type Given, type Outcome } from "./given.ts";

/** `/override REASON`: lets the refused move through, if the playbook lets this person. */
export function override(
  situation: Situation,
  { reason }: Extract<Command, { name: "override" }>,
  given: Given,
): Outcome {
  const { history, playbook, board } = situation;
  if (!mayOverride(situation, given.by)) {
    return no(`Only these may override: ${overriders(playbook.override)}.`);
  }
  if (history.hold !== null) return no("The partner is on hold: write `/resume` first.");
  const target = refusedTarget(situation);
  if (target === null) return no("There is no refused move to let through.");
  return yes(
    ruling(situation, {
      entries: [
        { kind: "overridden", target, by: given.by.login, reason },
        { kind: "entered", stage: target, from: history.stage, by: given.by, via: "override" },
      ],
      effects: [
        ...setStatus(situation, `override/${given.key}`, optionOf(board, target)),
        ...minimiseLast(situation, "resolved"),
      ],
    }),
    renderOverride(situation, { target: stageOf(playbook, target), by: given.by, reason }),
  );
}

/** By login, by permission or by team, as the playbook says. */
export function mayOverride({ partner, playbook }: Situation, { login, bot }: Person): boolean {
  if (bot) return false;
  const { logins, maintainers } = playbook.override;
  const rights = rightsOf(partner, login);
  const maintains = rights?.permission === "maintain" || rights?.permission === "admin";
  return (
    logins.some((named) => sameLogin(named, login)) ||
    (maintainers && maintains) ||
    rights?.overrider === true
  );
}

/** The remembered target, or the column in which a card stands that is left alone for now. */
function refusedTarget(situation: Situation): StageId | null {
  const { history, playbook } = situation;
  const column = columnOf(situation);
  const standing = column.kind === "stage" && column.stage !== history.stage ? column.stage : null;
  const target = standing ?? history.refusal?.target ?? null;
  return target !== null && placeOf(playbook, target) >= 0 ? target : null;
}
