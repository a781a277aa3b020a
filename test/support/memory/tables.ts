import type { DashboardLine } from "../../../src/core/dashboard/line.ts";
import type { Effect } from "../../../src/core/effect.ts";
import type { Entry } from "../../../src/core/history/entry.ts";
import type { CardId, IssueId, InstallationId, PartnerId } from "../../../src/core/ids.ts";
import type { OtherPartner } from "../../../src/core/situation.ts";
import type { Instant } from "../../../src/core/time/time.ts";
import type { KeptDashboard } from "../../../src/keeper/dashboard/store.ts";
import type { Pipeline, Settled } from "../../../src/keeper/store.ts";
import type { FieldWritten } from "../../../src/store/inbox/facts.ts";
import type { PartnerHint } from "../../../src/store/inbox/verdict.ts";

/** The rows of `src/store/migrations`, as values. What they mean is written there. */
export interface Tables {
  readonly installations: Map<InstallationId, InstallationRow>;
  readonly pipelines: PipelineRow[];
  readonly partners: PartnerRow[];
  /** By GUID: when the delivery came. */
  readonly inbox: Map<string, Instant>;
  hints: HintRow[];
  readonly journal: { readonly partner: PartnerId; readonly entry: Entry }[];
  readonly ledger: LedgerLine[];
  dispatches: DispatchRow[];
  readonly rights: Map<string, RightsRow>;
  /** Names of the locks that are held. */
  readonly locks: Set<string>;
  /** Rows count up over all tables, so that none is told apart by chance. */
  ids: number;
}

export interface InstallationRow {
  readonly id: InstallationId;
  account: string;
  state: "active" | "suspended" | "deleted";
  dueAt: Instant | null;
  notBefore: Instant | null;
  turn: number;
}

export interface PipelineRow {
  readonly installation: InstallationId;
  gone: boolean;
  value: Pipeline;
}

export interface PartnerRow {
  readonly id: PartnerId;
  readonly installation: InstallationId;
  readonly pipeline: string;
  role: "partner" | "other" | "notice" | "dashboard";
  card: CardId | null;
  issue: IssueId | null;
  number: number | null;
  title: string;
  fingerprint: string | null;
  linked: readonly string[];
  adopting: boolean;
  dueAt: Instant | null;
  waits: boolean;
  plannedAt: Instant | null;
  attempts: number;
  lastError: string | null;
  dead: boolean;
  standing: Omit<OtherPartner, "id"> | null;
  kept: KeptDashboard | null;
  line: DashboardLine | null;
  writes: FieldWritten[];
  statusAt: Instant | null;
}

export interface HintRow {
  readonly id: string;
  partner: PartnerId;
  readonly at: Instant;
  readonly echo: boolean;
  readonly body: PartnerHint["body"];
  considered: boolean;
}

export interface LedgerLine {
  readonly id: string;
  readonly partner: PartnerId;
  readonly effect: Effect;
  state: "recorded" | "sent" | Settled["kind"];
  sentAt: Instant | null;
}

interface DispatchRow {
  readonly installation: InstallationId;
  readonly at: Instant;
  readonly contents: number;
  readonly reminders: number;
}

interface RightsRow {
  readonly permission: "admin" | "maintain" | "write" | "triage" | "read" | "none";
  readonly overrider: boolean;
  readonly readAt: Instant;
}

/** What the processes upon the same tables share: who listens, and claims that can be cut off. */
export interface Line {
  readonly wakes: Set<() => void>;
  readonly cuts: Set<() => void>;
}

/** Calls everybody who listens. */
export function ring({ wakes }: Line): void {
  for (const wake of wakes) wake();
}

/** Empty tables. */
export function emptyTables(): Tables {
  return {
    ...{ installations: new Map(), pipelines: [], partners: [], inbox: new Map(), hints: [], journal: [] },
    ...{ ledger: [], dispatches: [], rights: new Map(), locks: new Set(), ids: 0 },
  };
}

/** The next id of a row. */
export function nextId(tables: Tables): string {
  tables.ids += 1;
  return String(tables.ids);
}

/** What is left of a value once it was written down: what `jsonb` keeps. */
export function asKept<T>(value: T): T {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);
}

/** As SQL's `least`: what is not known is not compared. */
export function least(...moments: readonly (Instant | null)[]): Instant | null {
  const known = moments.filter((at) => at !== null);
  return known.length === 0 ? null : (Math.min(...known) as Instant);
}

/** As SQL's `<=` in a condition: what is not known is not so. */
export function isBy(at: Instant | null, now: Instant): boolean {
  return at !== null && at <= now;
}

/** When the oldest hint came that nobody has considered, echoes apart. */
export function hinted({ hints }: Tables, partner: PartnerId): Instant | null {
  return least(
    ...hints.filter((hint) => hint.partner === partner && !hint.considered && !hint.echo).map(({ at }) => at),
  );
}

/** Whether something in the partner's ledger is neither confirmed nor given up. */
export function isOpen({ ledger }: Tables, partner: PartnerId): boolean {
  return ledger.some((row) => row.partner === partner && (row.state === "recorded" || row.state === "sent"));
}

/** The row of that id, or an error: the caller has read it before. */
export function partnerOf({ partners }: Tables, id: PartnerId): PartnerRow | null {
  return partners.find((row) => row.id === id) ?? null;
}

/** A row as `insert` makes it; null: another row of the pipeline has this card or issue already. */
export function addPartner(
  tables: Tables,
  made: Pick<PartnerRow, "installation" | "pipeline" | "role" | "dueAt"> & Partial<PartnerRow>,
): PartnerRow | null {
  const { pipeline, card = null, issue = null } = made;
  const taken = tables.partners.some(
    (row) =>
      row.pipeline === pipeline &&
      ((card !== null && row.card === card) || (issue !== null && row.issue === issue)),
  );
  if (taken) return null;
  const row: PartnerRow = {
    ...{
      id: nextId(tables) as PartnerId,
      card,
      issue,
      number: null,
      title: "",
      fingerprint: null,
      linked: [],
    },
    ...{ adopting: false, waits: false, plannedAt: null, attempts: 0, lastError: null, dead: false },
    ...{ standing: null, kept: null, line: null, writes: [], statusAt: null },
    ...made,
  };
  tables.partners.push(row);
  return row;
}

/** A port's methods as plain functions. */
export type Plainly<Port> = {
  readonly [Name in keyof Port]: Port[Name] extends (...args: infer Args) => Promise<infer Result>
    ? (...args: Args) => Result
    : Port[Name];
};

/** Makes a port of plain functions; `check` may throw before any of them does something. */
export function promised<Parts extends object>(
  parts: Parts,
  check: () => void = () => undefined,
): {
  readonly [Name in keyof Parts]: Parts[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Result>
    : never;
} {
  const methods = Object.entries(parts).map(([name, method]) => [
    name,
    (...args: readonly unknown[]): Promise<unknown> =>
      new Promise((resolve) => {
        check();
        resolve((method as (...given: readonly unknown[]) => unknown)(...args));
      }),
  ]);
  return Object.fromEntries(methods) as ReturnType<typeof promised<Parts>>;
}
