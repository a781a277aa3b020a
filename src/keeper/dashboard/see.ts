import type { CardId, IssueId } from "../../core/ids.ts";
import type { Issue } from "../../core/partner/partner.ts";
import { readMarkers } from "../../core/text/marker.ts";
import { DASHBOARD_KIND } from "../../core/words/dashboard.ts";
import type { Scene, Turn } from "../keeper.ts";
import { settle } from "../settle.ts";
import type { LedgerRow, Memory } from "../store.ts";
import type { DashboardRow } from "./store.ts";

/** The dashboard's issue; `seen` is null when it was not looked at. */
export interface Standing {
  readonly issue: { readonly id: IssueId };
  readonly seen: Issue | null;
}

/** Looks for the issue that is the dashboard; null: there is none. */
export async function see(turn: Turn, scene: Scene, row: DashboardRow): Promise<Standing | null> {
  const known = row.issue === null ? null : await look(turn, scene, { ...row, issue: row.issue });
  if (known !== null) return known;
  const own = await turn.github.ownIssues(scene.pipeline.repository);
  const found = own.find(({ body }) => readMarkers(body).some(({ kind }) => kind === DASHBOARD_KIND));
  return found === undefined || found.id === row.issue
    ? null
    : look(turn, scene, { ...row, issue: found.id });
}

async function look(
  turn: Turn,
  { board, playbook }: Scene,
  { id, issue, kept }: DashboardRow & { readonly issue: IssueId },
): Promise<Standing | null> {
  const target = { partner: id, card: null as CardId | null, issue };
  const commentsSince = kept?.readUntil ?? turn.clock.now();
  const [looked] = await turn.github.look({
    project: board.project,
    fields: playbook.fields,
    targets: [{ ...target, commentsSince, comments: [] }],
  });
  if (looked?.kind === "failed") throw looked.error;
  const seen = looked?.kind === "partner" ? looked.partner.issue : null;
  return seen === null ? null : { issue: { id: seen.id }, seen };
}

/**
 * What was recorded earlier and never confirmed. The dashboard itself is judged anew from what stands there; an answer
 * that was not posted is posted now. Returns what is to be sent again.
 */
export async function finishOpen(
  turn: Turn,
  { memory, standing }: { readonly memory: Memory; readonly standing: Standing | null },
): Promise<readonly LedgerRow[]> {
  const settlings = settle(memory.open, {
    partner: { card: null, issue: standing?.seen ?? null, rights: {} },
    opened: [],
    echoes: memory.echoes,
    now: turn.clock.now(),
    fieldKey: () => null,
  });
  const again: LedgerRow[] = [];
  for (const { row, verdict } of settlings) {
    if (verdict.kind === "send" && row.effect.kind === "comment") again.push(row);
    else {
      const outcome =
        verdict.kind === "confirmed"
          ? verdict
          : ({ kind: "dropped", because: "judged anew from the issue" } as const);
      await turn.claim.settled(row, outcome, turn.clock.now());
    }
  }
  return again;
}
