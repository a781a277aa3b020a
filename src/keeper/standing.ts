import type { History } from "../core/history/history.ts";
import type { Partner } from "../core/partner/partner.ts";
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
    waiting: waits ? { stage: refusal.target, since: refusal.movedAt } : null,
  };
}

function organisationOf({ card }: Partner): string | null {
  const value = card?.fields["organisation"];
  return value?.kind === "text" && value.text.trim() !== "" ? value.text.trim() : null;
}
