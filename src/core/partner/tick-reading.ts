import type { StageId } from "../ids.ts";
import { oneLine, shorten } from "../text/plain.ts";
import { readBoxes, type Box } from "./boxes.ts";
import type { Doubt, DoubtReason } from "./doubt.ts";
import { itemWords, type ItemWords } from "./item-words.ts";
import { matchItem, type Match } from "./match-item.ts";
import type { ChecklistIndex, KnownItem, Section } from "./sections.ts";

/** What one text, a body or a comment, says of the playbook's items. */
export interface TickReading {
  /** By `itemKey`: whether the item's boxes are ticked. An item without a box is absent. */
  readonly items: ReadonlyMap<string, boolean>;
  /** `checklistKey` of every checklist of which an item was found. */
  readonly checklists: ReadonlySet<string>;
  readonly doubts: readonly Doubt[];
}

interface Found {
  readonly item: KnownItem;
  readonly box: Box;
  readonly struck: boolean;
}

interface Gathered {
  readonly found: Found[];
  readonly doubts: Doubt[];
  readonly place: Doubt["place"];
}

/** A text that says nothing, or cannot be read. */
export const nothingRead: TickReading = { items: new Map(), checklists: new Set(), doubts: [] };

/** One item among all of the playbook. */
export function itemKey(stage: StageId, checklist: string, item: string): string {
  return JSON.stringify([stage, checklist, item]);
}

/** One checklist among all of the playbook. */
export function checklistKey(stage: StageId, checklist: string): string {
  return JSON.stringify([stage, checklist]);
}

/** Reads the boxes of one text. `root`: the stage whose comment it is; empty for a body. */
export function readTickText(text: string, index: ChecklistIndex, root: readonly Section[]): TickReading {
  const place = root.length === 0 ? "body" : "comment";
  const boxes = readBoxes(text, index, root);
  if (boxes === null) {
    const doubt: Doubt = {
      place,
      stage: root[0]?.stage ?? null,
      checklist: null,
      item: null,
      line: null,
      text: "",
      why: "unreadable",
    };
    return { ...nothingRead, doubts: [doubt] };
  }
  const gathered: Gathered = { found: [], doubts: [], place };
  const scopes = new Scopes(index);
  for (const box of boxes) gather(gathered, box, scopes);
  return settle(gathered);
}

function gather({ found, doubts, place }: Gathered, box: Box, scopes: Scopes): void {
  const words = itemWords(box.text);
  const scope = scopes.of(box.within);
  const match = scope.match(words);
  if (match.kind === "item") found.push({ item: match.item, box, struck: words.struck });
  if (!box.ticked) return;
  if (match.kind === "ambiguous")
    doubts.push(doubtOf("ambiguous", place, { box, item: null, among: match.items }));
  const elsewhere = match.kind === "none" ? scopes.exactly(words.words) : null;
  if (elsewhere !== null) doubts.push(doubtOf("elsewhere", place, { box, item: elsewhere }));
}

/** One answer an item: what its boxes agree on. A crossed-out box says nothing. */
function settle({ found, doubts, place }: Gathered): TickReading {
  const items = new Map<string, boolean>();
  const checklists = new Set<string>();
  for (const [key, same] of groupBy(found, ({ item }) => itemKey(item.stage, item.checklist, item.id))) {
    const standing = same.filter(({ struck }) => !struck);
    const ticked = standing.filter(({ box }) => box.ticked);
    const crossedOut = same.find(({ struck, box }) => struck && box.ticked);
    items.set(key, ticked.length > 0 && ticked.length === standing.length);
    for (const { item } of same) checklists.add(checklistKey(item.stage, item.checklist));
    const [first] = ticked;
    if (first !== undefined && ticked.length < standing.length)
      doubts.push(doubtOf("conflict", place, first));
    if (crossedOut !== undefined && standing.length === 0) doubts.push(doubtOf("struck", place, crossedOut));
  }
  return { items, checklists, doubts };
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}

interface About {
  readonly box: Box;
  readonly item: KnownItem | null;
  readonly among?: readonly KnownItem[];
}

function doubtOf(why: DoubtReason, place: Doubt["place"], { box, item, among = [] }: About): Doubt {
  const about = item ?? among[0];
  return {
    place,
    stage: about?.stage ?? null,
    checklist: about?.checklist ?? null,
    item: item?.id ?? null,
    line: box.line,
    text: shorten(oneLine(box.text), 200),
    why,
  };
}

/** The items that a box may stand for where it stands. Remembers what it matched. */
class Scope {
  readonly #items: readonly KnownItem[];
  /** Checklists under whose own title the box stands. */
  readonly #preferred: ReadonlySet<string>;
  readonly #known = new Map<string, Match<KnownItem>>();

  constructor(items: readonly KnownItem[], preferred: ReadonlySet<string>) {
    this.#items = items;
    this.#preferred = preferred;
  }

  match(text: ItemWords): Match<KnownItem> {
    const key = `${text.words.join(" ")}|${text.head.length}`;
    const known = this.#known.get(key) ?? this.#narrowed(matchItem(text, this.#items));
    this.#known.set(key, known);
    return known;
  }

  /** What fits several items of a stage may fit only one of the checklist it stands under. */
  #narrowed(match: Match<KnownItem>): Match<KnownItem> {
    if (match.kind !== "ambiguous") return match;
    const [only, ...others] = match.items.filter(({ checklist }) => this.#preferred.has(checklist));
    return only !== undefined && others.length === 0 ? { kind: "item", item: only } : match;
  }
}

/** Which items a box may stand for, by the headings around it. Remembers what it worked out. */
class Scopes {
  readonly #index: ChecklistIndex;
  readonly #known = new Map<string, Scope>();
  readonly #byWords: ReadonlyMap<string, readonly KnownItem[]>;

  constructor(index: ChecklistIndex) {
    this.#index = index;
    this.#byWords = groupBy(index.items, ({ words }) => words.join(""));
  }

  of(within: Box["within"]): Scope {
    const key = JSON.stringify(within);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const scope = this.#workOut(within);
    this.#known.set(key, scope);
    return scope;
  }

  /** The one item of the whole playbook that is worded like this. */
  exactly(words: readonly string[]): KnownItem | null {
    const [item, ...others] = this.#byWords.get(words.join("")) ?? [];
    return item !== undefined && others.length === 0 ? item : null;
  }

  #workOut(within: Box["within"]): Scope {
    const nearest = within.at(-1) ?? [];
    const around = within.flat().findLast(({ checklist }) => checklist === null)?.stage;
    const inStage = nearest.filter(({ stage }) => stage === around);
    const preferred = new Set(inStage.flatMap(({ checklist }) => checklist ?? []));
    const sections =
      inStage.length > 0 ? inStage.map(({ stage }): Section => ({ stage, checklist: null })) : nearest;
    const items = this.#index.items.filter((item) =>
      sections.some(
        ({ stage, checklist }) =>
          stage === item.stage && (checklist === null || checklist === item.checklist),
      ),
    );
    return new Scope(items, preferred);
  }
}
