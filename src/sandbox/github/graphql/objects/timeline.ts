import type { Comment, Issue, TimelineEvent } from "../../model/records.ts";
import { textsArg, optionalText } from "../args.ts";
import { connect } from "../connection.ts";
import { told } from "../../model/lag.ts";
import { own, type Asked, type ServedType } from "../served.ts";

type Entry = TimelineEvent | Comment;

/** An issue's events and comments, oldest first, of the kinds asked for. */
export function timelineOf(issue: Issue, { viewer, args }: Asked): unknown {
  const events = issue.timeline.filter((event) => told(viewer, event));
  const all = [...events, ...issue.comments].toSorted(byTime);
  const types = textsArg(args, "itemTypes");
  const since = optionalText(args, "since");
  const wanted = all.filter((entry) => {
    const fits = types === null || types.includes(constantCase(entry.type));
    return fits && (since === null || Date.parse(entry.createdAt) >= Date.parse(since));
  });
  const page = connect<Entry>(wanted, args);
  return {
    ...page,
    totalCount: all.length,
    filteredCount: wanted.length,
    pageCount: page.nodes.length,
    updatedAt: issue.updatedAt,
  };
}

function byTime(one: Entry, other: Entry): number {
  return one.createdAt.localeCompare(other.createdAt) || one.databaseId - other.databaseId;
}

/** `ProjectV2ItemStatusChangedEvent` → `PROJECT_V2_ITEM_STATUS_CHANGED_EVENT`. */
function constantCase(type: string): string {
  return type.replace(/(?<=[a-z0-9])(?=[A-Z])/gu, "_").toUpperCase();
}

/** Every event type that this GitHub writes. Their own fields are found in `facts`. */
export const EVENT_TYPES = [
  "AddedToProjectV2Event",
  "AssignedEvent",
  "BlockedByAddedEvent",
  "BlockedByRemovedEvent",
  "BlockingAddedEvent",
  "BlockingRemovedEvent",
  "ClosedEvent",
  "CommentDeletedEvent",
  "ConvertedFromDraftEvent",
  "LabeledEvent",
  "LockedEvent",
  "MarkedAsDuplicateEvent",
  "ParentIssueAddedEvent",
  "ParentIssueRemovedEvent",
  "PinnedEvent",
  "ProjectV2ItemStatusChangedEvent",
  "RemovedFromProjectV2Event",
  "RenamedTitleEvent",
  "ReopenedEvent",
  "SubIssueAddedEvent",
  "SubIssueRemovedEvent",
  "TransferredEvent",
  "UnassignedEvent",
  "UnlabeledEvent",
  "UnlockedEvent",
  "UnpinnedEvent",
] as const;

/** What all events have. */
export const TIMELINE_TYPES: readonly ServedType[] = EVENT_TYPES.map((type) =>
  own<TimelineEvent>(type, ["id", "createdAt", "actor"]),
);
