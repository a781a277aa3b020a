import { nodeId } from "../model/node-ids.ts";
import type { Issue, Pin, Repository } from "../model/records.ts";
import type { LockReason } from "../model/vocabulary.ts";
import { Refusal } from "../model/refusal.ts";
import { demand, may, type Acting } from "../model/rights.ts";
import { keep } from "../model/state.ts";
import { record } from "../payloads/announce.ts";
import { issueRef, tellIssue } from "./issue-news.ts";
import { drop, happened, touch } from "./timeline.ts";

const MOST_PINS = 3;

/** The pin of an issue, if it is pinned. */
export function pinOf(issue: Issue): Pin | null {
  return issue.repository.pinned.find((pin) => pin.issue === issue) ?? null;
}

/** Pins an issue to the top of its repository; three at most. */
export function pinIssue(by: Acting, issue: Issue): void {
  demand(by, may(by, issue.repository, "moderate"));
  const { repository } = issue;
  if (pinOf(issue) !== null) throw new Refusal("UNPROCESSABLE", "Issue is already pinned");
  if (repository.pinned.length >= MOST_PINS) {
    throw new Refusal("UNPROCESSABLE", `Maximum ${MOST_PINS} pinned issues per repository`);
  }
  const databaseId = by.state.nextId();
  const id = nodeId("PI", repository.databaseId, databaseId);
  repository.pinned.push(keep(by.state, { type: "PinnedIssue", id, databaseId, issue, by: by.account }));
  tell(by, issue, { action: "pinned", event: "PinnedEvent", facts: { issue } });
}

/** Takes a pin out; gives its id. */
export function unpinIssue(by: Acting, issue: Issue): string {
  demand(by, may(by, issue.repository, "moderate"));
  const pin = pinOf(issue);
  if (pin === null) throw new Refusal("UNPROCESSABLE", "Issue is not pinned");
  dropPin(by, issue.repository, pin);
  tell(by, issue, { action: "unpinned", event: "UnpinnedEvent", facts: { issue } });
  return pin.id;
}

/** Removes a pin's record. */
export function dropPin(by: Acting, repository: Repository, pin: Pin): void {
  drop(repository.pinned, pin);
  by.state.nodes.delete(pin.id);
}

/** Lets only people with write access comment. */
export function lockIssue(by: Acting, issue: Issue, reason: LockReason | null): void {
  demand(by, may(by, issue.repository, "moderate"));
  if (issue.locked) return;
  issue.locked = true;
  issue.lockReason = reason;
  tell(by, issue, { action: "locked", event: "LockedEvent", facts: { lockReason: reason, lockable: issue } });
}

/** Lets everybody comment again. */
export function unlockIssue(by: Acting, issue: Issue): void {
  demand(by, may(by, issue.repository, "moderate"));
  if (!issue.locked) return;
  issue.locked = false;
  issue.lockReason = null;
  tell(by, issue, { action: "unlocked", event: "UnlockedEvent", facts: { lockable: issue } });
}

interface Change {
  readonly action: string;
  readonly event: string;
  readonly facts: Record<string, unknown>;
}

function tell(by: Acting, issue: Issue, { action, event, facts }: Change): void {
  touch(by, issue);
  happened(by, issue, { type: event, facts });
  record(by, { issue: issueRef(issue), [action]: true });
  tellIssue(by, issue, { action });
}
