import type { Entry } from "../../../../src/core/history/entry.ts";
import type { Inbox } from "../../../../src/keeper/inbox.ts";
import type { Store } from "../../../../src/keeper/store.ts";
import type { Github } from "./github.ts";
import type { Line } from "./line.ts";

/** A row of the App's ledger, with the card it concerns: its own, else the one of its partner by now. */
export interface LedgerRow {
  readonly card: string | null;
  readonly state: string;
  /** Virtual time, ms. */
  readonly sentAt: number | null;
  readonly effect: {
    readonly key: string;
    readonly kind: string;
    readonly option?: string | null;
    readonly judged?: string | null;
  };
}

/** A line of the App's journal, with the card and issue of its partner. */
export interface Noted {
  readonly card: string | null;
  readonly issue: string | null;
  readonly entry: Entry;
}

/** Where the App keeps its record, and what the judges read of it. */
export interface Records {
  readonly store: Store;
  readonly inbox: Inbox;
  /** Nothing on record any more. Nobody is at work upon it. */
  empty(): Promise<void>;
  /** Ends every connection of the App, wherever it stands, as an operator or a network would. */
  cut(): Promise<void>;
  /** Long enough for a step of the App's. */
  breathe(): Promise<void>;
  ledger(): Promise<readonly LedgerRow[]>;
  journal(): Promise<readonly Noted[]>;
  /** How many rows are parked. */
  dead(): Promise<number>;
  /** Which of these deliveries stand in the inbox. */
  kept(guids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Whether a partner, a sweep or a discovery falls due by then. */
  isAnythingDue(by: number): Promise<boolean>;
  close(): Promise<void>;
}

/** What the App is put upon: for each stage a record of its own, and the way to GitHub. */
export interface Footing {
  fresh(): Promise<Records>;
  line(github: Github): Line;
  stop(): Promise<void>;
}
