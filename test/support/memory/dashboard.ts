import type { DashboardClaim } from "../../../src/keeper/dashboard/store.ts";
import { append, recordEffects, useUp } from "./partners.ts";
import {
  addPartner,
  asKept,
  hinted,
  isBy,
  isOpen,
  least,
  nextId,
  partnerOf,
  type InstallationRow,
  type PartnerRow,
  type Plainly,
  type Tables,
} from "./tables.ts";

/** The part of a claim that concerns the dashboard. */
export function ofDashboard(tables: Tables, { id: installation }: InstallationRow): Plainly<DashboardClaim> {
  const partnersOf = (pipeline: string): readonly PartnerRow[] =>
    tables.partners
      .filter((row) => row.pipeline === pipeline && row.role === "partner")
      .sort((a, b) => (a.number ?? Infinity) - (b.number ?? Infinity) || Number(a.id) - Number(b.id));
  return {
    dashboardDue: (pipeline, at) => {
      const row = tables.partners.find((one) => one.pipeline === pipeline && one.role === "dashboard");
      if (row === undefined) addPartner(tables, { installation, pipeline, role: "dashboard", dueAt: at });
      else row.dueAt = least(row.dueAt, at);
    },
    dashboardsDue: (now) =>
      tables.partners.flatMap(({ id, pipeline, issue, kept, ...row }) =>
        row.installation === installation && row.role === "dashboard" && isBy(row.dueAt, now)
          ? [{ id, pipeline, issue, kept }]
          : [],
      ),
    lines: (pipeline) =>
      partnersOf(pipeline).flatMap(({ id, line }) => (line === null ? [] : [{ partner: id, line }])),
    deadLetters: (pipeline) =>
      partnersOf(pipeline).flatMap(({ dead, number, title, lastError }) =>
        dead ? [{ number, title, error: lastError ?? "" }] : [],
      ),
    recordDashboard: (pass) => {
      const row = partnerOf(tables, pass.row);
      if (row === null) return;
      append(tables, pass.row, pass.entries);
      recordEffects(tables, pass.row, pass.effects);
      useUp(tables, pass.row, pass.hintsUntil);
      const dueAt = least(pass.dueAt, hinted(tables, row.id));
      Object.assign(row, {
        issue: pass.issue,
        kept: asKept(pass.kept),
        dueAt,
        waits: isOpen(tables, row.id),
      });
      for (const { partner, hint } of pass.orders) {
        const told = partnerOf(tables, partner);
        const body = asKept(hint);
        tables.hints.push({ id: nextId(tables), partner, at: pass.at, echo: false, body, considered: false });
        Object.assign(told ?? {}, { dueAt: least(told?.dueAt ?? null, pass.at), dead: false });
      }
    },
  };
}
