import type { Evidence, Tick } from "../../../src/core/gate/evidence.ts";
import { examine } from "../../../src/core/gate/examine.ts";
import type { Finding } from "../../../src/core/gate/finding.ts";
import type { IssueId, PartnerId } from "../../../src/core/ids.ts";
import type { FieldValue, LinkedIssue } from "../../../src/core/partner/partner.ts";
import { parsePlaybook } from "../../../src/core/playbook/parse.ts";
import type { Criterion, Playbook } from "../../../src/core/playbook/playbook.ts";
import type { Instant } from "../../../src/core/time/time.ts";
import { dayOf } from "../../../src/core/time/zone.ts";
import { aBoard, aCard, anIssue, aPartner, aPlaybook, at, now, stage } from "../../support/situation.ts";

/** Made once: a card costs a parsed playbook. */
const CARD = aCard();

interface EvidenceChanges extends Partial<Omit<Evidence, "ticks" | "today" | "partner">> {
  /** Ticked items as `checklist.item`. */
  readonly ticked?: readonly string[];
  readonly fields?: Readonly<Record<string, FieldValue>>;
  readonly linked?: readonly LinkedIssue[];
  readonly hiddenLinked?: number;
  readonly assignees?: readonly string[];
}

/** What is known of a partner of whom nothing is ticked; a change names what matters. */
export function anEvidence({
  ticked = [],
  fields = {},
  linked = [],
  hiddenLinked = 0,
  assignees = ["maria"],
  ...rest
}: EvidenceChanges = {}): Evidence {
  const playbook = rest.playbook ?? aPlaybook();
  const moment = rest.now ?? now;
  return {
    self: "1" as PartnerId,
    partner: aPartner({
      card: { ...CARD, fields },
      issue: anIssue({ linked, hiddenLinked, assignees: assignees.map((name) => name as never) }),
    }),
    ticks: { isTicked: (_stage, checklist, item) => tick(ticked.includes(`${checklist}.${item}`)) },
    replied: false,
    others: [],
    playbook,
    board: aBoard(playbook),
    today: dayOf(moment, playbook.timeZone),
    now: moment,
    movedAt: moment,
    ...rest,
  };
}

function tick(ticked: boolean): Tick {
  return { ticked, place: "body" };
}

/** The criterion that this YAML writes, standing in the gate of Graduation, and the playbook around it. */
export function aCriterion(yaml: string, extra = ""): { criterion: Criterion; playbook: Playbook } {
  const parsed = parsePlaybook(
    `extends: design-partner\nproject: 7\n${extra}\nstages: {graduation: {gate: [${yaml}]}}`,
  );
  if (parsed.kind === "problems") throw new Error(JSON.stringify(parsed.problems));
  const [criterion] = parsed.playbook.stages.at(-1)?.gate ?? [];
  if (criterion === undefined) throw new Error("The gate is empty.");
  return { criterion, playbook: parsed.playbook };
}

/** What becomes of the criterion that this YAML writes. */
export function examined(yaml: string, changes: EvidenceChanges = {}): Finding {
  const { criterion, playbook } = aCriterion(yaml);
  return examine(criterion, anEvidence({ playbook, ...changes }), stage("graduation"));
}

/** An issue linked to the partner, labelled P1 and open unless said otherwise. */
export function aLinked(
  changes: Partial<Omit<LinkedIssue, "closedAt">> & { closedAt?: string } = {},
): LinkedIssue {
  const { closedAt, ...rest } = changes;
  return {
    id: "I_9" as IssueId,
    number: 9,
    relation: "sub-issue",
    labels: ["P1"],
    state: closedAt === undefined ? "open" : "closed",
    closedAt: closedAt === undefined ? null : at(closedAt),
    ...rest,
  };
}

/** A moment on which those two agree: Graduation's gate, and the calendar. */
export const noon = (day: string): Instant => at(`${day}T12:00:00Z`);
