import { firstStage, optionOf } from "../playbook/stages.ts";
import type { Issue } from "../partner/partner.ts";
import type { Rule, Ruling, Situation } from "../situation.ts";
import type { Instant } from "../time/time.ts";
import { closedByHand } from "./closed-by-hand.ts";
import { columnOf } from "./column.ts";
import { nothing, ruling } from "./ruling.ts";
import { setField } from "./set-field.ts";
import { setStatus } from "./set-status.ts";

/** Reopened later than this, a partner begins again. */
const remembersFor = 30 * 24 * 60 * 60_000;
/** So long an answer of GitHub may not know yet that the issue was closed or reopened. */
const lag = 60_000;

/** A closed issue is an exit; reopened, the partner is where it was, or after 30 days at the first stage. */
export const leaving: Rule = (situation) => {
  const { partner, history } = situation;
  if (!history.onRecord || partner.issue === null) return nothing;
  if (partner.issue.state === "closed") {
    return history.exit === null ? close(situation, partner.issue) : nothing;
  }
  return history.exit === null || history.exit.why === "removed"
    ? nothing
    : reopen(situation, history.exit.at);
};

/** Just reopened: another answer may not know it yet, and shows what is over. */
function close(situation: Situation, issue: Issue): Ruling {
  const reopenedAt = situation.history.stops.findLast(({ why }) => why === "exit")?.to ?? null;
  const known = reopenedAt === null ? null : ((reopenedAt + lag) as Instant);
  return known !== null && situation.now < known
    ? ruling(situation, { dueAt: known })
    : closedByHand(situation, issue);
}

function reopen(situation: Situation, leftAt: Instant): Ruling {
  const { history, playbook, board, now } = situation;
  // We may have closed it ourselves, and much later than that was decided.
  const known = (Math.max(leftAt, history.postedAt ?? 0) + lag) as Instant;
  if (now < known) return ruling(situation, { dueAt: known });
  const recent = now - leftAt <= remembersFor;
  const first = firstStage(playbook).id;
  const stage = recent ? (history.stage ?? first) : first;
  // A workflow of the board may have put the closed issue into a column of its own.
  const home = recent && columnOf(situation).kind !== "foreign" ? null : optionOf(board, stage);
  const key = `reopened/${String(now)}`;
  return ruling(situation, {
    entries: [{ kind: "reopened", stage }],
    effects: [
      ...setStatus(situation, key, home),
      ...setField(situation, `${key}/exitReason`, { field: "exitReason", value: { kind: "clear" } }),
    ],
  });
}
