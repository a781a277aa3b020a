import type { Effect, FieldWrite } from "../../../src/core/effect.ts";
import type { CommentId, IssueId, OptionId } from "../../../src/core/ids.ts";
import type {
  Comment,
  FieldValue,
  LinkedIssue,
  NoteIssue,
  Partner,
} from "../../../src/core/partner/partner.ts";
import type { Board } from "../../../src/core/playbook/board.ts";
import type { Playbook } from "../../../src/core/playbook/playbook.ts";
import type { Instant } from "../../../src/core/time/time.ts";
import { aCard, aComment, anIssue, aPartner, login } from "../../support/situation.ts";
import type { Act, FieldName, Setting } from "../life/act.ts";
import { bodyWith } from "../life/boxes.ts";

/** A text of the App's, when it was written, and where. */
export interface Written {
  readonly at: Instant;
  readonly on: "partner" | "note";
  readonly body: string;
}

/** One partner on GitHub, on paper: what people do to it, what the App writes, and how it looks. */
export interface Paper {
  person(act: Act, now: Instant): void;
  /** Carries out what the App sends; answers the id of what was created. */
  apply(effect: Effect, now: Instant): string | null;
  look(): Partner;
  written(): readonly Written[];
}

interface Parts {
  readonly playbook: Playbook;
  readonly board: Board;
  readonly setting: Setting;
}

/** An empty sheet: the partner does not exist yet. */
export function aPaper({ playbook, board, setting }: Parts): Paper {
  const ticked = new Set<string>();
  const written: Written[] = [];
  const comments: Comment[] = [];
  const linked = new Map<number, LinkedIssue>();
  let fields: Readonly<Record<string, FieldValue>> = {};
  let notes: readonly NoteIssue[] = [];
  let partner: Partner = { card: null, issue: null, rights: {} };
  const issueOf = (changes: Partial<NonNullable<Partner["issue"]>>): void => {
    if (partner.issue !== null) partner = { ...partner, issue: { ...partner.issue, ...changes } };
  };
  const columnOf = (option: OptionId | null, at: Instant): void => {
    const column = board.stages.find((stage) => stage.option === option);
    const status = column === undefined ? null : { option: column.option, name: column.name, updatedAt: at };
    if (partner.card !== null) partner = { ...partner, card: { ...partner.card, status } };
  };
  const fieldOf = (key: string, value: FieldValue | null): void => {
    fields = Object.fromEntries([
      ...Object.entries(fields).filter(([known]) => known !== key),
      ...(value === null ? [] : [[key, value] as const]),
    ]);
  };
  const says = (
    author: string,
    body: string,
    { at, ours = false }: { at: Instant; ours?: boolean },
  ): string => {
    const id = `IC_${String(comments.length)}` as CommentId;
    comments.push(aComment({ id, author: { login: login(author), bot: ours }, body, createdAt: at, ours }));
    return id;
  };
  const note = (changes: (one: NoteIssue) => NoteIssue, which: (one: NoteIssue) => boolean): void => {
    notes = notes.map((one) => (which(one) ? changes(one) : one));
  };
  const people: { readonly [Kind in Act["kind"]]: (act: Extract<Act, { kind: Kind }>, at: Instant) => void } =
    {
      opens: (_act, at) => {
        const author = { login: login(setting.owner), bot: false };
        const issue = anIssue({ author, assignees: [author.login], createdAt: at });
        partner = aPartner({ issue, card: aCard({ movedAt: at }), rights: rightsOf(setting) });
      },
      moves: ({ to }, at) => {
        columnOf(board.stages.find(({ name }) => name === to)?.option ?? null, at);
      },
      ticks: ({ box }) => void ticked.add(box),
      unticks: ({ box }) => void ticked.delete(box),
      sets: ({ field, value }, at) => {
        const key = keyOf(playbook, field);
        const text = value === "CONTACT" ? `Carla Diaz @${setting.contact}` : value;
        fieldOf(key, text === null ? null : valueOf(playbook, { key, text, at }));
      },
      writes: ({ text }, at) => void says(setting.owner, text, { at }),
      answers: (_act, at) => void says(setting.contact, "Yes, let us talk.", { at }),
      assigns: (act) => {
        issueOf({ assignees: [login(act.login)] });
      },
      reports: ({ feedback, label }, at) => {
        const id = `I_feedback_${String(feedback)}` as IssueId;
        const made = { labels: [label], labelledAt: { [label.toLowerCase()]: at }, state: "open" } as const;
        linked.set(feedback, { id, number: 100 + feedback, relation: "sub-issue", closedAt: null, ...made });
      },
      fixes: ({ feedback }, at) => {
        const open = linked.get(feedback);
        if (open !== undefined)
          linked.set(feedback, { ...open, state: "closed", closedAs: "completed", closedAt: at });
      },
      reopens: () => {
        issueOf({ state: "open", closedAs: null, closedAt: null });
      },
      "closes-note": ({ filled, due }) => {
        const text = due === null ? "We agreed on the pilot." : `We agreed.\n\nDue: ${due}`;
        const editor = { login: login(setting.owner), bot: false };
        note(
          (one) => ({
            ...one,
            state: "closed",
            ...(filled ? { body: one.body.replace("- Next action:", text), editor } : {}),
          }),
          ({ state }) => state === "open",
        );
      },
    };
  const closes = (id: IssueId, state: "open" | "closed", at: Instant): void => {
    note(
      (one) => ({ ...one, state }),
      (one) => one.id === id,
    );
    if (partner.issue?.id !== id) return;
    issueOf(
      state === "closed" ? { state, closedAs: "not-planned", closedAt: at } : { state, closedAs: null },
    );
  };
  const posts = (effect: Extract<Effect, { kind: "comment" }>, at: Instant): string => {
    const on = effect.issue === partner.issue?.id ? "partner" : "note";
    written.push({ at, on, body: effect.body });
    return says("stagekeeper[bot]", effect.body, { at, ours: true });
  };
  const opens = ({ title, body }: Extract<Effect, { kind: "open-issue" }>, at: Instant): string => {
    const id = `I_note_${String(notes.length)}` as IssueId;
    const reached = [login(setting.contact), login(setting.owner)];
    const url = `https://github.com/northwind/partners/issues/${String(900 + notes.length)}`;
    written.push({ at, on: "note", body });
    notes = [...notes, { id, url, title, state: "open", body, editor: null, comments: [], reached }];
    return id;
  };
  const writes = ({ field, value }: Extract<Effect, { kind: "set-field" }>, at: Instant): void => {
    const key = Object.entries(board.fields).find(([, { id }]) => id === field)?.[0] ?? "";
    fieldOf(key, writtenValue(board, { key, value, at }));
  };
  /** How it looked since the last change. */
  let seen: Partner | null = null;
  const look = (): Partner => ({
    ...partner,
    card: partner.card === null ? null : { ...partner.card, fields },
    issue: partner.issue && {
      ...partner.issue,
      body: bodyWith(ticked),
      linked: [...linked.values()],
      comments: [...comments],
    },
    notes,
  });
  return {
    person(act, now) {
      seen = null;
      (people[act.kind] as (act: Act, now: Instant) => void)(act, now);
    },
    apply(effect, now) {
      seen = null;
      if (effect.kind === "set-status") columnOf(effect.option, now);
      else if (effect.kind === "set-field") writes(effect, now);
      else if (effect.kind === "comment") return posts(effect, now);
      else if (effect.kind === "open-issue") return opens(effect, now);
      else if (effect.kind === "close-issue") closes(effect.issue, "closed", now);
      else if (effect.kind === "reopen-issue") closes(effect.issue, "open", now);
      return null;
    },
    look: () => (seen ??= look()),
    written: () => written,
  };
}

function rightsOf({ owner, lead, away, contact }: Setting): Partner["rights"] {
  const writes = { permission: "write", overrider: false } as const;
  const people = [owner, lead, ...(away === null ? [] : [away.cover])].map((name) => [name, writes] as const);
  return { ...Object.fromEntries(people), [contact]: { permission: "none", overrider: false } };
}

function keyOf({ fields }: Playbook, name: FieldName): string {
  return Object.entries(fields).find(([, field]) => field.name === name)?.[0] ?? name;
}

function valueOf(
  { fields }: Playbook,
  { key, text, at }: { readonly key: string; readonly text: string; readonly at: Instant },
): FieldValue {
  const type = fields[key]?.type;
  if (type === "option") return { kind: "option", name: text, updatedAt: at };
  if (type === "number") return { kind: "number", number: Number(text), updatedAt: at };
  if (type === "date")
    return { kind: "date", day: text as Extract<FieldValue, { kind: "date" }>["day"], updatedAt: at };
  return { kind: "text", text, updatedAt: at };
}

function writtenValue(
  { fields }: Board,
  { key, value, at }: { readonly key: string; readonly value: FieldWrite; readonly at: Instant },
): FieldValue | null {
  if (value.kind === "clear") return null;
  if (value.kind !== "option") return { ...value, updatedAt: at };
  const name = fields[key]?.options.find(({ id }) => id === value.option)?.name ?? "";
  return { kind: "option", name, updatedAt: at };
}
