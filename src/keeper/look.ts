import type { History } from "../core/history/history.ts";
import { recall } from "../core/history/recall.ts";
import type { CommentId, IssueId } from "../core/ids.ts";
import type { Instant } from "../core/time/time.ts";
import type { Looked, LookTarget } from "./github.ts";
import type { Scene, Turn } from "./keeper.ts";
import type { LedgerRow, Memory, PartnerRow } from "./store.ts";

/** What is remembered of a partner and what GitHub says of it now. */
export interface Seen {
  readonly row: PartnerRow;
  readonly memory: Memory;
  readonly history: History;
  readonly looked: Looked;
  /** When the answer came. */
  readonly at: Instant;
}

/** GraphQL reads at most this many nodes by id in one request. */
const MOST_COMMENTS = 100;
/** A look younger than this is the fresh read that a write needs. */
const FRESH_MS = 2_000;

/** Reads these partners in one request, in the order in which their cards were moved: rivals are judged in turn. */
export async function lookAt(
  turn: Turn,
  scene: Scene,
  rows: readonly PartnerRow[],
): Promise<readonly Seen[]> {
  const remembered: { row: PartnerRow; memory: Memory; history: History }[] = [];
  for (const row of rows) {
    const memory = await turn.claim.memory(row.id);
    remembered.push({ row, memory, history: recall(memory.entries) });
  }
  const looked = await turn.github.look({
    project: scene.board.project,
    fields: scene.playbook.fields,
    targets: remembered.map(targetOf),
  });
  const at = turn.clock.now();
  return remembered
    .flatMap((known, index) => {
      const answer = looked[index];
      return answer === undefined ? [] : [{ ...known, looked: answer, at }];
    })
    .sort((a, b) => movedAt(a) - movedAt(b));
}

/** Whether a write may still be based on this look. */
export function isFresh(seen: Seen, now: Instant): boolean {
  return now - seen.at < FRESH_MS;
}

function targetOf({ row, memory, history }: Pick<Seen, "row" | "memory" | "history">): LookTarget {
  return {
    partner: row.id,
    card: row.card,
    issue: row.issue,
    commentsSince: commentsSince(memory.open, history),
    comments: ourComments(history),
    notes: notesInPlay(history),
  };
}

function notesInPlay({ syncs, posted }: History): readonly IssueId[] {
  const id = syncs.note === null ? undefined : posted.get(syncs.note.key);
  return id === undefined ? [] : [id as IssueId];
}

/** Comments that may have come from an unconfirmed write are wanted too. */
function commentsSince(open: readonly LedgerRow[], { readUntil, firstSeen }: History): Instant | null {
  const known = readUntil ?? firstSeen;
  const sent = open.flatMap(({ sentAt }) => sentAt ?? []);
  const moments = known === null ? sent : [...sent, known];
  return moments.length === 0 ? null : (Math.min(...moments) as Instant);
}

/** Comments of ours: checklists are ticked in them. The newest count when there are very many. */
function ourComments({ posted }: History): readonly CommentId[] {
  const comments = [...posted.values()].filter((id) => id.startsWith("IC_"));
  return comments.slice(-MOST_COMMENTS) as unknown as readonly CommentId[];
}

function movedAt({ looked }: Seen): number {
  if (looked.kind !== "partner") return 0;
  const { card, issue } = looked.partner;
  return card?.status?.updatedAt ?? issue?.statusEvents.at(-1)?.at ?? 0;
}
