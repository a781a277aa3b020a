import type { StageId } from "../ids.ts";
import { onceFor } from "../once-for.ts";
import type { Playbook } from "../playbook/playbook.ts";
import { itemWords } from "./item-words.ts";
import type { Candidate } from "./match-item.ts";

/** An item of the playbook, ready to be found in a text. */
export interface KnownItem extends Candidate {
  readonly stage: StageId;
  readonly checklist: string;
  readonly id: string;
  readonly ladderLevel: string | null;
}

/** What a heading announces: a stage, or one checklist of it. */
export interface Section {
  readonly stage: StageId;
  readonly checklist: string | null;
}

interface Named {
  readonly words: readonly string[];
  readonly section: Section;
}

/** The playbook's checklists, prepared for reading. */
export interface ChecklistIndex {
  readonly items: readonly KnownItem[];
  readonly names: readonly Named[];
}

/** Prepares the playbook's items and the headings under which they may stand. */
export const indexChecklists = onceFor(({ stages }: Playbook): ChecklistIndex => {
  const items = stages.flatMap(({ id: stage, checklists }) =>
    checklists.flatMap((checklist) =>
      checklist.items.map(({ id, text, level }): KnownItem => {
        const words = itemWords(text).words;
        const levelWord = level === null ? null : (itemWords(level).words[0] ?? null);
        const idWords = itemWords(id).words;
        return { stage, checklist: checklist.id, id, ladderLevel: level, words, idWords, level: levelWord };
      }),
    ),
  );
  const names = stages.flatMap(({ id: stage, name, checklists }) => [
    ...named([name, stage], { stage, checklist: null }),
    ...checklists.flatMap(({ id, title }) =>
      named([title, title.replace(/\([^()]*\)\s*$/, ""), id], { stage, checklist: id }),
    ),
  ]);
  return { items, names };
});

/**
 * What a heading announces; several when checklists of several stages share a title; none for any other heading.
 * The longest name in it decides, at its beginning before one further in; a stage goes before a checklist.
 */
export function sectionsNamed(heading: string, { names }: ChecklistIndex): readonly Section[] {
  const words = itemWords(heading.slice(0, 300)).words.filter((word, at) => at > 0 || word !== "stage");
  const title = words.slice(words.findIndex((word) => !/^\p{N}+$/u.test(word)));
  const starting = names.filter((name) => standsAt(title, name.words, 0));
  const found = starting.length > 0 ? starting : names.filter((name) => standsWithin(title, name.words));
  const most = Math.max(0, ...found.map((name) => name.words.length));
  const sections = found.filter((name) => name.words.length === most).map(({ section }) => section);
  const stage = sections.find(({ checklist }) => checklist === null);
  return stage === undefined ? sections : [stage];
}

function named(texts: readonly string[], section: Section): readonly Named[] {
  const lists = texts.map((text) => itemWords(text).words).filter((words) => words.length > 0);
  const distinct = new Map(lists.map((words) => [words.join(" "), words]));
  return [...distinct.values()].map((words) => ({ words, section }));
}

function standsWithin(words: readonly string[], name: readonly string[]): boolean {
  return name.length > 1 && words.some((_, at) => standsAt(words, name, at));
}

function standsAt(words: readonly string[], name: readonly string[], at: number): boolean {
  return name.every((word, index) => word === words[at + index]);
}
