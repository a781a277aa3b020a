import { present, type Overview } from "../dashboard/programme.ts";
import { dayOf } from "../time/zone.ts";
import { comment, count } from "./comment.ts";
import { needsAttention, wouldHaveBeenDone } from "./dashboard-attention.ts";
import { sourceWords } from "./dashboard-sources.ts";
import {
  capacityWords,
  flowTable,
  leftWords,
  restWords,
  stageTables,
  syncWords,
} from "./dashboard-tables.ts";

export const DASHBOARD_TITLE = "Partner programme: dashboard";
export const DASHBOARD_KIND = "dashboard";
/** The marker's key: one dashboard stands in a repository. */
export const DASHBOARD_KEY = "dashboard";

/** GitHub takes 65,536 characters; a little less leaves room for what it may add. */
const LONGEST = 65_000;
/** Rows of each list, until all of it fits. */
const ROWS = [1_000, 200, 100, 50, 25, 10, 5, 2] as const;

/** The whole dashboard. With very many partners the lists are cut, and say by how much. */
export function renderDashboard(overview: Overview): string {
  const texts = ROWS.map((rows) => () => render(overview, rows));
  for (const text of texts) {
    const tried = text();
    if (tried.length <= LONGEST) return tried;
  }
  return render(overview, 0);
}

/** In place of the dashboard, once a contact can read the repository. */
export function renderNoDashboard(): string {
  return comment(DASHBOARD_KEY, DASHBOARD_KIND, [
    "The dashboard is not shown in this repository at present.",
  ]);
}

function render(overview: Overview, rows: number): string {
  const { playbook, now, lines } = overview;
  const day = dayOf(now, playbook.timeZone);
  const observing = playbook.mode === "observe";
  return comment(DASHBOARD_KEY, DASHBOARD_KIND, [
    `**${count(present(lines).length, "partner")}**, as of ${day}. Kept by Stagekeeper: what is written here by hand is overwritten.`,
    observing
      ? "> **Observing.** Nothing is moved back, reminded or opened. What would have been done stands below."
      : null,
    ...(observing ? wouldHaveBeenDone(overview, rows) : []),
    ...needsAttention(overview, rows),
    ...capacityWords(overview),
    ...stageTables(overview, rows),
    ...syncWords(overview, rows),
    ...flowTable(overview),
    ...sourceWords(overview),
    ...leftWords(overview, rows),
    ...restWords(overview, rows),
    observing
      ? "<sub>Commands are not heard while Stagekeeper observes.</sub>"
      : "<sub>Commands work here with a partner's number, such as `/hold #12 REASON` in a comment; the answer stands in the partner's issue. `/help` lists them.</sub>",
  ]);
}
