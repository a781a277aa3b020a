import type { DashboardLine, Waiting } from "../dashboard/line.ts";
import { dueNow, present, type Overview } from "../dashboard/programme.ts";
import { optionalStage } from "../playbook/stages.ts";
import { plain } from "../text/plain.ts";
import { daysBetween } from "../time/calendar.ts";
import { dayOf } from "../time/zone.ts";
import { count } from "./comment.ts";
import { cut, nameOf } from "./dashboard-names.ts";

const FORTNIGHT = 14 * 24 * 60 * 60_000;

/** What is overdue and what waits, by owner. */
export function needsAttention(overview: Overview, rows: number): readonly string[] {
  const lines = overview.lines.filter((line) => line.kind !== "candidate");
  const open = lines
    .map((line) => ({ line, items: [...overdue(line, overview), ...waiting(line, overview)] }))
    .filter(({ items }) => items.length > 0);
  if (open.length === 0) return nothingOpen(overview);
  const owners = [...new Set(open.map(({ line }) => ownerKey(line)))].sort();
  const shown = owners.flatMap((owner) =>
    open
      .filter(({ line }) => ownerKey(line) === owner)
      .map(({ line, items }, at) => {
        const heading = at > 0 ? "" : `- **${line.owner === null ? "Nobody" : plain(line.owner)}**\n`;
        return `${heading}  - ${nameOf(line)}: ${items.join("; ")}`;
      }),
  );
  return [`### Needs attention (${String(open.length)})`, cut(shown, rows).join("\n")];
}

/** While observing, what is due stands under what would have been done. */
function nothingOpen({ playbook }: Overview): readonly string[] {
  return playbook.mode === "observe" ? [] : ["### Needs attention", "Nothing is overdue, and nobody waits."];
}

function ownerKey({ owner }: DashboardLine): string {
  return owner?.toLowerCase() ?? "";
}

function overdue(line: DashboardLine, { now, playbook }: Overview): readonly string[] {
  if (playbook.mode === "observe") return [];
  const today = dayOf(now, playbook.timeZone);
  return dueNow(line, now).map(
    ({ title, dueAt }) => `${title} (${age(daysBetween(dayOf(dueAt, playbook.timeZone), today))})`,
  );
}

function age(days: number): string {
  return days === 0 ? "today" : `since ${count(days, "day")}`;
}

function waiting({ waiting: found }: DashboardLine, { playbook }: Overview): readonly string[] {
  return found === null ? [] : [waits(found, playbook)];
}

function waits({ target, missing, forPlace, leftAlone }: Waiting, playbook: Overview["playbook"]): string {
  if (leftAlone) return "⏳ left alone after many moves, until a person moves it";
  const stage = plain(optionalStage(playbook, target)?.name ?? "");
  if (forPlace) return `⏳ waits for a place in ${stage}`;
  if (missing === 0) return `⏳ may move to ${stage} now`;
  return `⏳ waits for ${stage}: ${count(missing, "thing")} missing`;
}

/** Mode observe: moves that would have been undone, and reminders that are due. */
export function wouldHaveBeenDone(overview: Overview, rows: number): readonly string[] {
  const { playbook, now } = overview;
  const done = overview.lines.flatMap((line) => [
    ...line.observed
      .filter(({ at }) => now - at <= FORTNIGHT)
      .map((move) => `- ${nameOf(line)}: ${undone(move, playbook)} (${dayOf(move.at, playbook.timeZone)})`),
    ...dueNow(line, now).map(({ title }) => `- ${nameOf(line)}: would be reminded of ${title}`),
  ]);
  const syncs = present(overview.lines).filter(({ nextSync }) => nextSync !== null).length;
  const notes = syncs === 0 ? [] : [`- Sync notes would be opened for ${count(syncs, "partner")}.`];
  const all = [...cut(done, rows), ...notes];
  return [
    "### What would have been done",
    all.length === 0 ? "Nothing within the last 14 days." : all.join("\n"),
  ];
}

function undone(
  { target, missing }: DashboardLine["observed"][number],
  playbook: Overview["playbook"],
): string {
  if (missing.includes("completed")) return "would be opened again: closed as completed too early";
  if (target === null) return "would be moved back from a column that is no stage";
  const stage = plain(optionalStage(playbook, target)?.name ?? target);
  return `would be moved back from ${stage}: ${count(missing.length, "thing")} missing`;
}
