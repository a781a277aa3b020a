import type { Hint, Updated } from "../../core/partner/partner.ts";
import type { About, Delivery } from "../../keeper/inbox.ts";
import type { CardFact, FieldWritten, IssueFact } from "./facts.ts";

/** What a delivery means to the store. */
export type Verdict =
  | { readonly kind: "irrelevant" }
  /** The installation is new to us: it is to be discovered. */
  | { readonly kind: "discover" }
  | { readonly kind: "pipeline"; readonly pipeline: string }
  /** Rows that do not exist yet are made first; then the facts are read again. */
  | { readonly kind: "appeared"; readonly pipelines: readonly string[] }
  | { readonly kind: "partners"; readonly hints: readonly PartnerHint[] };

/** What is kept of a delivery for one partner. */
export interface PartnerHint {
  readonly partner: string;
  /** Our own write came back: no reason to look. */
  readonly echo: boolean;
  readonly due: boolean;
  readonly body: Hint | Echo;
}

/** An echo as it is kept: where, and what was written. */
interface Echo {
  readonly kind: "echo";
  readonly card: string | null;
  readonly field: string | null;
  /** Undefined: GitHub did not say. */
  readonly to: string | null | undefined;
}

type CardAbout = Extract<About, { kind: "card" }>;
type IssueAbout = Extract<About, { kind: "issue" | "comment" }>;
const irrelevant: Verdict = { kind: "irrelevant" };
/** A write of ours comes back within this time, even without a sender. */
const echoWindowMs = 60_000;

/** Decides what an event of a card means. */
export function judgeCard(delivery: Delivery, about: CardAbout, facts: readonly CardFact[]): Verdict {
  const first = facts[0];
  if (first === undefined) return { kind: "discover" };
  if (first.state !== "active") return irrelevant;
  const ours = facts.filter(({ pipeline, used }) => pipeline !== null && used === true);
  const rows = onePerPipeline(ours);
  if (rows.length === 0) return irrelevant;
  const unknown = rows.filter(({ partner }) => partner === null);
  if (unknown.length === rows.length) return appearance(delivery, unknown);
  const hints = rows
    .filter((row) => row.role === "partner" || mayBecomePartner(row, delivery))
    .flatMap((row) => cardHint(delivery, about, row));
  return hints.length === 0 ? irrelevant : { kind: "partners", hints };
}

/** Decides what an event of an issue, or of a comment on it, means. */
export function judgeIssue(delivery: Delivery, about: IssueAbout, facts: readonly IssueFact[]): Verdict {
  const first = facts[0];
  if (first === undefined) return { kind: "discover" };
  if (first.state !== "active") return irrelevant;
  const labelled = facts.filter((row) => row.home === true && row.label !== null && bears(about, row.label));
  const own = facts.filter(({ itself }) => itself === true);
  if (own.length === 0 && labelled.length > 0 && !delivery.own) return appearance(delivery, labelled);
  const hints = facts
    .filter((row) => concerns(row, about, labelled.includes(row)))
    .flatMap((row) => issueHint(delivery, about, row));
  return hints.length === 0 ? irrelevant : { kind: "partners", hints };
}

function appearance(delivery: Delivery, rows: readonly { readonly pipeline: string | null }[]): Verdict {
  if (delivery.own || delivery.action === "deleted") return irrelevant;
  const pipelines = rows.flatMap(({ pipeline }) => (pipeline === null ? [] : [pipeline]));
  return { kind: "appeared", pipelines: [...new Set(pipelines)] };
}

/** The row with the card itself comes first; one that only shares the issue counts where there is no such row. */
function onePerPipeline(facts: readonly CardFact[]): readonly CardFact[] {
  return facts.filter((fact, at) => facts.findIndex(({ pipeline }) => pipeline === fact.pipeline) === at);
}

/** A card noted as no partner: changes of its fields are nothing to us. */
function mayBecomePartner({ role }: CardFact, { action }: Delivery): boolean {
  return role === "other" && !["edited", "deleted", "archived"].includes(action ?? "edited");
}

function cardHint(delivery: Delivery, about: CardAbout, row: CardFact): readonly PartnerHint[] {
  if (row.partner === null) return [];
  const isStatus = row.isStatus === true;
  const match = matchWrite(delivery, about, row.writes ?? []);
  const { sender, receivedAt: at } = delivery;
  const overwrote = isStatus && match === "overwrote";
  if (match !== "foreign" && !overwrote) {
    const body: Echo = { kind: "echo", card: about.card, field: about.field, to: about.to };
    return [{ partner: row.partner, echo: true, due: inDoubt(row), body }];
  }
  const body: Hint = isStatus
    ? { kind: "status", at, sender, from: about.from, to: about.to, overwrote }
    : { kind: "other", at, sender, ...shown("card", about) };
  return [{ partner: row.partner, echo: false, due: true, body }];
}

/** Our App sent it, or GitHub does not say who did. */
export function mayBeOurs({ own, sender }: Delivery): boolean {
  return own || sender === null;
}

/**
 * ours: the echo of a write of ours · overwrote: ours too, but the field did not hold what we had judged when it was
 * applied · foreign: somebody else's.
 */
function matchWrite(
  delivery: Delivery,
  about: CardAbout,
  writes: readonly FieldWritten[],
): "ours" | "overwrote" | "foreign" {
  const same = writes.filter(({ field, to }) => field === about.field && to === about.to);
  const recent = same.some(({ at }) => delivery.receivedAt - at <= echoWindowMs);
  if (!delivery.own && !(delivery.sender === null && recent)) return "foreign";
  if (same.length === 0 || about.from === undefined) return "ours";
  return same.some(({ judged }) => judged === about.from) ? "ours" : "overwrote";
}

/** A write of this partner got no answer, and the partner waits: its echo is the answer. */
function inDoubt(row: { readonly waits: boolean | null; readonly inDoubt: boolean }): boolean {
  return row.waits === true && row.inDoubt;
}

function bears({ labels }: IssueAbout, wanted: string): boolean {
  return labels.some((label) => label.toLowerCase() === wanted.toLowerCase());
}

/** A linked issue's comments are never read, its state and labels are. */
function concerns(row: IssueFact, about: IssueAbout, labelled: boolean): boolean {
  if (row.partner === null || row.role === "notice") return false;
  if (row.itself !== true) return row.role === "partner" && about.kind === "issue";
  return row.role === "partner" || row.role === "dashboard" || labelled;
}

function issueHint(delivery: Delivery, about: IssueAbout, row: IssueFact): readonly PartnerHint[] {
  if (row.partner === null) return [];
  if (delivery.own) {
    const body: Echo = { kind: "echo", card: null, field: null, to: undefined };
    return [{ partner: row.partner, echo: true, due: inDoubt(row), body }];
  }
  const { sender, receivedAt: at } = delivery;
  // A linked issue's times say nothing of the partner's own.
  const updated = row.itself === true ? shown("issue", about) : {};
  const body: Hint =
    about.kind === "comment" && about.author !== null
      ? {
          kind: "comment",
          at,
          comment: about.comment,
          author: about.author,
          command: about.command,
          ...updated,
        }
      : { kind: "other", at, sender, ...updated };
  return [{ partner: row.partner, echo: false, due: true, body }];
}

function shown(
  what: Updated["what"],
  { updatedAt: at }: CardAbout | IssueAbout,
): { readonly updated?: Updated } {
  return at === null ? {} : { updated: { what, at } };
}
