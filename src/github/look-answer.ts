import type { ResultOf } from "gql.tada";
import type { LookTarget } from "../keeper/github.ts";
import { isAbsence } from "./faults.ts";
import type { Answer } from "./graphql/execute.ts";
import { isUnder, type Fault } from "./graphql/fault.ts";
import type { Look } from "./graphql/look.ts";
import type { CommentShape } from "./read-comment.ts";
import type { NoteShape } from "./read-note.ts";

type LookShape = ResultOf<typeof Look>;
type Path = readonly (string | number)[];

/** `nodes(ids)` takes at most this many. */
export const MOST_COMMENTS = 100;

/** The ids of one request. */
export interface Asked {
  readonly cards: readonly string[];
  readonly issues: readonly string[];
  readonly comments: readonly string[];
  readonly notes: readonly string[];
}

/** The part of an answer that is about one target. */
export interface Seen {
  readonly target: LookTarget;
  readonly card: LookShape["cards"][number];
  readonly issue: LookShape["issues"][number];
  /** Those of the wanted comments that still exist. */
  readonly comments: readonly CommentShape[];
  /** Those of the wanted sync notes that can be read. */
  readonly notes: readonly NoteShape[];
  /** Errors that leave holes where something is needed for judging. */
  readonly broken: readonly Fault[];
  readonly answer: Answer<LookShape>;
}

/** What to ask for: a target's card, or else its issue; each comment once. */
export function asked(targets: readonly LookTarget[]): Asked {
  return {
    cards: unique(targets.flatMap(({ card }) => card ?? [])),
    issues: unique(targets.flatMap(({ card, issue }) => (card === null ? (issue ?? []) : []))),
    comments: unique(targets.flatMap(({ comments }) => comments)).slice(-MOST_COMMENTS),
    notes: unique(targets.flatMap(({ notes = [] }) => notes)),
  };
}

/** Finds a target's part in the answer. */
export function seen(
  answer: Answer<LookShape> & { readonly data: LookShape },
  question: Asked,
  target: LookTarget,
): Seen {
  const place =
    target.card === null ? question.issues.indexOf(target.issue ?? "") : question.cards.indexOf(target.card);
  const base: Path = [target.card === null ? "issues" : "cards", place];
  const notes = (target.notes ?? []).map((id) => question.notes.indexOf(id));
  const wanted = target.comments.map((id) => question.comments.indexOf(id));
  return {
    target,
    card: target.card === null ? null : (answer.data.cards[place] ?? null),
    issue: target.card === null ? (answer.data.issues[place] ?? null) : null,
    comments: wanted.flatMap((index) => {
      const node = answer.data.comments[index];
      return node?.__typename === "IssueComment" ? node : [];
    }),
    notes: notes.flatMap((index) => {
      const node = answer.data.notes[index];
      return node?.__typename === "Issue" ? node : [];
    }),
    broken: answer.faults.filter(
      (fault) =>
        (isUnder(fault.path, base) && !isTolerable(fault)) ||
        (wanted.some((index) => isUnder(fault.path, ["comments", index])) && !isAbsence(fault)) ||
        (notes.some((index) => isUnder(fault.path, ["notes", index])) && !isAbsence(fault)),
    ),
    answer,
  };
}

/**
 * Absent things that are an answer: the target itself, the content of a redacted card, a linked issue that is
 * hidden (it is counted), an event or card of another project.
 */
function isTolerable(fault: Fault): boolean {
  if (!isAbsence(fault)) return false;
  const below = fault.path.slice(2);
  const [first, ...rest] = below[0] === "content" ? below.slice(1) : below;
  if (first === undefined) return true;
  if (first === "timelineItems") return true;
  const oneOf = rest[0] === "nodes" && rest.length >= 2;
  return oneOf && (first === "subIssues" || first === "blockedBy" || first === "projectItems");
}

function unique<Id extends string>(ids: readonly Id[]): readonly Id[] {
  return [...new Set(ids)];
}
