import type { History } from "../core/history/history.ts";
import type { Partner } from "../core/partner/partner.ts";
import { isSummary } from "../core/rules/mass-drag.ts";
import type { OtherPartner } from "../core/situation.ts";

/** What the other partners need to know of this one. */
export function standingOf(partner: Partner, history: History): Omit<OtherPartner, "id"> {
  const { refusal } = history;
  const waits = refusal?.waits === true && refusal.target !== null;
  return {
    number: partner.issue?.number ?? null,
    issue: partner.issue?.id ?? null,
    organisation: organisationOf(partner),
    stage: history.stage,
    onHold: history.hold !== null,
    exited: history.exit !== null,
    movedBack: movedBackOf(history),
    waiting: waits ? { stage: refusal.target, since: refusal.movedAt } : null,
  };
}

function movedBackOf({ movesBack }: History): OtherPartner["movedBack"] {
  const last = movesBack.at(-1);
  if (last === undefined) return null;
  return { at: last.at, by: last.by?.login ?? null, summary: isSummary(last.comment) };
}

function organisationOf({ card }: Partner): string | null {
  const value = card?.fields["organisation"];
  return value?.kind === "text" && value.text.trim() !== "" ? value.text.trim() : null;
}
