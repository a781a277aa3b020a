import type { Effect } from "../effect.ts";
import { ownerOf } from "../partner/people.ts";
import type { Situation } from "../situation.ts";
import { renderSyncNote, syncTitle, type SyncNote } from "../words/sync-note.ts";

/** The issue, as a sub-issue of the partner where that is possible. */
export function openIssue(situation: Situation, note: SyncNote, asChild: boolean): readonly Effect[] {
  const { partner, noteRepository } = situation;
  if (partner.issue === null || noteRepository === null) return [];
  const owner = ownerOf(partner);
  return [
    {
      key: note.key,
      kind: "open-issue",
      repository: noteRepository.id,
      title: syncTitle(situation, note),
      body: renderSyncNote(situation, note),
      labels: [],
      assignees: owner === null ? [] : [owner],
      parent: asChild ? partner.issue.id : null,
    },
  ];
}
