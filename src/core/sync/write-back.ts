import type { Effect, FieldWrite } from "../effect.ts";
import type { NoteIssue, Person } from "../partner/partner.ts";
import { canWrite, rightsOf } from "../partner/people.ts";
import { setField } from "../rules/set-field.ts";
import type { Situation } from "../situation.ts";
import { shorten } from "../text/plain.ts";
import type { Day } from "../time/time.ts";
import { readNote, type NoteValues } from "./read-note.ts";

/** All that was written into a note, by whoever may have it read. */
export interface Collected {
  /** Somebody wrote something, entitled or not: it is no empty note. */
  readonly touched: boolean;
  readonly lines: readonly string[];
  readonly values: NoteValues;
}

const FIRST_LINES = 3;
const LONGEST_SUMMARY = 400;

/** Reads body and comments in order; a later line goes before an earlier one. Only people who may write are read. */
export function collectNotes(situation: Situation, { body, editor, comments }: NoteIssue): Collected {
  const written = comments.filter(({ ours, author }) => !ours && author?.bot !== true);
  const texts = [
    { read: readNote(body, "body"), by: editor },
    ...written.map((comment) => ({ read: readNote(comment.body, "comment"), by: comment.author })),
  ];
  const filled = texts.filter(({ read }) => read.lines.length > 0 || Object.keys(read.values).length > 0);
  const entitled = filled.filter(({ by }) => mayNote(situation, by)).map(({ read }) => read);
  return {
    touched: filled.length > 0,
    lines: entitled.flatMap(({ lines }) => lines).slice(0, FIRST_LINES),
    values: Object.assign({}, ...entitled.map(({ values }) => values)) as NoteValues,
  };
}

function mayNote({ partner }: Situation, by: Person | null): boolean {
  return by !== null && !by.bot && canWrite(rightsOf(partner, by.login));
}

interface Written {
  readonly key: string;
  readonly on: Day;
  readonly url: string;
  readonly collected: Collected;
}

/** What the notes change on the card: only fields that the board has, and only values that differ. */
export function writeBack(situation: Situation, { key, on, url, collected }: Written): readonly Effect[] {
  const { nextAction, dueDate, runsPerWeek, adoptionLevel } = collected.values;
  const wanted: Readonly<Record<string, FieldWrite | undefined>> = {
    lastSyncNotes: { kind: "text", text: summary(collected.lines, url) },
    lastSync: { kind: "date", day: on },
    nextAction: nextAction === undefined ? undefined : { kind: "text", text: nextAction },
    dueDate: dueDate === undefined ? undefined : { kind: "date", day: dueDate },
    runsPerWeek: runsPerWeek === undefined ? undefined : { kind: "number", number: runsPerWeek },
    adoptionLevel: adoptionLevel === undefined ? undefined : levelOf(situation, adoptionLevel),
  };
  return Object.entries(wanted).flatMap(([field, value]) =>
    value === undefined ? [] : setField(situation, `${key}/field/${field}`, { field, value }),
  );
}

function summary(lines: readonly string[], url: string): string {
  const first = shorten(lines.join(" · "), LONGEST_SUMMARY);
  return first === "" ? url : `${first} ${url}`;
}

function levelOf({ board }: Situation, written: string): FieldWrite | undefined {
  const options = board.fields["adoptionLevel"]?.options ?? [];
  const option = options.find(({ name }) => name.toLowerCase() === written.toLowerCase());
  return option === undefined ? undefined : { kind: "option", option: option.id };
}
