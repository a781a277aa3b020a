import type { Issue } from "../model/records.ts";
import { Refusal } from "../model/refusal.ts";
import { demand, may, type Acting } from "../model/rights.ts";
import { announce, record } from "../payloads/announce.ts";
import { issueJson } from "../payloads/issue.ts";
import { repositoryJson } from "../payloads/repository.ts";
import { issueRef } from "./issue-news.ts";
import { drop, happened, touch } from "./timeline.ts";

interface Pair {
  readonly blocked: Issue;
  readonly blocking: Issue;
}

/** Says that one issue waits for another. */
export function addBlockedBy(by: Acting, pair: Pair): void {
  demand(by, may(by, pair.blocked.repository, "triage"));
  const { blocked, blocking } = pair;
  if (blocked === blocking) throw new Refusal("UNPROCESSABLE", "An issue cannot block itself");
  if (blocked.blockedBy.includes(blocking)) {
    throw new Refusal("UNPROCESSABLE", "Target issue has already been taken");
  }
  blocked.blockedBy.unshift(blocking);
  blocking.blocking.unshift(blocked);
  told(by, pair, { verb: "added", event: "Added" });
}

/** Says that one issue no longer waits for another. */
export function removeBlockedBy(by: Acting, pair: Pair): void {
  demand(by, may(by, pair.blocked.repository, "triage"));
  const { blocked, blocking } = pair;
  if (!blocked.blockedBy.includes(blocking)) {
    throw new Refusal("UNPROCESSABLE", "The issue is not blocked by the other");
  }
  unblock(by, pair);
}

/** Parts two issues without asking for rights. */
export function unblock(by: Acting, pair: Pair): void {
  drop(pair.blocked.blockedBy, pair.blocking);
  drop(pair.blocking.blocking, pair.blocked);
  told(by, pair, { verb: "removed", event: "Removed" });
}

function told(by: Acting, pair: Pair, { verb, event }: { verb: string; event: string }): void {
  const { blocked, blocking } = pair;
  touch(by, blocked);
  touch(by, blocking);
  happened(by, blocked, { type: `BlockedBy${event}Event`, facts: { blockingIssue: blocking } });
  happened(by, blocking, { type: `Blocking${event}Event`, facts: { blockedIssue: blocked } });
  record(by, { issue: issueRef(blocked), [`blockedBy ${verb}`]: issueRef(blocking) });
  const facts = {
    blocked_issue_id: blocked.databaseId,
    blocked_issue: issueJson(by.state, blocked),
    blocking_issue_id: blocking.databaseId,
    blocking_issue: issueJson(by.state, blocking),
  };
  announce(by, {
    event: "issue_dependencies",
    action: `blocked_by_${verb}`,
    repository: blocked.repository,
    owner: blocked.repository.owner,
    facts: { ...facts, blocking_issue_repo: repositoryJson(by.state, blocking.repository) },
  });
  announce(by, {
    event: "issue_dependencies",
    action: `blocking_${verb}`,
    repository: blocking.repository,
    owner: blocking.repository.owner,
    facts: { ...facts, blocked_issue_repo: repositoryJson(by.state, blocked.repository) },
  });
}
