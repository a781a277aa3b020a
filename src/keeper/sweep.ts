import type { IssueId, PartnerId } from "../core/ids.ts";
import type { Playbook } from "../core/playbook/playbook.ts";
import type { OtherPartner } from "../core/situation.ts";
import type { Instant } from "../core/time/time.ts";
import { sweepAudience } from "./audience.ts";
import { type BoardSight, seeBoard } from "./board-sight.ts";
import { DASHBOARD_AFTER_MS } from "./dashboard/rhythm.ts";
import type { BoardPage, ShallowCard } from "./github.ts";
import { playbookOf, withFile } from "./in-force.ts";
import type { Turn } from "./keeper.ts";
import { tellTroubles } from "./notice.ts";
import type { NotedCard, Pipeline } from "./store.ts";
import { troublesOf } from "./trouble.ts";

export const SWEEP_EVERY_MS = 15 * 60_000;
/** No row has this id: nobody is left out. */
const NOBODY = "0" as PartnerId;

/**
 * Reads a board shallowly and makes due what changed; the playbook file comes with its first page. Everything is
 * saved at the end, and doing all of it again after a crash changes nothing.
 */
export async function sweep(turn: Turn, before: Pipeline): Promise<void> {
  const first = await firstPage(turn, before, playbookOf(before));
  if (first.repository === null) {
    await finish(turn, before);
    turn.meter.sweep("unreadable");
    return;
  }
  const known = { ...before, repository: first.repository };
  if (first.playbook === null) {
    await finish(turn, { ...known, playbook: null, label: null, problems: null, board: null, paused: null });
    turn.meter.sweep("no-playbook");
    return;
  }
  const pipeline = withFile(known, first.playbook);
  const playbook = playbookOf(pipeline);
  if (playbook === null || playbook.mode === "off") {
    await finish(turn, pipeline);
    turn.meter.sweep("off");
    return;
  }
  const page = isReadAs(playbookOf(before), playbook) ? first : await firstPage(turn, pipeline, playbook);
  await sweepBoard(turn, before, { pipeline, playbook, page });
  turn.meter.sweep("swept");
}

interface Reading {
  readonly pipeline: Pipeline;
  readonly playbook: Playbook;
  readonly page: BoardPage;
}

/** Whether the first page was asked for with these very names. */
function isReadAs(asked: Playbook | null, playbook: Playbook): boolean {
  return (
    asked !== null &&
    asked.mode !== "off" &&
    asked.project === playbook.project &&
    ["partner"].every((label) => asked.labels[label] === playbook.labels[label]) &&
    ["status", "primaryContact"].every((field) => asked.fields[field]?.name === playbook.fields[field]?.name)
  );
}

async function firstPage(turn: Turn, pipeline: Pipeline, playbook: Playbook | null): Promise<BoardPage> {
  return turn.github.board(requestFor(pipeline, playbook, null));
}

function requestFor({ repository }: Pipeline, playbook: Playbook | null, after: string | null) {
  const status = playbook?.fields["status"];
  const contact = playbook?.fields["primaryContact"];
  return {
    repository,
    project: playbook === null || playbook.mode === "off" ? null : playbook.project,
    label: playbook?.labels["partner"] ?? "",
    after,
    ...(status === undefined ? {} : { statusField: status.name }),
    ...(contact === undefined ? {} : { contactField: contact.name }),
  };
}

async function sweepBoard(
  turn: Turn,
  before: Pipeline,
  { pipeline, playbook, page }: Reading,
): Promise<void> {
  const sight = seeBoard(page.project, playbook, before.board);
  const board = sight.kind === "board" ? sight.board : pipeline.board;
  const paused = sight.kind === "board" ? null : sight.problems.join("\n");
  if (page.project === null) {
    await finish(turn, { ...pipeline, board, paused }, sight);
    return;
  }
  const cards = await allCards(turn, { pipeline, playbook, page });
  const contacts = cards.flatMap(({ contact }) => contact ?? []);
  const audience = await sweepAudience(turn, pipeline, contacts);
  const seen = { ...pipeline, board, paused, audience };
  await turn.claim.noteCards(seen, noted(cards, page, playbook), turn.clock.now());
  await noteAbsent(turn, seen, { cards, page });
  await finish(turn, await settleIn(turn, before, seen), sight);
}

/**
 * The first sweep adopts what it finds, and so does switching on again; a changed playbook, and a pause that is
 * over, have everybody judged anew.
 */
async function settleIn(turn: Turn, before: Pipeline, seen: Pipeline): Promise<Pipeline> {
  const now = turn.clock.now();
  if (seen.paused !== null) return seen;
  const adopt = !before.adopted || (playbookOf(before)?.mode ?? "off") === "off";
  const changed = before.playbook?.sha !== seen.playbook?.sha || before.paused !== null;
  if (adopt || changed) await turn.claim.dueAll(seen, { adopt, now });
  await turn.claim.dashboardDue(seen.id, (now + DASHBOARD_AFTER_MS) as Instant);
  return { ...seen, adopted: true };
}

async function allCards(turn: Turn, { pipeline, playbook, page }: Reading): Promise<readonly ShallowCard[]> {
  const cards = [...page.cards];
  let after = page.next;
  while (after !== null && !turn.stop.aborted) {
    const next: BoardPage = await turn.github.board(requestFor(pipeline, playbook, after));
    cards.push(...next.cards);
    after = next.next;
  }
  turn.stop.throwIfAborted();
  return cards;
}

function noted(cards: readonly ShallowCard[], page: BoardPage, playbook: Playbook): readonly NotedCard[] {
  const label = playbook.labels["partner"]?.toLowerCase();
  const onBoard = new Set(cards.flatMap(({ issue }) => issue ?? []));
  const standing = cards.map(({ card, issue, number, title, fingerprint, labels, content }) => ({
    ...{ card, issue, number, title, fingerprint },
    partner: content === "draft" || labels.some((name) => name.toLowerCase() === label),
  }));
  const missing = page.labelled.filter(({ issue, onBoard: known }) => !known && !onBoard.has(issue));
  return [
    ...standing,
    ...missing.map(({ issue, number, updatedAt }) => ({
      ...{ card: null, issue, number, title: "", fingerprint: `not on the board, ${String(updatedAt)}` },
      partner: true,
    })),
  ];
}

/** Partners on record that the board does not show any more are looked at: a lost delivery hides them. */
async function noteAbsent(
  turn: Turn,
  pipeline: Pipeline,
  { cards, page }: { readonly cards: readonly ShallowCard[]; readonly page: BoardPage },
): Promise<void> {
  const shown = new Set([...cards, ...page.labelled].flatMap(({ issue }) => issue ?? []));
  const others = await turn.claim.others(pipeline.id, NOBODY);
  const absent = others.filter((other) => isAbsent(other, shown));
  const rows = absent.map(({ issue, number }) => ({
    ...{ card: null, issue, number, title: "", fingerprint: "absent" },
    partner: true,
  }));
  if (rows.length > 0) await turn.claim.noteCards(pipeline, rows, turn.clock.now());
}

function isAbsent({ issue, exited, stage }: OtherPartner, shown: ReadonlySet<IssueId>): boolean {
  return issue !== null && !exited && stage !== null && !shown.has(issue);
}

async function finish(turn: Turn, after: Pipeline, sight?: BoardSight): Promise<void> {
  const troubles = troublesOf(after, sight?.kind === "board" ? sight.notices : []);
  const now = turn.clock.now();
  turn.meter.trouble(after.id, troubles.length);
  const again = await tellTroubles(turn, after, troubles);
  await turn.claim.savePipeline({ ...after, dueAt: again ?? ((now + SWEEP_EVERY_MS) as Instant) });
}
