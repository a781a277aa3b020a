import type { EntryFact } from "../history/entry.ts";
import { firstStage, optionOf } from "../playbook/stages.ts";
import type { Issue } from "../partner/partner.ts";
import type { Rule, Ruling, Situation } from "../situation.ts";
import { nothing, ruling } from "./ruling.ts";
import { setStatus } from "./set-status.ts";

/** Reopened later than this, a partner begins again. */
const remembersFor = 30 * 24 * 60 * 60_000;

/** A closed issue is an exit; reopened, the partner is where it was, or after 30 days at the first stage. */
export const leaving: Rule = (situation) => {
  const { partner, history } = situation;
  if (!history.onRecord || partner.issue === null) return nothing;
  if (partner.issue.state === "closed")
    return history.exit === null ? exit(situation, partner.issue) : nothing;
  return history.exit === null || history.exit.why === "removed" ? nothing : reopen(situation);
};

function exit(situation: Situation, { closedAs }: Issue): Ruling {
  const why = closedAs === "duplicate" ? "merged" : closedAs === "completed" ? "completed" : "unknown";
  const left: EntryFact = { kind: "exited", by: null, why, reason: "" };
  return ruling(situation, { entries: [left] });
}

function reopen(situation: Situation): Ruling {
  const { history, playbook, board, now } = situation;
  const recent = history.exit !== null && now - history.exit.at <= remembersFor;
  const first = firstStage(playbook).id;
  const stage = recent ? (history.stage ?? first) : first;
  return ruling(situation, {
    entries: [{ kind: "reopened", stage }],
    effects: recent ? [] : setStatus(situation, `reopened/${String(now)}`, optionOf(board, stage)),
  });
}
