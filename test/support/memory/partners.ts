import type { Entry } from "../../../src/core/history/entry.ts";
import type { Effect } from "../../../src/core/effect.ts";
import type { PartnerId } from "../../../src/core/ids.ts";
import type { Instant } from "../../../src/core/time/time.ts";
import { AppError } from "../../../src/keeper/failure.ts";
import { DASHBOARD_AFTER_MS } from "../../../src/keeper/dashboard/rhythm.ts";
import type { Claim, Memory, RecordedPass } from "../../../src/keeper/store.ts";
import { unifyWith } from "./identity.ts";
import {
  asKept,
  hinted,
  isBy,
  isOpen,
  least,
  nextId,
  partnerOf,
  type HintRow,
  type InstallationRow,
  type PartnerRow,
  type Plainly,
  type Tables,
} from "./tables.ts";

type PartnerPart = Plainly<
  Pick<Claim, "duePartners" | "memory" | "others" | "record" | "postpone" | "rest" | "failed">
>;

/** What the claim knows and writes of partners. */
export function ofPartners(tables: Tables, { id: installation }: InstallationRow): PartnerPart {
  /** By partner: the hints that its last `memory` has read. */
  const seen = new Map<PartnerId, ReadonlySet<string>>();
  return {
    duePartners: (now, limit) =>
      tables.partners
        .filter((row) => row.installation === installation && row.role === "partner" && isBy(row.dueAt, now))
        .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0) || Number(a.id) - Number(b.id))
        .slice(0, limit)
        .map(({ id, pipeline, card, issue, adopting, attempts, dueAt }) => ({
          ...{ id, pipeline, card, issue, adopting, attempts, dueAt: dueAt ?? now, forgotten: false },
        })),
    memory: (partner) => {
      const memory = read(tables, partner);
      seen.set(partner, new Set(idsIn(memory.hintsUntil)));
      return memory;
    },
    others: (pipeline, but) =>
      tables.partners.flatMap(({ id, role, standing, ...row }) =>
        row.pipeline === pipeline && role === "partner" && standing !== null && id !== but
          ? [{ ...standing, id }]
          : [],
      ),
    record: (pass) => {
      record(tables, pass);
    },
    postpone: (partner, until, waits) => {
      const row = partnerOf(tables, partner);
      if (row?.role !== "partner") return;
      Object.assign(row, { waits, dueAt: least(until, newsOf(tables, partner, seen.get(partner))) });
    },
    rest: (partner) => {
      for (const hint of unread(tables, partner)) hint.considered = true;
      Object.assign(partnerOf(tables, partner) ?? {}, { dueAt: null, waits: false });
    },
    failed: (partner, { code, until }) => {
      const row = partnerOf(tables, partner);
      if (row?.role !== "partner") return;
      const news = newsOf(tables, partner, seen.get(partner), "echoes apart");
      Object.assign(row, { attempts: row.attempts + 1, lastError: code, dueAt: until ?? news });
      Object.assign(row, { waits: until !== null, dead: until === null && news === null });
    },
  };
}

function unread({ hints }: Tables, partner: PartnerId): HintRow[] {
  return hints.filter((hint) => hint.partner === partner && !hint.considered);
}

/** When the first hint came that a pass has not read; it read none: nothing is known to be new. */
function newsOf(
  tables: Tables,
  partner: PartnerId,
  seen: ReadonlySet<string> | undefined,
  which?: "echoes apart",
): Instant | null {
  if (seen === undefined) return null;
  const fresh = unread(tables, partner).filter(({ id }) => !seen.has(id));
  return least(...fresh.filter(({ echo }) => which === undefined || !echo).map(({ at }) => at));
}

function idsIn(hintsUntil: string): readonly string[] {
  return hintsUntil.split(" ").filter((id) => id !== "");
}

function read(tables: Tables, partner: PartnerId): Memory {
  const open = unread(tables, partner).sort((a, b) => a.at - b.at || Number(a.id) - Number(b.id));
  return {
    entries: tables.journal.flatMap((line) => (line.partner === partner ? [line.entry] : [])),
    open: tables.ledger.flatMap(({ id, effect, state, sentAt, ...line }) =>
      line.partner === partner && (state === "recorded" || state === "sent")
        ? [{ id, partner, effect, state, sentAt }]
        : [],
    ),
    hints: open.flatMap(({ body }): Memory["hints"] => {
      if (body.kind !== "status") return body.kind === "echo" ? [] : [body];
      return [{ ...body, from: body.from, to: body.to }]; // what GitHub did not say is there, and undefined
    }),
    echoes: open.flatMap(({ at, body }) => {
      if (body.kind !== "echo" || body.to === undefined) return [];
      return [{ at, card: body.card, field: body.field, to: body.to } as Memory["echoes"][number]];
    }),
    hintsUntil: open.map(({ id }) => id).join(" "),
    lastStatusWrite: partnerOf(tables, partner)?.statusAt ?? null,
  };
}

/** Appends to the journal; there is no other way to write it. */
export function append({ journal }: Tables, partner: PartnerId, entries: readonly Entry[]): void {
  for (const entry of entries) journal.push({ partner, entry: asKept(entry) });
}

/** A key that is here already is ignored, whatever became of it. */
export function recordEffects(tables: Tables, partner: PartnerId, effects: readonly Effect[]): void {
  const { ledger } = tables;
  for (const effect of effects) {
    if (ledger.some((line) => line.partner === partner && line.effect.key === effect.key)) continue;
    ledger.push({ id: nextId(tables), partner, effect: asKept(effect), state: "recorded", sentAt: null });
  }
}

/** Marks exactly what a pass has read. */
export function useUp(tables: Tables, partner: PartnerId, hintsUntil: string): void {
  const ids = new Set(idsIn(hintsUntil));
  for (const hint of unread(tables, partner)) hint.considered ||= ids.has(hint.id);
}

function record(tables: Tables, pass: RecordedPass): void {
  const { partner, at } = pass;
  const kept = unifyWith(tables, partner, { card: pass.card, issue: pass.standing.issue });
  if (kept !== partner) {
    wake(tables, [kept], at);
    const message = "Two rows were one partner; the older one goes on.";
    throw new AppError("partner-doubled", { kind: "transient" }, { message, details: { partner, kept } });
  }
  append(tables, partner, pass.entries);
  recordEffects(tables, partner, pass.effects);
  useUp(tables, partner, pass.hintsUntil);
  const row = partnerOf(tables, partner);
  if (row !== null) {
    conclude(tables, row, pass);
    keepLine(tables, row, pass);
  }
  wake(tables, pass.wakes, at);
}

function conclude(tables: Tables, row: PartnerRow, pass: RecordedPass): void {
  const standing = asKept(pass.standing);
  const next = isOpen(tables, row.id) ? pass.at : pass.dueAt;
  Object.assign(row, {
    ...{ standing, linked: pass.linked, card: pass.card, plannedAt: pass.dueAt },
    ...{ issue: standing.issue ?? row.issue, number: standing.number ?? row.number },
    ...{ adopting: false, waits: false, attempts: 0, lastError: null, dead: false },
    dueAt: row.role === "partner" ? least(next, hinted(tables, row.id)) : null,
  } satisfies Partial<PartnerRow>);
}

/** A change of what the dashboard shows makes it due. */
function keepLine(tables: Tables, row: PartnerRow, { line, at }: RecordedPass): void {
  if (JSON.stringify(row.line) === JSON.stringify(line)) return;
  row.line = asKept(line);
  for (const other of tables.partners)
    if (other.pipeline === row.pipeline && other.role === "dashboard")
      other.dueAt = least(other.dueAt, (at + DASHBOARD_AFTER_MS) as Instant);
}

/** Makes partners due, dead letters and those that try again apart. */
function wake({ partners }: Tables, ids: readonly PartnerId[], now: Instant): void {
  for (const row of partners)
    if (ids.includes(row.id) && row.role === "partner" && !row.dead && row.attempts === 0)
      Object.assign(row, { dueAt: least(row.dueAt, now), plannedAt: least(row.plannedAt, now) });
}
