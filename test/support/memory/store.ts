import type { Instant } from "../../../src/core/time/time.ts";
import type { InstallationId } from "../../../src/core/ids.ts";
import type { Claim, Standing, Store } from "../../../src/keeper/store.ts";
import { holdClaim } from "./claim.ts";
import { isBy, least, promised, ring, type InstallationRow, type Line, type Tables } from "./tables.ts";

/** The store upon tables in memory. Each method is a transaction: nothing comes between, and nothing is left half-done. */
export function createMemoryStore(tables: Tables, line: Line): Store {
  return {
    ...promised({
      knowInstallations: (seen: Parameters<Store["knowInstallations"]>[0], now: Instant) => {
        knowInstallations(tables, seen, now);
        ring(line);
      },
      claim: (now: Instant) => claim(tables, line, now),
      nextDue: () => nextDue(tables),
      listen: (wake: () => void) => {
        line.wakes.add(wake);
        return () => Promise.resolve(void line.wakes.delete(wake));
      },
      standing: (now: Instant) => standing(tables, now),
      tidy: (now: Instant) => {
        tidy(tables, now);
      },
    }),
    alone: (task, work) => alone(tables, `task/${task}`, work),
  };
}

function knowInstallations(
  { installations }: Tables,
  seen: Parameters<Store["knowInstallations"]>[0],
  now: Instant,
): void {
  const listed = new Set<string>(seen.map(({ id }) => id));
  for (const row of installations.values())
    if (seen.length > 0 && !listed.has(row.id)) Object.assign(row, { state: "deleted", dueAt: null });
  for (const { id, account, suspended } of seen) {
    const key = id as InstallationId;
    const state = suspended ? "suspended" : "active";
    const known = installations.get(key);
    const dueAt = suspended ? null : known?.state === "active" ? known.dueAt : now;
    if (known === undefined)
      installations.set(key, { id: key, account, state, dueAt, notBefore: null, turn: 0 });
    else Object.assign(known, { account, state, dueAt });
  }
}

/** When the installation has something due next, limits disregarded. */
function dueOf({ pipelines, partners }: Tables, { id, dueAt }: InstallationRow): Instant | null {
  return least(
    dueAt,
    ...pipelines.filter((row) => row.installation === id && !row.gone).map(({ value }) => value.dueAt),
    ...partners.filter((row) => row.installation === id).map((row) => row.dueAt),
  );
}

function isFree(tables: Tables, row: InstallationRow, now: Instant): boolean {
  const { state, notBefore } = row;
  return state === "active" && (notBefore === null || notBefore <= now) && isBy(dueOf(tables, row), now);
}

function claim(tables: Tables, line: Line, now: Instant): Claim | null {
  const { installations, locks } = tables;
  const [next] = [...installations.values()]
    .filter((row) => isFree(tables, row, now) && !locks.has(`installation/${row.id}`))
    .sort((a, b) => a.turn - b.turn || a.id.localeCompare(b.id));
  if (next === undefined) return null;
  next.turn = 1 + Math.max(...[...installations.values()].map(({ turn }) => turn));
  return holdClaim(tables, line, { installation: next, discover: isBy(next.dueAt, now) });
}

function nextDue(tables: Tables): Instant | null {
  const active = [...tables.installations.values()].filter(({ state }) => state === "active");
  return least(
    ...active.map((row) => {
      const due = dueOf(tables, row);
      return due === null ? null : (Math.max(due, row.notBefore ?? due) as Instant);
    }),
  );
}

function standing(tables: Tables, now: Instant): Standing {
  const { installations, pipelines, partners, hints, ledger } = tables;
  const active = [...installations.values()]
    .filter(({ state }) => state === "active")
    .map(({ id, dueAt, notBefore }) => {
      const own = partners.filter(({ installation }) => installation === id);
      const boards = pipelines.filter(({ installation, gone }) => installation === id && !gone);
      const due = [dueAt, ...boards.map(({ value }) => value.dueAt), ...own.map((row) => row.dueAt)];
      const waiting = least(...own.flatMap((row) => (row.waits && !isBy(row.dueAt, now) ? [row.dueAt] : [])));
      return { notBefore, work: due.filter((at) => isBy(at, now)).length, waiting };
    });
  const waits = active.flatMap(({ notBefore, work, waiting }) => [
    waiting === null ? null : (Math.max(waiting, notBefore ?? waiting) as Instant),
    notBefore !== null && notBefore > now && work > 0 ? notBefore : null,
  ]);
  return {
    inbox: hints.filter(({ considered, echo }) => !considered && !echo).length,
    due: active.reduce((sum, { work }) => sum + work, 0),
    waitsUntil: least(...waits),
    deadLetters: partners.filter(({ dead }) => dead).length,
    inDoubt: ledger.filter(({ state }) => state === "sent").length,
    partners: partners.filter(({ role }) => role === "partner").length,
  };
}

async function alone({ locks }: Tables, lock: string, work: () => Promise<void>): Promise<boolean> {
  if (locks.has(lock)) return false;
  locks.add(lock);
  try {
    await work();
    return true;
  } finally {
    locks.delete(lock);
  }
}

const DAY = 86_400_000;

function tidy(tables: Tables, now: Instant): void {
  const { inbox, rights } = tables;
  tables.hints = tables.hints.filter(({ considered, at }) => !considered || at >= now - 8 * DAY);
  for (const [guid, at] of inbox) if (at < now - 8 * DAY) inbox.delete(guid);
  tables.dispatches = tables.dispatches.filter(({ at }) => at >= now - DAY);
  for (const [holder, { readAt }] of rights) if (readAt < now - 2 * DAY) rights.delete(holder);
}
