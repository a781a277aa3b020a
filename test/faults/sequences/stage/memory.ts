import { setImmediate } from "node:timers/promises";
import type { PartnerId } from "../../../../src/core/ids.ts";
import { createMemoryRecord } from "../../../support/memory/memory.ts";
import type { PartnerRow } from "../../../support/memory/tables.ts";
import { directLine } from "./direct-line.ts";
import type { Footing, Records } from "./records.ts";

/** The record in memory: the same sequences at the speed of values. */
export const memoryFooting: Footing = {
  fresh: () => Promise.resolve(memoryRecords()),
  line: directLine,
  stop: () => Promise.resolve(),
};

function memoryRecords(): Records {
  const { store, inbox, tables, cut, empty } = createMemoryRecord();
  const rowOf = (id: PartnerId): Pick<PartnerRow, "card" | "issue"> =>
    tables.partners.find((row) => row.id === id) ?? { card: null, issue: null };
  return {
    ...{ store, inbox },
    empty: () => {
      empty();
      return Promise.resolve();
    },
    cut: () => {
      cut();
      return Promise.resolve();
    },
    breathe: () => setImmediate(),
    ledger: () =>
      Promise.resolve(
        tables.ledger.map(({ partner, state, sentAt, effect }) => ({
          ...{ card: "card" in effect ? effect.card : rowOf(partner).card, state, sentAt, effect },
        })),
      ),
    journal: () =>
      Promise.resolve(
        tables.journal.map(({ partner, entry }) => {
          const { card, issue } = rowOf(partner);
          return { card, issue, entry };
        }),
      ),
    dead: () => Promise.resolve(tables.partners.filter(({ dead }) => dead).length),
    kept: (guids) => Promise.resolve(new Set(guids.filter((guid) => tables.inbox.has(guid)))),
    isAnythingDue: (by) => {
      const { partners, pipelines, installations } = tables;
      const moments = [
        ...partners.filter(({ dead }) => !dead).map(({ dueAt }) => dueAt),
        ...pipelines.map(({ value }) => value.dueAt),
        ...[...installations.values()].map(({ dueAt }) => dueAt),
      ];
      return Promise.resolve(moments.some((at) => at !== null && at <= by));
    },
    close: () => Promise.resolve(),
  };
}
