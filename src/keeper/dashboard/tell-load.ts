import { loadOf, type Load, type Overview } from "../../core/dashboard/programme.ts";
import type { Effect } from "../../core/effect.ts";
import { isReminderTime } from "../../core/follow-ups/clock.ts";
import { renderLoad } from "../../core/words/dashboard-load.ts";
import type { Standing } from "./see.ts";
import type { DashboardRow } from "./store.ts";

interface Told {
  readonly effects: readonly Effect[];
  /** What counts as known from now on. */
  readonly state: Load["state"] | null;
}

/**
 * Over or under what the playbook wants mentions the lead once an episode, at the time of reminders. What is so when
 * the dashboard is opened was known before, and nothing is said when all is well again.
 */
export function tellLoad(
  overview: Overview,
  how: { readonly row: DashboardRow; readonly standing: Standing | null; readonly shown: boolean },
): Told {
  const { playbook, now } = overview;
  const load = loadOf(overview);
  const { kept } = how.row;
  const state = load?.state ?? null;
  if (load === null || !isNews(load, kept)) return { effects: [], state };
  if (!how.shown || playbook.mode !== "enforce" || playbook.lead === null) return { effects: [], state };
  if (how.standing === null || !isReminderTime(now, playbook)) return { effects: [], state: known(kept) };
  const key = `capacity/${String(now)}`;
  const body = renderLoad({ key, load, playbook });
  return {
    effects: [{ key, kind: "comment", issue: how.standing.issue.id, body, content: "reminder" }],
    state,
  };
}

function isNews({ state }: Load, kept: DashboardRow["kept"]): boolean {
  return kept !== null && kept.load !== state && state !== "within";
}

function known(kept: DashboardRow["kept"]): Load["state"] | null {
  return kept?.load ?? null;
}
