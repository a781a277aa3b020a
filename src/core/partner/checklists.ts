import type { Tick, Ticks } from "../gate/evidence.ts";
import type { CommentId, StageId } from "../ids.ts";
import { onceFor } from "../once-for.ts";
import type { Ladder, Playbook } from "../playbook/playbook.ts";
import type { Doubt } from "./doubt.ts";
import { itemWords } from "./item-words.ts";
import type { Partner } from "./partner.ts";
import { bodyCounts } from "./people.ts";
import { indexChecklists, type ChecklistIndex, type KnownItem } from "./sections.ts";
import { checklistKey, itemKey, nothingRead, readTickText, type TickReading } from "./tick-reading.ts";

export interface TicksSource {
  readonly partner: Partner;
  readonly playbook: Playbook;
  /** The checklist comment that Stagekeeper posted for a stage. Counts only if it is `ours`. */
  readonly stageComments: ReadonlyMap<StageId, CommentId>;
}

export interface TicksRead extends Ticks {
  /** Where the checklist is kept: the body has its section, else the comment, else nowhere yet. */
  placeOf(stage: StageId, checklist: string): "body" | "comment" | "nowhere";
  /** The higher of the card's field and the ticked items that stand for a level; null without either. */
  readonly level: string | null;
  /** What does not count although it looks ticked; at most 20. */
  readonly doubts: readonly Doubt[];
}

interface Texts {
  readonly index: ChecklistIndex;
  /** Nothing, when its author may not tick. */
  readonly body: TickReading;
  readonly comments: ReadonlyMap<StageId, TickReading>;
  /** The body as it would count if its author had write access. */
  readonly unheard: TickReading;
}

const MOST_DOUBTS = 20;

/**
 * Which items of the playbook's checklists are ticked for this partner. A checklist is read in the body if its
 * section stands there and the body's author has write access, else in the stage's comment. A level of the ladder
 * ticks the items of all levels up to it, and a ticked item stands for its level.
 */
export function readTicks(source: TicksSource): TicksRead {
  const texts = readTexts(source);
  const placeOf: TicksRead["placeOf"] = (stage, checklist) => {
    const key = checklistKey(stage, checklist);
    if (texts.body.checklists.has(key)) return "body";
    return texts.comments.get(stage)?.checklists.has(key) === true ? "comment" : "nowhere";
  };
  const written: Ticks["isTicked"] = (stage, checklist, item) => {
    const place = placeOf(stage, checklist);
    const reading = place === "body" ? texts.body : texts.comments.get(stage);
    const ticked = reading?.items.get(itemKey(stage, checklist, item));
    return ticked === undefined ? { ticked: false, place: "nowhere" } : { ticked, place };
  };
  const level = effectiveLevel(source, texts.index, written);
  const isTicked: Ticks["isTicked"] = (stage, checklist, item) => {
    const tick = written(stage, checklist, item);
    const known = texts.index.items.find(
      (one) => one.stage === stage && one.checklist === checklist && one.id === item,
    );
    return !tick.ticked && reaches(source.playbook.ladder, level, known?.ladderLevel) ? standsFor : tick;
  };
  return {
    ...{ isTicked, placeOf, level },
    get doubts() {
      return doubtsOf(texts, isTicked, placeOf);
    },
  };
}

const standsFor: Tick = { ticked: true, place: "level" };

function readTexts({ partner, playbook, stageComments }: TicksSource): Texts {
  const index = indexChecklists(playbook);
  const { issue } = partner;
  const body = issue === null ? nothingRead : readingOf(issue, index, null);
  const comments = new Map(
    [...stageComments].flatMap(([stage, id]): [StageId, TickReading][] => {
      const comment = issue?.comments.find((candidate) => candidate.id === id && candidate.ours);
      return comment === undefined ? [] : [[stage, readingOf(comment, index, stage)]];
    }),
  );
  return bodyCounts(partner)
    ? { index, body, comments, unheard: nothingRead }
    : { index, body: nothingRead, comments, unheard: body };
}

/** A plan asks several times what the same text says. */
const readings = onceFor<
  ChecklistIndex,
  (text: { readonly body: string }) => Map<StageId | null, TickReading>
>(() => onceFor(() => new Map()));

/** What the body says, or the comment of a stage. */
function readingOf(
  text: { readonly body: string },
  index: ChecklistIndex,
  stage: StageId | null,
): TickReading {
  const known = readings(index)(text);
  const root = stage === null ? [] : [{ stage, checklist: null }];
  const reading = known.get(stage) ?? readTickText(text.body, index, root);
  known.set(stage, reading);
  return reading;
}

function effectiveLevel(
  { partner, playbook: { ladder } }: TicksSource,
  { items }: ChecklistIndex,
  written: Ticks["isTicked"],
): string | null {
  if (ladder === null) return null;
  const value = partner.card?.fields[ladder.field];
  const onCard = value?.kind === "option" ? levelNamed(ladder, value.name) : null;
  const ticked = items
    .filter(({ stage, checklist, id }) => written(stage, checklist, id).ticked)
    .map(({ ladderLevel }) => ladderLevel);
  const places = [onCard, ...ticked].map((level) => (level === null ? -1 : ladder.levels.indexOf(level)));
  return ladder.levels[Math.max(...places)] ?? null;
}

/** `L1`, `l1` or `L1 — Integration Spike`. */
function levelNamed({ levels }: Ladder, name: string): string | null {
  const { words, head } = itemWords(name);
  return (
    levels.find((level) => [words, head].some((said) => said.join("") === itemWords(level).words.join(""))) ??
    null
  );
}

function reaches(ladder: Ladder | null, level: string | null, wanted: string | null | undefined): boolean {
  if (ladder === null || level === null || wanted === null || wanted === undefined) return false;
  const place = ladder.levels.indexOf(wanted);
  return place !== -1 && ladder.levels.indexOf(level) >= place;
}

function doubtsOf(
  { index, body, comments, unheard }: Texts,
  isTicked: Ticks["isTicked"],
  placeOf: TicksRead["placeOf"],
): readonly Doubt[] {
  const open = [...body.doubts, ...[...comments.values()].flatMap(({ doubts }) => doubts)].filter(
    ({ stage, checklist, item }) =>
      stage === null || checklist === null || item === null || !isTicked(stage, checklist, item).ticked,
  );
  const passedOver = index.items.filter(({ stage, checklist, id }) => !isTicked(stage, checklist, id).ticked);
  const overruled = passedOver
    .filter(
      (item) => placeOf(item.stage, item.checklist) === "body" && isTickedIn(comments.get(item.stage), item),
    )
    .map((item) => silent(item, "comment", "overruled"));
  const notEntitled = passedOver
    .filter((item) => isTickedIn(unheard, item))
    .map((item) => silent(item, "body", "not-entitled"));
  return [...open, ...overruled, ...notEntitled].slice(0, MOST_DOUBTS);
}

function isTickedIn(reading: TickReading | undefined, { stage, checklist, id }: KnownItem): boolean {
  return reading?.items.get(itemKey(stage, checklist, id)) === true;
}

function silent({ stage, checklist, id }: KnownItem, place: Doubt["place"], why: Doubt["why"]): Doubt {
  return { place, stage, checklist, item: id, line: null, text: "", why };
}
