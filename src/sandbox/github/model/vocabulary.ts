/** GitHub's closed sets of words, as its GraphQL API spells them. */
export type StateReason = "COMPLETED" | "NOT_PLANNED" | "DUPLICATE" | "REOPENED";
export type LockReason = "OFF_TOPIC" | "RESOLVED" | "SPAM" | "TOO_HEATED";

export type ReactionContent =
  "THUMBS_UP" | "THUMBS_DOWN" | "LAUGH" | "HOORAY" | "CONFUSED" | "HEART" | "ROCKET" | "EYES";

export type ProjectRole = "none" | "read" | "write" | "admin";

export type FieldDataType =
  | "TITLE"
  | "ASSIGNEES"
  | "LABELS"
  | "REPOSITORY"
  | "MILESTONE"
  | "LINKED_PULL_REQUESTS"
  | "REVIEWERS"
  | "PARENT_ISSUE"
  | "SUB_ISSUES_PROGRESS"
  | "TEXT"
  | "NUMBER"
  | "DATE"
  | "SINGLE_SELECT";
