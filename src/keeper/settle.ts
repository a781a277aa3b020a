import type { Effect, FieldWrite } from "../core/effect.ts";
import type { IssueId, OptionId } from "../core/ids.ts";
import type { Card, FieldValue, Issue, Partner } from "../core/partner/partner.ts";
import { readMarkers } from "../core/text/marker.ts";
import type { Instant } from "../core/time/time.ts";
import type { LedgerRow, Memory } from "./store.ts";

/** How long a look that does not show a write proves nothing. */
export const IN_DOUBT_MS = 60_000;

/** What a fresh look says of a row that was recorded earlier and never confirmed. */
export type Verdict =
  | { readonly kind: "confirmed"; readonly id: string | null }
  | { readonly kind: "send" }
  | { readonly kind: "drop"; readonly because: string }
  /** It may still turn up: nothing counts before `until`. */
  | { readonly kind: "wait"; readonly until: Instant };

/** What settling reads: the look, the echoes, and the names of things. */
export interface Evidence {
  readonly partner: Partner;
  readonly echoes: Memory["echoes"];
  /** Issues of ours where an opening is in doubt; null: they cannot be read. */
  readonly opened: readonly { readonly id: IssueId; readonly body: string }[] | null;
  readonly now: Instant;
  /** A field's key in the playbook by its id on the board. */
  readonly fieldKey: (field: string) => string | null;
}

export interface Settling {
  readonly row: LedgerRow;
  readonly verdict: Verdict;
}

/**
 * Judges the open rows of a partner together: an explanation of a move back that was never made is dropped
 * with it.
 */
export function settle(open: readonly LedgerRow[], evidence: Evidence): readonly Settling[] {
  const judged = open.map((row) => ({ row, verdict: judge(row, evidence) }));
  const abandoned = judged.some(
    ({ row, verdict }) => row.effect.kind === "set-status" && verdict.kind === "drop",
  );
  if (!abandoned) return judged;
  return judged.map(({ row, verdict }) =>
    explains(row.effect) && verdict.kind === "send"
      ? { row, verdict: { kind: "drop", because: "the move back it explains was not made" } }
      : { row, verdict },
  );
}

function explains(effect: Effect): boolean {
  return effect.kind === "comment" && effect.content === "refusal";
}

function judge(row: LedgerRow, evidence: Evidence): Verdict {
  const found = find(row, evidence);
  if (found.kind !== "send" || row.state === "recorded" || row.sentAt === null) return found;
  const proven = row.sentAt + IN_DOUBT_MS;
  return proven > evidence.now ? { kind: "wait", until: proven as Instant } : found;
}

const confirmed: Verdict = { kind: "confirmed", id: null };
const send: Verdict = { kind: "send" };

/**
 * Positive signs confirm, proof of the opposite drops, no sign at all means that it is still wanted: a reaction
 * stands once however often it is given.
 */
function find(row: LedgerRow, evidence: Evidence): Verdict {
  const { effect, sentAt } = row;
  if (effect.kind === "set-status" || effect.kind === "set-field")
    return findOnCard(effect, sentAt, evidence);
  return isOnIssue(effect) ? onIssue(effect, evidence) : findElsewhere(effect, evidence);
}

function isOnIssue(effect: Effect): effect is OnIssue {
  return ["edit-issue", "close-issue", "reopen-issue", "pin-issue"].includes(effect.kind);
}

function findElsewhere(
  effect: Exclude<Effect, { kind: "set-status" | "set-field" } | OnIssue>,
  evidence: Evidence,
): Verdict {
  switch (effect.kind) {
    case "comment":
      return findComment(effect, evidence);
    case "edit-comment":
    case "minimise":
      return findOnComment(effect, evidence);
    case "add-to-board":
      return findCard(evidence);
    case "react":
      return send;
    case "open-issue":
      return findOpened(effect, evidence);
  }
}

function findCard({ partner }: Evidence): Verdict {
  return partner.card === null ? send : confirmed;
}

function onIssue(effect: OnIssue, { partner: { issue: own, notes = [] } }: Evidence): Verdict {
  const issue = notes.find(({ id }) => id === effect.issue) ?? own;
  if (issue === null) return { kind: "drop", because: "the issue is gone" };
  return stands(effect, issue) ? confirmed : send;
}

type OnIssue = Of<"edit-issue" | "close-issue" | "reopen-issue" | "pin-issue">;
type Of<Kind extends Effect["kind"]> = Extract<Effect, { kind: Kind }>;

function findOnCard(
  effect: Of<"set-status" | "set-field">,
  sentAt: Instant | null,
  evidence: Evidence,
): Verdict {
  const { card } = evidence.partner;
  if (card === null) return { kind: "drop", because: "the card is gone" };
  return effect.kind === "set-status"
    ? findStatus(effect, sentAt, { card, echoes: evidence.echoes })
    : findField(effect, sentAt, { card, fieldKey: evidence.fieldKey });
}

function findStatus(
  { option, judged }: Of<"set-status">,
  sentAt: Instant | null,
  { card, echoes }: Pick<Evidence, "echoes"> & { readonly card: Card },
): Verdict {
  const seen = optionOf(card);
  const sent = sentAt ?? Infinity;
  if (seen === option || echoes.some(({ at, to }) => at >= sent && to === option)) return confirmed;
  const unmoved = seen === judged && changedAt(card) <= sent;
  return unmoved ? send : { kind: "drop", because: "the card was moved meanwhile" };
}

function optionOf({ status }: Card): OptionId | null {
  return status?.option ?? null;
}

function changedAt({ status }: Card): number {
  return status?.updatedAt ?? 0;
}

function findField(
  effect: Of<"set-field">,
  sentAt: Instant | null,
  { card, fieldKey }: Pick<Evidence, "fieldKey"> & { readonly card: Card },
): Verdict {
  const key = fieldKey(effect.field);
  const value = key === null ? undefined : card.fields[key];
  if (bears(value, effect.value)) return confirmed;
  const overwritten = sentAt !== null && value !== undefined && value.updatedAt > sentAt;
  return overwritten ? { kind: "drop", because: "the field was changed meanwhile" } : send;
}

/** An option is known by its name here and by its id there: whoever wrote it last is told by the clock. */
function bears(value: FieldValue | undefined, wanted: FieldWrite): boolean {
  if (value === undefined) return wanted.kind === "clear";
  if (value.kind === "text") return wanted.kind === "text" && value.text === wanted.text;
  if (value.kind === "number") return wanted.kind === "number" && value.number === wanted.number;
  return value.kind === "date" && wanted.kind === "date" && value.day === wanted.day;
}

/** Keys are a partner's own, and this repository is everybody's: the marker has to name the same partner too. */
function findOpened(effect: Of<"open-issue">, { opened }: Evidence): Verdict {
  if (opened === null) return { kind: "drop", because: "its repository cannot be read" };
  const [wanted] = readMarkers(effect.body);
  const issue = opened.find(({ body }) => {
    const [marker] = readMarkers(body);
    return marker?.key === effect.key && marker["of"] === wanted?.["of"];
  });
  return issue === undefined ? send : { kind: "confirmed", id: issue.id };
}

function findComment({ key, issue }: Of<"comment">, { partner }: Evidence): Verdict {
  const thread = (partner.notes ?? []).find(({ id }) => id === issue) ?? partner.issue;
  if (thread === null) return { kind: "drop", because: "the issue is gone" };
  const comment = thread.comments.find(({ ours, body }) => ours && readMarkers(body)[0]?.key === key);
  return comment === undefined ? send : { kind: "confirmed", id: comment.id };
}

function findOnComment(effect: Of<"edit-comment" | "minimise">, { partner }: Evidence): Verdict {
  const comment = partner.issue?.comments.find(({ id }) => id === effect.comment);
  if (comment === undefined) return send;
  const done = effect.kind === "minimise" ? comment.minimised : sameText(comment.body, effect.body);
  return done ? confirmed : send;
}

function stands(effect: OnIssue, issue: Pick<Issue, "state" | "title" | "body" | "pinned">): boolean {
  if (effect.kind === "close-issue") return issue.state === "closed";
  if (effect.kind === "reopen-issue") return issue.state === "open";
  if (effect.kind === "pin-issue") return issue.pinned === true;
  const title = effect.title === null || effect.title === issue.title;
  return title && (effect.body === null || sameText(effect.body, issue.body));
}

/** GitHub may give line ends and outer space back differently. */
function sameText(a: string, b: string): boolean {
  return a.replaceAll("\r\n", "\n").trim() === b.replaceAll("\r\n", "\n").trim();
}
