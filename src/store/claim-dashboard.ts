import type { InstallationId } from "../core/ids.ts";
import type { DashboardClaim, RecordedDashboard } from "../keeper/dashboard/store.ts";
import { transaction, type Queryable } from "./query.ts";
import { dashboardDue, dashboardsDue, deadOf, linesOf, recordKept } from "./tables/dashboard.ts";
import { useUp } from "./tables/hint.ts";
import { append } from "./tables/journal.ts";
import { recordEffects } from "./tables/ledger.ts";
import { lockPartner } from "./tables/partner.ts";

/** The part of a claim that concerns the dashboard. */
export function ofDashboard(db: Queryable, installation: InstallationId): DashboardClaim {
  return {
    dashboardDue: (pipeline, at) => dashboardDue(db, pipeline, at),
    dashboardsDue: (now) => dashboardsDue(db, installation, now),
    lines: (pipeline) => linesOf(db, pipeline),
    deadLetters: (pipeline) => deadOf(db, pipeline),
    recordDashboard: (pass) => transaction(db, () => record(db, pass)),
  };
}

async function record(db: Queryable, pass: RecordedDashboard): Promise<void> {
  await lockPartner(db, pass.row);
  await append(db, pass.row, pass.entries);
  await recordEffects(db, pass.row, pass.effects);
  await useUp(
    db,
    pass.row,
    pass.hintsUntil.split(" ").filter((id) => id !== ""),
  );
  await recordKept(db, pass);
}
