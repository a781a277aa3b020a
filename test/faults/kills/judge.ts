import {
  acknowledged,
  finished,
  holds,
  inDoubt,
  issuesOf,
  linesSince,
  onlyOnce,
  sentSince,
  serial,
  both,
  type Mark,
  type Shown,
} from "../theatre/evidence.ts";
import type { Found } from "../tally.ts";
import type { Outcome, Scene } from "./scenarios.ts";

/** How the App died: where, and when by the virtual clock. */
export interface Death {
  readonly place: string;
  readonly at: number;
}

/** What was seen before the act. */
export interface Before extends Mark {
  readonly issues: readonly Shown[];
}

/** Judges what stands at rest against what the act must come to. */
export async function judge(
  scene: Scene,
  before: Before,
  { outcome, death }: { readonly outcome: Outcome; readonly death: Death | null },
): Promise<Readonly<Record<string, Found>>> {
  const { theatre } = scene;
  const issues = issuesOf(theatre);
  const sendings = sentSince(theatre, before);
  const lost = death !== null && / (Act|mutation)/.test(death.place) ? death : null;
  return {
    I1: await acknowledged(theatre, before),
    I2: both(exactlyOnce(scene, before, outcome), onlyOnce(issues)),
    I3: both(await legal(scene, outcome), await finished(theatre)),
    ...(outcome.dueAt === undefined ? {} : onTime(scene, before, { dueAt: outcome.dueAt })),
    I11: inDoubt(sendings, lost),
    ...serial(sendings),
  };
}

function exactlyOnce(scene: Scene, before: Before, outcome: Outcome): Found {
  const { theatre, partner } = scene;
  const lines = linesSince(theatre, before);
  const ofPartner = lines.filter(({ detail }) => String(detail["of"]).endsWith(`#${String(partner)}`));
  const written = ofPartner.flatMap(({ detail }) => detail["field"] ?? []).filter(isDecided);
  const moves = written.filter((field) => field === "Status").length;
  const fields = written.length - moves;
  const issues = issuesOf(theatre);
  const name = issues.find(({ number }) => number === partner)?.title ?? "";
  const opened = notesOf(name, issues) - notesOf(name, before.issues);
  const said = newKinds(scene, { before, issues, perhaps: outcome.perhaps ?? null });
  return holds([
    [moves === outcome.moves, `${String(moves)} writes of Status instead of ${String(outcome.moves)}`],
    [fields === outcome.fields, `${String(fields)} writes of fields instead of ${String(outcome.fields)}`],
    [opened === outcome.opened, `${String(opened)} notes opened instead of ${String(outcome.opened)}`],
    [said === kindsText(outcome.said), `said ${said} instead of ${kindsText(outcome.said)}`],
  ]);
}

/** Health is derived and may follow whatever changed. */
function isDecided(field: unknown): boolean {
  return field !== "Health";
}

/** Days that pass may bring a note for somebody else. */
function notesOf(partner: string, issues: readonly Shown[]): number {
  return issues.filter(({ byApp, title }) => byApp && title.startsWith(`Sync with ${partner}:`)).length;
}

interface Seen {
  readonly before: Before;
  readonly issues: readonly Shown[];
  readonly perhaps: string | null;
}

function newKinds({ partner }: Scene, { before, issues, perhaps }: Seen): string {
  const saidIn = (list: readonly Shown[]) => list.find(({ number }) => number === partner)?.said ?? [];
  const kinds: Record<string, number> = {};
  for (const { kind } of saidIn(issues).slice(saidIn(before.issues).length))
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  const { [perhaps ?? ""]: times, ...others } = kinds;
  return kindsText(times === 1 ? others : kinds);
}

function kindsText(kinds: Readonly<Record<string, number>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(kinds).sort()));
}

async function legal({ tomas, partner }: Scene, { column }: Outcome): Promise<Found> {
  const shown = await tomas.column(partner);
  return holds([[shown === column, `the card stands in ${String(shown)}, not in ${column}`]]);
}

/** Within 60 s of due, or within 120 s of the restart; and at most one reminder for each partner. */
function onTime(
  { theatre, partner }: Scene,
  before: Before,
  { dueAt }: { readonly dueAt: number },
): Readonly<Record<"I4" | "I5", Found>> {
  const reminders = issuesOf(theatre).map(({ number, said }) => {
    const known = before.issues.find((issue) => issue.number === number)?.said.length ?? 0;
    return { number, said: said.slice(known).filter(({ kind }) => kind === "reminder") };
  });
  const mine = reminders.find(({ number }) => number === partner)?.said ?? [];
  return {
    I4: holds([
      [mine.length === 1, `${String(mine.length)} reminders instead of one`],
      ...mine.map(
        ({ at }) => [at >= dueAt && at <= dueAt + 120_000, `${String(at - dueAt)} ms after due`] as const,
      ),
    ]),
    I5: holds(
      reminders
        .filter(({ said }) => said.length > 0)
        .map(({ number, said }) => [
          said.length === 1,
          `${String(said.length)} reminders in #${String(number)}`,
        ]),
    ),
  };
}
