import type { ResultOf } from "gql.tada";
import type { IssueId, Login, ProjectId } from "../core/ids.ts";
import type { Comment, Issue, LinkedIssue, Person, StatusEvent } from "../core/partner/partner.ts";
import type { IssueWhole } from "./graphql/issue.ts";
import type { Instant } from "../core/time/time.ts";
import { present, readInstant, readInstantOrNull, readPerson } from "./read-values.ts";

/** An issue whole, as GitHub gives it. */
export type IssueShape = ResultOf<typeof IssueWhole>;
type LinkedShape = NonNullable<NonNullable<LinksShape["nodes"]>[number]>;
type LinksShape = IssueShape["subIssues"] | IssueShape["blockedBy"];

/** The issue as it is judged, or null when its labels are missing from the answer: then nothing may be concluded. */
export function readIssue(shape: IssueShape, project: ProjectId, comments: readonly Comment[]): Issue | null {
  if (shape.labels === null) return null;
  const links = [readLinks(shape.subIssues, "sub-issue"), readLinks(shape.blockedBy, "blocker")];
  return {
    id: shape.id as IssueId,
    number: shape.number,
    title: shape.title,
    body: shape.body,
    url: shape.url,
    createdAt: readInstant(shape.createdAt),
    updatedAt: readInstant(shape.updatedAt),
    state: shape.state === "OPEN" ? "open" : "closed",
    closedAs: shape.state === "OPEN" ? null : readReason(shape.stateReason),
    closedAt: readInstantOrNull(shape.closedAt),
    closer: shape.state === "OPEN" ? null : readCloser(shape),
    locked: shape.locked,
    pinned: shape.isPinned === true,
    author: readPerson(shape.author),
    assignees: present(shape.assignees).map(({ login }) => login as Login),
    labels: present(shape.labels).map(({ name }) => name),
    linked: links.flatMap(({ readable }) => readable),
    hiddenLinked: links.reduce((sum, { hidden }) => sum + hidden, 0),
    comments,
    statusEvents: readStatusEvents(shape, project),
  };
}

function readReason(reason: IssueShape["stateReason"]): Issue["closedAs"] {
  switch (reason) {
    case "COMPLETED":
      return "completed";
    case "NOT_PLANNED":
      return "not-planned";
    case "DUPLICATE":
      return "duplicate";
    case "REOPENED":
    case null:
      return null;
  }
}

/** A linked issue counts as hidden when it, or its labels, cannot be read. */
function readLinks(
  shape: LinksShape,
  relation: LinkedIssue["relation"],
): { readonly readable: readonly LinkedIssue[]; readonly hidden: number } {
  const readable = present(shape).flatMap((issue): readonly LinkedIssue[] => {
    if (issue.labels === null) return [];
    return [
      {
        id: issue.id as IssueId,
        number: issue.number,
        relation,
        title: issue.title,
        url: issue.url,
        labels: present(issue.labels).map(({ name }) => name),
        labelledAt: readLabelling(issue),
        state: issue.state === "OPEN" ? "open" : "closed",
        closedAs: issue.state === "OPEN" ? null : readReason(issue.stateReason),
        closedAt: readInstantOrNull(issue.closedAt),
      },
    ];
  });
  const total = Math.max(shape.totalCount, shape.nodes?.length ?? 0);
  return { readable, hidden: total - readable.length };
}

/** The last event of each label. */
function readLabelling({ timelineItems }: LinkedShape): NonNullable<LinkedIssue["labelledAt"]> {
  const events = present(timelineItems).flatMap((event): readonly [string, Instant][] =>
    event.__typename === "LabeledEvent"
      ? [[event.label.name.toLowerCase(), readInstant(event.createdAt)]]
      : [],
  );
  return Object.fromEntries(events);
}

/** The timeline may lag behind the issue's state: an event older than the closing tells of an earlier one. */
function readCloser({ timelineItems, closedAt }: IssueShape): Person | null {
  const event = present(timelineItems).findLast(({ __typename }) => __typename === "ClosedEvent");
  if (event?.__typename !== "ClosedEvent" || closedAt === null) return null;
  return readInstant(event.createdAt) < readInstant(closedAt) ? null : readPerson(event.actor);
}

/** Oldest first, of this project only: an issue may stand on several boards. */
function readStatusEvents(shape: IssueShape, project: ProjectId): readonly StatusEvent[] {
  return present(shape.timelineItems).flatMap((event): readonly StatusEvent[] => {
    if (event.__typename !== "ProjectV2ItemStatusChangedEvent") return [];
    if (event.project?.id !== project) return [];
    return [
      {
        from: event.previousStatus,
        to: event.status,
        by: readPerson(event.actor),
        automated: event.wasAutomated,
        at: readInstant(event.createdAt),
      },
    ];
  });
}
