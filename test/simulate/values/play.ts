import { DateTime } from "luxon";
import type { Effect } from "../../../src/core/effect.ts";
import type { Entry } from "../../../src/core/history/entry.ts";
import { blank, remember } from "../../../src/core/history/recall.ts";
import type { History } from "../../../src/core/history/history.ts";
import { plan } from "../../../src/core/plan.ts";
import type { Instant } from "../../../src/core/time/time.ts";
import { settle } from "../../../src/keeper/settle.ts";
import type { LedgerRow } from "../../../src/keeper/store.ts";
import { aBoard, aPlaybook, aSituation } from "../../support/situation.ts";
import { playbookLines, type Event, type Setting, type When } from "../life/act.ts";
import type { Chance } from "../life/chance.ts";
import type { Span } from "../oracle/expect.ts";
import { aPaper, type Written } from "./paper.ts";

export interface Life {
  readonly setting: Setting;
  readonly span: Span;
  readonly events: readonly Event[];
  /** Where the process is killed, and how often. */
  readonly chance: Chance;
  readonly killsInAHundred: number;
  readonly audience: "team" | "shared";
}

export interface Played {
  readonly written: readonly Written[];
  readonly kills: number;
}

const BACK_AFTER_MS = 61_000;

/** Plays a life through `plan`, as the keeper does: recorded, sent, confirmed; killed anywhere between. */
export function play(life: Life): Played {
  const { setting, span, chance, audience } = life;
  const playbook = aPlaybook(playbookLines(setting));
  const board = aBoard(playbook);
  const paper = aPaper({ playbook, board, setting });
  let history: History = blank;
  let open: readonly LedgerRow[] = [];
  let dueAt: number | null = null;
  let kills = 0;

  const keeps = (entries: readonly Entry[]): void => {
    history = entries.reduce(remember, history);
  };
  const dies = (): boolean => {
    const killed = chance.next() * 100 < life.killsInAHundred;
    if (killed) kills += 1;
    return killed;
  };
  /** False: killed on the way. What stands on paper stands, what was recorded is known. */
  const sends = (now: Instant): boolean => {
    for (const row of open) {
      if (dies()) return false;
      const id = paper.apply(row.effect, now);
      open = open.map((one) => (one.id === row.id ? { ...one, state: "sent", sentAt: now } : one));
      if (dies()) return false;
      confirms(row, id, now);
    }
    return true;
  };
  const confirms = ({ id: row, effect }: LedgerRow, id: string | null, now: Instant): void => {
    open = open.filter((one) => one.id !== row);
    if (id !== null) keeps([{ at: now, kind: "posted", key: effect.key, id }]);
  };
  const finishes = (now: Instant): boolean => {
    const partner = paper.look();
    const fieldKey = (field: string): string | null =>
      Object.entries(board.fields).find(([, { id }]) => id === field)?.[0] ?? null;
    const evidence = { partner, opened: partner.notes ?? [], echoes: [], now, fieldKey };
    const comments = [...(partner.issue?.comments ?? [])];
    const notes = (partner.notes ?? []).map((note) => ({ ...note, comments }));
    const judged = settle(open, { ...evidence, partner: { ...partner, notes } });
    for (const { row, verdict } of judged) {
      if (verdict.kind === "confirmed") confirms(row, verdict.id, now);
      else if (verdict.kind === "drop") open = open.filter(({ id }) => id !== row.id);
    }
    return sends(now);
  };
  const decides = (now: Instant): boolean => {
    const partner = paper.look();
    if (partner.issue === null) return true;
    const situation = aSituation({ partner, history, playbook, board, audience, now });
    const ruling = plan(situation);
    if (dies()) return false;
    keeps(ruling.entries);
    ({ dueAt } = ruling);
    open = ruling.effects.map((effect) => rowOf(effect, now));
    return sends(now);
  };
  /**
   * Until all is done and said; each death is followed by a start a minute later. What the App writes itself wakes
   * nobody: another look is taken only if the last one asked for it.
   */
  const passes = (from: Instant): void => {
    let now = from;
    for (let tries = 0; ; tries += 1) {
      if (tries > 200) throw new Error(`It never comes to rest at ${new Date(from).toISOString()}.`);
      const alive = (open.length === 0 || finishes(now)) && decides(now);
      if (!alive) now = (now + BACK_AFTER_MS) as Instant;
      else if (dueAt === null || dueAt > now) return;
    }
  };
  const momentOf = (when: When): Instant =>
    DateTime.fromISO(when, { zone: setting.zone }).toMillis() as Instant;
  const downs = span.down.map(([from, to]) => [momentOf(from), momentOf(to)] as const);
  const wakesUntil = (end: number): void => {
    while (dueAt !== null && dueAt < end) {
      const at = dueAt;
      const down = downs.find(([from, to]) => from <= at && at < to);
      const wake = down === undefined ? at : down[1];
      if (wake >= end) return;
      dueAt = null;
      passes(wake as Instant);
    }
  };
  for (const { when, act } of life.events) {
    const now = momentOf(when);
    wakesUntil(now);
    paper.person(act, now);
    passes(now);
  }
  wakesUntil(momentOf(`${span.until}T00:00`));
  return { written: paper.written(), kills };
}

function rowOf(effect: Effect, now: Instant): LedgerRow {
  return {
    id: `${effect.key}@${String(now)}`,
    partner: "1" as LedgerRow["partner"],
    effect,
    state: "recorded",
    sentAt: null,
  };
}
