import type { JournalLine } from "../../../../src/sandbox/contract.ts";
import type { Found } from "../../tally.ts";
import type { Said } from "../model/play.ts";
import type { Comment, OpenedIssue } from "../stage/board.ts";
import { columns } from "../stage/design.ts";
import type { LedgerRow, Noted } from "../stage/records.ts";
import type { Passed, Posted } from "../stage/tape.ts";

/** Everything a sequence left behind, on both sides. */
export interface Evidence {
  /** What GitHub applied, even where the answer was lost. */
  readonly writes: readonly JournalLine[];
  readonly passed: readonly Passed[];
  readonly posted: readonly Posted[];
  readonly columns: readonly (number | null)[];
  readonly threads: readonly (readonly Comment[])[];
  /** Issues that the App opened: sync notes, the dashboard, what needs attention. */
  readonly opened: readonly OpenedIssue[];
  /** The repository of sync notes, if it is one of their own, which a contact can read. */
  readonly syncRepository: string | null;
  readonly cards: readonly string[];
  readonly issues: readonly string[];
  /** The options of Status, in the order of the columns. */
  readonly options: readonly string[];
  readonly ledger: readonly LedgerRow[];
  readonly journal: readonly Noted[];
  readonly said: readonly Said[];
  /** Partners whose issue or card is gone. */
  readonly gone: ReadonlySet<number>;
  /** Rows that are parked. */
  readonly dead: number;
  /** Whether anybody outside the team can read the repository. */
  readonly shared: boolean;
  /** Faults that fired. */
  readonly fired: readonly { readonly name: string; readonly at: number }[];
}

/** Judges one invariant. */
export type Check = (evidence: Evidence) => Found;

export const MINUTE = 60_000;
export const DAY = 1_440 * MINUTE;
export const self = "stagekeeper[bot]";
const marker = /<!-- stagekeeper (\{.*?\}) -->/;

/** A text of the App, with the key it carries. */
export interface Own extends Comment, Marker {}

interface Marker {
  readonly key: string;
  readonly kind: string;
  /** The partner of a sync note. */
  readonly of?: string;
}

/** The App's texts of a thread. */
export function ours(thread: readonly Comment[]): readonly Own[] {
  return thread
    .filter(({ author }) => author.replace("[bot]", "") === "stagekeeper")
    .map((comment) => {
      const text = marker.exec(comment.body)?.[1];
      const read = text === undefined ? { key: "", kind: "" } : (JSON.parse(text) as Marker);
      return { ...comment, ...read };
    });
}

/** A write of Status, by anybody. */
export interface StatusWrite {
  /** The place among all writes: several may bear the same second. */
  readonly order: number;
  readonly at: number;
  readonly actor: string;
  readonly item: string;
  /** Numbers of columns: −1 for none. */
  readonly from: number;
  readonly to: number;
}

/** All writes of Status, in order. */
export function statusWrites({ writes }: Evidence): readonly StatusWrite[] {
  return writes
    .map((write, order) => ({ ...write, order }))
    .filter(({ detail }) => detail["field"] === "Status")
    .map(({ order, at, actor, detail }) => ({
      ...{ order, at: Date.parse(at), actor, item: String(detail["item"]) },
      ...{ from: columnCalled(detail["from"]), to: columnCalled(detail["to"]) },
    }));
}

/** A renamed option keeps the beginning of its name. */
export function columnCalled(name: unknown): number {
  return typeof name === "string" ? columns.findIndex((column) => name.startsWith(column)) : -1;
}
