import { nodeId } from "../model/node-ids.ts";
import type { Comment, Issue, Reaction } from "../model/records.ts";
import type { ReactionContent } from "../model/vocabulary.ts";
import { Refusal } from "../model/refusal.ts";
import { demand, may, type Acting } from "../model/rights.ts";
import { keep, timestamp } from "../model/state.ts";
import { record } from "../payloads/announce.ts";
import { issueRef } from "./issue-news.ts";
import { drop } from "./timeline.ts";

function issueOf(subject: Issue | Comment): Issue {
  return subject.type === "Issue" ? subject : subject.issue;
}

function own(by: Acting, subject: Issue | Comment, content: ReactionContent): Reaction | undefined {
  return subject.reactions.find((reaction) => reaction.user === by.account && reaction.content === content);
}

/** Reacts to a text; once per person and kind. No webhook tells of it. */
export function react(
  by: Acting,
  subject: Issue | Comment,
  content: ReactionContent,
): { reaction: Reaction; fresh: boolean } {
  const issue = issueOf(subject);
  demand(by, may(by, issue.repository, "write"));
  const present = own(by, subject, content);
  if (present !== undefined) return { reaction: present, fresh: false };
  const databaseId = by.state.nextId();
  const reaction: Reaction = keep(by.state, {
    type: "Reaction",
    id: nodeId("REA", issue.repository.databaseId, databaseId),
    databaseId,
    content,
    user: by.account,
    subject,
    createdAt: timestamp(by.state),
  });
  subject.reactions.push(reaction);
  record(by, { issue: issueRef(issue), reacted: content, to: subject.id });
  return { reaction, fresh: true };
}

/** Takes one's reaction back. */
export function unreact(by: Acting, subject: Issue | Comment, content: ReactionContent): Reaction {
  const reaction = own(by, subject, content);
  if (reaction === undefined) throw new Refusal("UNPROCESSABLE", "There is no such reaction to remove");
  drop(subject.reactions, reaction);
  by.state.nodes.delete(reaction.id);
  record(by, { issue: issueRef(issueOf(subject)), unreacted: content, to: subject.id });
  return reaction;
}
