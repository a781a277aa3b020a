import type { DashboardLine } from "../dashboard/line.ts";
import { flowsOf, loadOf, present, type Overview } from "../dashboard/programme.ts";
import type { Stage } from "../playbook/playbook.ts";
import { stageOf } from "../playbook/stages.ts";
import { plain } from "../text/plain.ts";
import { daysBetween } from "../time/calendar.ts";
import type { Day } from "../time/time.ts";
import { dayOf } from "../time/zone.ts";
import { count } from "./comment.ts";
import { cut, nameOf } from "./dashboard-names.ts";

const NONE = "–";
const LONGEST_CELL = 80;
const HEALTH: Readonly<Record<string, string>> = { "On track": "🟢", "At risk": "🟡", "Off track": "🔴" };

/** How many partners are active, against what the playbook wants. */
export function capacityWords(overview: Overview): readonly string[] {
  const load = loadOf(overview);
  const { capacity } = overview.playbook;
  if (load === null || capacity === null) return [];
  const words = { within: "on target", under: "⚠️ under the target", over: "⚠️ over the target" };
  const held = load.onHold === 0 ? "" : `, and ${String(load.onHold)} on hold`;
  return [
    `### Capacity`,
    `**${String(load.active)}** active${held}: ${words[load.state]} of ${wanted(capacity)}.`,
  ];
}

function wanted({ min, max }: NonNullable<Overview["playbook"]["capacity"]>): string {
  return min === 0 ? `at most ${String(max)}` : `${String(min)} to ${String(max)}`;
}

/** Who stands where, one table a stage; an empty stage is only named. */
export function stageTables(overview: Overview, rows: number): readonly string[] {
  const here = present(overview.lines);
  const stages = overview.playbook.stages.flatMap((stage) =>
    stageTable(
      stage,
      here.filter((line) => line.stage === stage.id),
      { overview, rows },
    ),
  );
  const nowhere = here.filter(({ stage }) => !overview.playbook.stages.some(({ id }) => id === stage));
  const lost = nowhere.map((line) => `- ${nameOf(line)}`);
  return [
    "### Partners by stage",
    ...stages,
    ...(lost.length === 0 ? [] : ["#### In no stage", cut(lost, rows).join("\n")]),
  ];
}

interface Page {
  readonly overview: Overview;
  readonly rows: number;
}

function stageTable({ name }: Stage, lines: readonly DashboardLine[], page: Page): readonly string[] {
  const heading = `#### ${plain(name)} (${String(lines.length)})`;
  if (lines.length === 0) return [heading];
  const head = [
    "| Partner | Owner | Days | Health | Next action | Due |",
    "| --- | --- | ---: | --- | --- | --- |",
  ];
  const longestFirst = [...lines].sort((a, b) => enteredAt(a) - enteredAt(b));
  const shown = longestFirst.slice(0, page.rows).map((line) => row(line, page.overview));
  const more = lines.length > page.rows ? [`… and ${String(lines.length - page.rows)} more.`] : [];
  return [heading, [...head, ...shown].join("\n"), ...more];
}

function enteredAt({ visits }: DashboardLine): number {
  return visits.at(-1)?.enteredAt ?? 0;
}

function row(line: DashboardLine, { playbook, now }: Overview): string {
  const today = dayOf(now, playbook.timeZone);
  const visit = line.visits.at(-1);
  const days =
    visit === undefined ? NONE : String(daysBetween(dayOf(visit.enteredAt, playbook.timeZone), today));
  const cells = [
    nameOf(line) + held(line, playbook.timeZone),
    line.owner === null ? NONE : plain(line.owner),
    visit?.adopted === true ? `≥ ${days}` : days,
    healthCell(line),
    line.nextAction === null ? NONE : plain(line.nextAction, LONGEST_CELL),
    dueCell(line.dueDate, today),
  ];
  return `| ${cells.join(" | ")} |`;
}

function held({ hold }: DashboardLine, zone: string): string {
  if (hold === null) return "";
  return hold.until === null ? " ⏸ on hold" : ` ⏸ until ${dayOf(hold.until, zone)}`;
}

function healthCell({ health }: DashboardLine): string {
  if (health === null || health.value === "") return NONE;
  const why =
    health.because.length === 0 ? "" : `: ${health.because.map((words) => plain(words)).join(", ")}`;
  return `${HEALTH[health.value] ?? ""} ${plain(health.value, 30)}${why}`.trim();
}

function dueCell(due: Day | null, today: Day): string {
  if (due === null) return NONE;
  return due < today ? `**${due}**` : due;
}

/** The syncs to come, the next one first. */
export function syncWords({ lines }: Overview, rows: number): readonly string[] {
  const planned = present(lines)
    .flatMap((line) => (line.nextSync === null ? [] : { line, on: line.nextSync }))
    .sort((a, b) => (a.on < b.on ? -1 : 1))
    .map(({ line, on }) => `- ${on}: ${nameOf(line)}`);
  return planned.length === 0 ? [] : ["### Next syncs", cut(planned, Math.min(rows, 15)).join("\n")];
}

/** Conversion and median days of every stage. */
export function flowTable(overview: Overview): readonly string[] {
  const last = overview.playbook.stages.at(-1)?.id;
  const rows = flowsOf(overview).map(({ stage, entered, movedOn, left, medianDays }) => {
    const decided = movedOn + left;
    const share =
      decided === 0 || stage === last ? NONE : `${String(Math.round((movedOn / decided) * 100))} %`;
    const days = medianDays === null ? NONE : String(Math.round(medianDays));
    const name = plain(stageOf(overview.playbook, stage).name);
    return `| ${name} | ${String(entered)} | ${String(movedOn)} | ${String(left)} | ${share} | ${days} |`;
  });
  const head = [
    "| Stage | Reached | Went on | Left | Conversion | Median days |",
    "| --- | ---: | ---: | ---: | ---: | ---: |",
  ];
  return ["### Through the stages", [...head, ...rows].join("\n")];
}

/** Who left: how many for which reason, and the last of them. */
export function leftWords({ lines, playbook }: Overview, rows: number): readonly string[] {
  const gone = lines
    .flatMap((line) => (line.exit === null ? [] : { line, exit: line.exit }))
    .sort((a, b) => b.exit.at - a.exit.at);
  if (gone.length === 0) return [];
  const reasons = [...new Set(gone.map(({ exit }) => exit.why))].sort();
  const counts = reasons.map((why) => `${why} ${String(gone.filter(({ exit }) => exit.why === why).length)}`);
  const latest = gone.map(
    ({ line, exit }) => `- ${dayOf(exit.at, playbook.timeZone)}: ${nameOf(line)}, ${plain(exit.why)}`,
  );
  const shown = latest.slice(0, Math.min(rows, 10));
  return [
    `### Left the programme (${String(gone.length)})`,
    `${counts.map((words) => plain(words)).join(" · ")}.`,
    shown.join("\n"),
  ];
}

/** Candidates, drafts, contacts not reached, and what Stagekeeper itself could not deal with. */
export function restWords({ lines, dead }: Overview, rows: number): readonly string[] {
  const candidates = lines.filter(({ kind }) => kind === "candidate").map((line) => `- ${nameOf(line)}`);
  const drafts = present(lines)
    .filter(({ kind }) => kind === "draft")
    .map((line) => `- ${nameOf(line)}`);
  const unreached = present(lines)
    .filter((line) => line.unreached.length > 0)
    .map((line) => `- ${nameOf(line)}: ${line.unreached.map((login) => plain(login)).join(", ")}`);
  const letters = dead.map(
    ({ number, title, error }) => `- ${nameOf({ number, name: title })}: ${plain(error, 40)}`,
  );
  return [
    ...section(
      "Candidates: somebody with write access makes them partners by assigning an owner",
      candidates,
      rows,
    ),
    ...section("Drafts: convert them to issues to move them on", drafts, rows),
    ...section("Contacts that the last sync note did not reach", unreached, rows),
    ...section(
      `Not dealt with: ${count(letters.length, "partner")} failed again and again; a comment in the issue tries it anew`,
      letters,
      rows,
    ),
  ];
}

function section(title: string, items: readonly string[], rows: number): readonly string[] {
  return items.length === 0 ? [] : [`### ${title}`, cut(items, rows).join("\n")];
}
