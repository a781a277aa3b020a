import type { Effect } from "../../../src/core/effect.ts";
import type { Instant } from "../../../src/core/time/time.ts";
import type { Claim, LedgerRow, Settled } from "../../../src/keeper/store.ts";
import type { FieldWritten } from "../../../src/store/inbox/facts.ts";
import { append } from "./partners.ts";
import {
  hinted,
  isOpen,
  least,
  partnerOf,
  type InstallationRow,
  type LedgerLine,
  type PartnerRow,
  type Plainly,
  type Tables,
} from "./tables.ts";

/** What becomes of effects: the ledger, the limits' record, and the echoes to be expected. */
export function ofWrites(
  tables: Tables,
  { id: installation }: InstallationRow,
): Plainly<Pick<Claim, "sent" | "unsent" | "settled">> {
  return {
    sent: (rows, at) => {
      for (const line of linesOf(tables, rows)) Object.assign(line, { state: "sent", sentAt: at });
      const effects = rows.map(({ effect }) => effect);
      const [contents, reminders] = [effects.filter(isContent).length, effects.filter(isReminder).length];
      tables.dispatches.push({ installation, at, contents, reminders });
      for (const row of rows) expectEcho(tables, row, at);
    },
    unsent: (rows) => {
      for (const line of linesOf(tables, rows))
        if (line.state === "sent") Object.assign(line, { state: "recorded", sentAt: null });
    },
    settled: (row, outcome, at) => {
      settle(tables, row, { outcome, at });
    },
  };
}

/** What GitHub counts against its limit on content. */
function isContent({ kind }: Effect): boolean {
  return kind === "comment" || kind === "open-issue";
}

/** Reminders and sync notes share a limit of ours. */
function isReminder(effect: Effect): boolean {
  return effect.kind === "open-issue" || (effect.kind === "comment" && effect.content === "reminder");
}

function linesOf({ ledger }: Tables, rows: readonly LedgerRow[]): Tables["ledger"] {
  const ids = new Set(rows.map(({ id }) => id));
  return ledger.filter(({ id, state }) => ids.has(id) && (state === "recorded" || state === "sent"));
}

const MOST_WRITES = 8;

function expectEcho(tables: Tables, { partner, effect }: LedgerRow, at: Instant): void {
  const row = partnerOf(tables, partner);
  const write = writeOf(effect, at);
  if (row !== null && write !== null) row.writes = [write, ...row.writes].slice(0, MOST_WRITES);
}

function writeOf(effect: Effect, at: Instant): FieldWritten | null {
  if (effect.kind === "set-status")
    return { field: effect.field, to: effect.option, judged: effect.judged, at };
  if (effect.kind !== "set-field") return null;
  const { field, value } = effect;
  if (value.kind === "option") return { field, to: value.option, judged: null, at };
  return value.kind === "clear" ? { field, to: null, judged: null, at } : null;
}

function settle(
  tables: Tables,
  row: LedgerRow,
  { outcome, at }: { readonly outcome: Settled; readonly at: Instant },
): void {
  const { partner, effect } = row;
  const [line] = linesOf(tables, [row]);
  const owner = partnerOf(tables, partner);
  if (line === undefined || owner === null) return;
  line.state = outcome.kind;
  if (outcome.kind === "confirmed") confirm(tables, { owner, line }, { id: outcome.id, at });
  if (outcome.kind === "dropped" && effect.kind === "comment" && effect.content === "reminder")
    append(tables, partner, [{ at, kind: "withdrawn", key: effect.key }]);
  if (owner.role !== "partner" || owner.dead || isOpen(tables, partner)) return;
  Object.assign(owner, { dueAt: least(owner.plannedAt, hinted(tables, partner)), waits: false });
}

function confirm(
  tables: Tables,
  { owner, line }: { readonly owner: PartnerRow; readonly line: LedgerLine },
  { id, at }: { readonly id: string | null; readonly at: Instant },
): void {
  const { effect, sentAt } = line;
  if (effect.kind === "set-status") owner.statusAt = Math.max(owner.statusAt ?? 0, sentAt ?? at) as Instant;
  if (!isContent(effect) || id === null) return;
  append(tables, owner.id, [{ at, kind: "posted", key: effect.key, id }]);
  if (effect.kind === "open-issue") owner.linked = [...new Set([...owner.linked, id])];
}
