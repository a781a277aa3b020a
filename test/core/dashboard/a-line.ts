import type { DashboardLine } from "../../../src/core/dashboard/line.ts";
import type { Overview } from "../../../src/core/dashboard/programme.ts";
import type { Visit } from "../../../src/core/history/history.ts";
import { after, aPlaybook, days, login, now, stage } from "../../support/situation.ts";

/** In a stage since so many days. */
export function aVisit(id: string, daysAgo: number, changes: Partial<Visit> = {}): Visit {
  return {
    stage: stage(id),
    enteredAt: after(now, -days(daysAgo)),
    leftAt: null,
    adopted: false,
    ...changes,
  };
}

export function aLine(
  changes: Partial<Omit<DashboardLine, "stage">> & { stage?: string } = {},
): DashboardLine {
  const { stage: id = "outreach", ...rest } = changes;
  return {
    kind: "partner",
    number: 12,
    name: "Acme",
    owner: login("maria"),
    stage: stage(id),
    visits: [aVisit(id, 5)],
    ...{ hold: null, exit: null, health: null, nextAction: null, dueDate: null, nextSync: null },
    ...{ waiting: null, touches: [], unreached: [], observed: [] },
    ...{ source: null, reference: null, fixes: [] },
    ...rest,
  };
}

export function anOverview(lines: readonly DashboardLine[], changes: Partial<Overview> = {}): Overview {
  return { playbook: aPlaybook(), lines, dead: [], now, ...changes };
}
