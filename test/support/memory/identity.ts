import type { PartnerId } from "../../../src/core/ids.ts";
import { partnerOf, type PartnerRow, type Tables } from "./tables.ts";

interface Identity {
  readonly card: string | null;
  readonly issue: string | null;
}

/** Whether the row stands for this card or issue. */
export function isOf(row: PartnerRow, { card, issue }: Identity): boolean {
  return (card !== null && row.card === card) || (issue !== null && row.issue === issue);
}

/** Makes one row of those that stand for this card or issue: the one with a memory, or the oldest. */
export function unify(tables: Tables, pipeline: string, identity: Identity): void {
  const rows = tables.partners.filter(
    (row) => row.pipeline === pipeline && isPartner(row) && isOf(row, identity),
  );
  merge(tables, byMemory(tables, rows, null));
}

/** As `unify`, for a row and what a look found it to be; the row that stays. */
export function unifyWith(tables: Tables, id: PartnerId, found: Identity): PartnerId {
  const own = partnerOf(tables, id);
  if (own === null || !isPartner(own)) return id;
  const rows = tables.partners.filter(
    (row) => row === own || (row.pipeline === own.pipeline && isPartner(row) && isOf(row, found)),
  );
  return merge(tables, byMemory(tables, rows, id)) ?? id;
}

/** Whether the row stands for a card or an issue, and not for something of our own. */
export function isPartner({ role }: PartnerRow): boolean {
  return role === "partner" || role === "other";
}

function remembers({ journal, ledger }: Tables, id: PartnerId): boolean {
  return journal.some(({ partner }) => partner === id) || ledger.some(({ partner }) => partner === id);
}

function byMemory(
  tables: Tables,
  rows: readonly PartnerRow[],
  first: PartnerId | null,
): readonly PartnerRow[] {
  const rank = ({ id }: PartnerRow): number => (remembers(tables, id) ? 0 : 2) + (id === first ? 0 : 1);
  return [...rows].sort((a, b) => rank(a) - rank(b) || Number(a.id) - Number(b.id));
}

/** The first stays; what the others were told goes to it. */
function merge(tables: Tables, [kept, ...others]: readonly PartnerRow[]): PartnerId | null {
  for (const other of others) {
    for (const hint of tables.hints)
      if (kept !== undefined && hint.partner === other.id && !hint.considered) hint.partner = kept.id;
    if (remembers(tables, other.id)) {
      Object.assign(other, {
        card: null,
        issue: null,
        role: "other",
        dueAt: null,
        waits: false,
        standing: null,
      });
    } else {
      tables.partners.splice(tables.partners.indexOf(other), 1);
      tables.hints = tables.hints.filter(({ partner }) => partner !== other.id);
    }
  }
  return kept?.id ?? null;
}
