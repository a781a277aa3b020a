import { nodeId } from "../model/node-ids.ts";
import type { Comment, Issue } from "../model/records.ts";
import { Refusal } from "../model/refusal.ts";
import type { Acting } from "../model/rights.ts";
import { timestamp } from "../model/state.ts";

const LONGEST_BODY = 65_536;
const LONGEST_TITLE = 256;

/** Writes an event into an issue's timeline. `type` and `facts` are GitHub's own names. */
export function happened(
  by: Acting,
  issue: Issue,
  event: { type: string; facts?: Record<string, unknown> },
): void {
  const databaseId = by.state.nextId();
  const initials = event.type.replace(/[^A-Z0-9]/gu, "");
  issue.timeline.push({
    type: event.type,
    id: nodeId(initials, issue.repository.databaseId, issue.databaseId, databaseId),
    databaseId,
    createdAt: timestamp(by.state),
    actor: by.account,
    facts: event.facts ?? {},
  });
}

/** Notes that an issue or comment changed just now. */
export function touch(by: Acting, thing: { updatedAt: string }): void {
  thing.updatedAt = timestamp(by.state);
}

/** Notes that a text was rewritten. */
export function rewrite(by: Acting, text: Issue | Comment, body: string): void {
  text.body = body;
  text.editor = by.account;
  text.lastEditedAt = timestamp(by.state);
  touch(by, text);
}

/** Refuses what is too long. */
export function checkBody(body: string): void {
  if (body.length <= LONGEST_BODY) return;
  throw new Refusal("UNPROCESSABLE", `Body is too long (maximum is ${LONGEST_BODY} characters)`);
}

/** Refuses a missing or overlong title. */
export function checkTitle(title: string): void {
  if (title.trim() === "") throw new Refusal("UNPROCESSABLE", "Title can't be blank");
  if (title.length <= LONGEST_TITLE) return;
  throw new Refusal("UNPROCESSABLE", `Title is too long (maximum is ${LONGEST_TITLE} characters)`);
}

/** Removes one thing from a list. */
export function drop<Thing>(list: Thing[], thing: Thing): void {
  const index = list.indexOf(thing);
  if (index >= 0) list.splice(index, 1);
}
