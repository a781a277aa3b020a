import type { EffectAct } from "../../core/effect.ts";
import type { Instant } from "../../core/time/time.ts";
import { DASHBOARD_TITLE } from "../../core/words/dashboard.ts";
import type { Scene, Turn } from "../keeper.ts";
import type { Standing } from "./see.ts";
import type { DashboardRow } from "./store.ts";

/** People may unpin and close it as often as they like: it is put right no more often than this. */
export const MENDS_EVERY_MS = 600_000;

interface Dashboard {
  readonly scene: Scene;
  readonly row: DashboardRow;
  readonly standing: Standing | null;
  readonly text: { readonly body: string; readonly hash: string; readonly shown: boolean };
}

interface Lined {
  readonly acts: readonly EffectAct[];
  readonly openedAt: Instant;
  readonly mendedAt: Instant;
  /** Something is left to be put right, later. */
  readonly pending: boolean;
}

const never = 0 as Instant;

/** What makes the issue say what it should, and stand pinned and open. */
export function bringIntoLine(turn: Turn, dashboard: Dashboard): Lined {
  const { openedAt = never, mendedAt = never } = dashboard.row.kept ?? {};
  const before: Before = { now: turn.clock.now(), openedAt, mendedAt };
  const { standing } = dashboard;
  return standing === null ? openOne(dashboard, before) : putRight({ ...dashboard, standing }, before);
}

interface Before {
  readonly now: Instant;
  readonly openedAt: Instant;
  readonly mendedAt: Instant;
}

/** One that was opened just now may not be visible yet. */
function openOne({ scene, text }: Dashboard, { now, openedAt, mendedAt }: Before): Lined {
  const waits = !text.shown || now - openedAt < MENDS_EVERY_MS;
  if (waits) return { acts: [], openedAt, mendedAt, pending: false };
  return { acts: [opened(scene, text.body)], openedAt: now, mendedAt, pending: false };
}

function putRight(
  { row, standing, text }: Dashboard & { readonly standing: Standing },
  { now, openedAt, mendedAt }: Before,
): Lined {
  const isSame = standing.seen === null && row.kept?.hash === text.hash;
  const edits = isSame ? [] : edited(standing, text.body);
  const mends = text.shown ? mended(standing) : [];
  const pending = mends.length > 0 && now - mendedAt < MENDS_EVERY_MS;
  if (pending || mends.length === 0) return { acts: edits, openedAt, mendedAt, pending };
  return { acts: [...edits, ...mends], openedAt, mendedAt: now, pending };
}

function opened({ pipeline }: Scene, body: string): EffectAct {
  const { id } = pipeline.repository;
  return {
    ...{ kind: "open-issue", repository: id, title: DASHBOARD_TITLE, body },
    ...{ labels: [], assignees: [], parent: null },
  };
}

function edited({ issue: { id }, seen }: Standing, body: string): readonly EffectAct[] {
  if (seen === null) return [{ kind: "edit-issue", issue: id, title: null, body }];
  const title = seen.title === DASHBOARD_TITLE ? null : DASHBOARD_TITLE;
  const same = seen.body.replaceAll("\r\n", "\n").trim() === body.trim();
  return same && title === null ? [] : [{ kind: "edit-issue", issue: id, title, body }];
}

function mended({ issue: { id }, seen }: Standing): readonly EffectAct[] {
  if (seen === null) return [];
  const reopen: readonly EffectAct[] = seen.state === "open" ? [] : [{ kind: "reopen-issue", issue: id }];
  return seen.pinned === true ? reopen : [...reopen, { kind: "pin-issue", issue: id }];
}
