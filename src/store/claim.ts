import type { Effect } from "../core/effect.ts";
import type { PartnerId } from "../core/ids.ts";
import type { OtherPartner } from "../core/situation.ts";
import type { Instant } from "../core/time/time.ts";
import { AppError } from "../keeper/failure.ts";
import type { Claim, LedgerRow, Memory, RecordedPass, Settled } from "../keeper/store.ts";
import { ofDashboard } from "./claim-dashboard.ts";
import { unlock } from "./locks.ts";
import { transaction, type Connection, type Queryable } from "./query.ts";
import { keepLine } from "./tables/dashboard.ts";
import { dispatchesSince, noteDispatch } from "./tables/dispatch.ts";
import { openHints, useUp, useUpAll } from "./tables/hint.ts";
import { unifyWith } from "./tables/identity.ts";
import { holdOff, type InstallationRow } from "./tables/installation.ts";
import { append, entriesOf } from "./tables/journal.ts";
import { markSent, markUnsent, openRows, recordEffects, settleRow } from "./tables/ledger.ts";
import { noteAll } from "./tables/noted.ts";
import * as partners from "./tables/partner.ts";
import { pipelinesOf, setRepositories, updatePipeline } from "./tables/pipeline.ts";
import { keepRights, rightsOf } from "./tables/rights.ts";

/** What a claim stands on: the lock's connection, and what was read over it. */
interface Held {
  readonly db: Queryable;
  readonly installation: InstallationRow;
  /** The hints that the last `memory` of a partner has read. */
  readonly seen: Map<PartnerId, readonly string[]>;
  /** Nobody else writes these while we hold the lock, so they are read once. */
  readonly standings: Map<string, readonly OtherPartner[]>;
}

/** The name of an installation's lock. */
export function lockName(installation: string): string {
  return `installation/${installation}`;
}

/** A claim over `connection`, which holds the lock of `installation` and is nobody else's. */
export function holdClaim(
  connection: Connection,
  installation: InstallationRow,
  isLost: () => boolean,
): Claim {
  const held: Held = { db: guarded(connection, isLost), installation, seen: new Map(), standings: new Map() };
  return {
    installation: installation.id,
    account: installation.account,
    discover: installation.discover,
    ...ofInstallation(held),
    ...ofPipelines(held),
    ...ofPartners(held),
    ...ofWrites(held),
    ...ofDashboard(held.db, installation.id),
    release: () => release(connection, installation, isLost),
  };
}

/** Once the connection is gone the lock is too: nothing more is read or written for this claim. */
function guarded(connection: Connection, isLost: () => boolean): Queryable {
  return {
    query: (sql, values) => {
      if (isLost()) return Promise.reject(claimLost());
      return connection.query(sql, values);
    },
  };
}

function claimLost(): AppError {
  return new AppError(
    "claim-lost",
    { kind: "transient" },
    { message: "The connection that held the installation's lock is gone." },
  );
}

async function release(
  connection: Connection,
  { id }: InstallationRow,
  isLost: () => boolean,
): Promise<void> {
  const clean = !isLost() && (await unlock(connection, lockName(id)).catch(() => false));
  connection.release(!clean);
}

type InstallationPart = Pick<Claim, "discovered" | "holdOff" | "sentSince" | "rights" | "saveRights">;

function ofInstallation({ db, installation: { id } }: Held): InstallationPart {
  return {
    discovered: (repositories, now) => setRepositories(db, repositories, { installation: id, now }),
    holdOff: (until) => holdOff(db, id, until),
    sentSince: (since) => dispatchesSince(db, id, since),
    rights: (repository, login) => rightsOf(db, { installation: id, repository, login }),
    saveRights: (repository, login, rights) =>
      keepRights(db, { installation: id, repository, login }, rights),
  };
}

type PipelinePart = Pick<
  Claim,
  "duePipelines" | "pipelines" | "savePipeline" | "noteCards" | "dueAll" | "noticeRow" | "others"
>;

function ofPipelines(held: Held): PipelinePart {
  const { db, installation } = held;
  return {
    duePipelines: (now) => pipelinesOf(db, installation.id, now),
    pipelines: () => pipelinesOf(db, installation.id),
    savePipeline: (pipeline) => updatePipeline(db, pipeline),
    noteCards: async (pipeline, cards, now) => {
      held.standings.delete(pipeline.id);
      await transaction(db, () => noteAll(db, pipeline, { cards, now }));
    },
    dueAll: (pipeline, how) => partners.wakePipeline(db, pipeline.id, how),
    noticeRow: async (pipeline) => {
      const id = await partners.ensureNotice(db, pipeline.id);
      if (id === null)
        throw new AppError("pipeline-gone", { kind: "permanent" }, { message: "No such pipeline." });
      return id;
    },
    others: async (pipeline, but) => {
      const known = held.standings.get(pipeline) ?? (await partners.standingsOf(db, pipeline));
      held.standings.set(pipeline, known);
      return known.filter(({ id }) => id !== but);
    },
  };
}

type PartnerPart = Pick<Claim, "duePartners" | "memory" | "record" | "postpone" | "rest" | "failed">;

function ofPartners(held: Held): PartnerPart {
  const { db, installation, seen } = held;
  return {
    duePartners: (now, limit) => partners.partnersDue(db, installation.id, { now, limit }),
    memory: (partner) => readMemory(held, partner),
    record: (pass) => record(held, pass),
    postpone: (partner, until, waits) =>
      partners.postponePartner(db, partner, { until, waits, seen: seen.get(partner) ?? null }),
    rest: (partner) =>
      transaction(db, async () => {
        await partners.lockPartner(db, partner);
        await useUpAll(db, partner);
        await partners.restPartner(db, partner);
      }),
    failed: (partner, error) =>
      partners.failPartner(db, partner, { ...error, seen: seen.get(partner) ?? null }),
  };
}

function ofWrites({ db, installation }: Held): Pick<Claim, "sent" | "unsent" | "settled"> {
  return {
    sent: (rows, at) =>
      transaction(db, async () => {
        await markSent(
          db,
          rows.map(({ id }) => id),
          at,
        );
        await noteDispatch(db, installation.id, { effects: rows.map(({ effect }) => effect), at });
        for (const row of rows) await expectEcho(db, row, at);
      }),
    unsent: (rows) =>
      markUnsent(
        db,
        rows.map(({ id }) => id),
      ),
    settled: (row, outcome, at) => transaction(db, () => settle(db, row, { outcome, at })),
  };
}

async function readMemory({ db, seen }: Held, partner: PartnerId): Promise<Memory> {
  // Hints first: what they tell of is then at least as old as the rest.
  const { ids, hints, echoes } = await openHints(db, partner);
  const entries = await entriesOf(db, partner);
  const open = await openRows(db, partner);
  const lastStatusWrite = await partners.lastStatusWrite(db, partner);
  seen.set(partner, ids);
  return { entries, open, hints, echoes, hintsUntil: ids.join(" "), lastStatusWrite };
}

async function record(held: Held, pass: RecordedPass): Promise<void> {
  const { db } = held;
  const kept = await transaction(db, async () => {
    await partners.lockPartner(db, pass.partner);
    const own = await unifyWith(db, pass.partner, { card: pass.card, issue: pass.standing.issue });
    if (own !== pass.partner) {
      await partners.wakePartners(db, [own], pass.at);
      return own;
    }
    await append(db, pass.partner, pass.entries);
    await recordEffects(db, pass.partner, pass.effects);
    await useUp(
      db,
      pass.partner,
      pass.hintsUntil.split(" ").filter((id) => id !== ""),
    );
    await partners.recordOutcome(db, pass);
    await keepLine(db, pass);
    await partners.wakePartners(db, pass.wakes, pass.at);
    return own;
  });
  if (kept === pass.partner) rememberStanding(held, pass);
  else held.standings.clear();
  if (kept !== pass.partner) throw doubled(pass.partner, kept);
}

/** Keeps what was read of the others true without reading it again. */
function rememberStanding({ standings }: Held, { partner, standing }: RecordedPass): void {
  for (const [pipeline, known] of standings) {
    if (!known.some(({ id }) => id === partner)) standings.delete(pipeline);
    else
      standings.set(
        pipeline,
        known.map((other) => (other.id === partner ? { ...standing, id: partner } : other)),
      );
  }
}

function doubled(partner: PartnerId, kept: PartnerId): AppError {
  return new AppError(
    "partner-doubled",
    { kind: "transient" },
    { message: "Two rows were one partner; the older one goes on.", details: { partner, kept } },
  );
}

/** A field that is set comes back as a delivery; this is how it will be known. */
async function expectEcho(db: Queryable, { partner, effect }: LedgerRow, at: Instant): Promise<void> {
  const write = writeOf(effect);
  if (write !== null) await partners.noteWrites(db, partner, [{ ...write, at }]);
}

function writeOf(effect: Effect): Readonly<Record<string, unknown>> | null {
  if (effect.kind === "set-status") return { field: effect.field, to: effect.option, judged: effect.judged };
  if (effect.kind !== "set-field") return null;
  if (effect.value.kind === "option") return { field: effect.field, to: effect.value.option, judged: null };
  return effect.value.kind === "clear" ? { field: effect.field, to: null, judged: null } : null;
}

function cameToNothing(effect: Effect, outcome: Settled): boolean {
  return outcome.kind === "dropped" && effect.kind === "comment" && effect.content === "reminder";
}

/** Ends a row, once. Its comment or issue, or that a reminder came to nothing, enters the journal in the same transaction. */
async function settle(
  db: Queryable,
  { id, partner, effect }: LedgerRow,
  { outcome, at }: { readonly outcome: Settled; readonly at: Instant },
): Promise<void> {
  await partners.lockPartner(db, partner);
  const settled = await settleRow(db, id, { outcome, at });
  if (settled === null) return;
  if (outcome.kind === "confirmed") {
    const isText = effect.kind === "comment" || effect.kind === "open-issue";
    if (isText && outcome.id !== null) {
      await append(db, partner, [{ at, kind: "posted", key: effect.key, id: outcome.id }]);
      if (effect.kind === "open-issue") await partners.link(db, partner, outcome.id);
    }
    if (effect.kind === "set-status") await partners.noteStatusWrite(db, partner, settled.sentAt ?? at);
  }
  if (cameToNothing(effect, outcome)) {
    await append(db, partner, [{ at, kind: "withdrawn", key: effect.key }]);
  }
  await partners.resumePlan(db, partner);
}
