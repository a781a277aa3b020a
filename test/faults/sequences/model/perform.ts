import type { Pieces } from "../../../../src/sandbox/assemble.ts";
import { columns, people, robot, type Board, type Values } from "../stage/board.ts";
import type { Stage } from "../stage/stage.ts";
import { bodyOf, DAY, type Facts } from "./facts.ts";
import {
  hold,
  judged,
  left,
  moved,
  override,
  put,
  removed,
  reopened,
  resume,
  type Context,
  type Ground,
} from "./model.ts";
import type { Act, Step } from "./step.ts";

/** A sequence under way: the stage, and the model's grounds beside it. */
export interface Play {
  readonly stage: Stage;
  readonly pieces: Pieces;
  readonly board: Board;
  facts: readonly Facts[];
  grounds: readonly Ground[];
  /** Moves that the App may or may not have seen one by one. */
  pending: { readonly partner: number; readonly bot: boolean }[];
  readonly troubles: Map<number, string[]>;
  readonly comments: Map<number, string>;
  readonly fired: { readonly name: string; readonly at: number }[];
  readonly wrong: string[];
  compared: number;
}

const logins = { member: people.member, maintainer: people.maintainer, outsider: people.outsider, robot };

type Handlers = {
  readonly [Kind in Act["kind"]]: (
    state: Play,
    at: { readonly partner: number; readonly act: Extract<Act, { kind: Kind }> },
    context: Context,
  ) => readonly Ground[];
};

const handlers: Handlers = {
  move: (state, at, context) => (isGone(state, at.partner) ? state.grounds : move(state, at, context)),
  tick: (state, { partner, act }) => written(state, partner, { [act.list]: act.count }),
  call: (state, { partner, act }) => written(state, partner, { held: act.held, signal: act.signal }),
  field: (state, { partner, act: { field, set } }) => {
    const name = field === "contact" ? "Primary contact" : "Organisation";
    return valued(state, partner, {
      values: { [name]: set ? valueOf(field, partner) : null },
      facts: { [field]: set },
    });
  },
  environment: (state, { partner, act: { value } }) =>
    valued(state, partner, { values: { Environment: value }, facts: { environment: value } }),
  level: (state, { partner, act: { value } }) =>
    valued(state, partner, { values: { "Adoption level": value }, facts: { level: value } }),
  since: (state, { partner, act: { daysAgo } }, { now }) => {
    const since = daysAgo === null ? null : new Date(now - daysAgo * DAY).toISOString().slice(0, 10);
    return valued(state, partner, { values: { "In production since": since }, facts: { since } });
  },
  owner: (state, { partner, act }) => {
    state.board.assign(people.member, partner, act.set);
    return fact(state, partner, { owner: act.set });
  },
  say: said,
  edit: (state, { partner, act }) => edit(state, partner, act.text),
  chat: (state, { partner, act }) => {
    state.comments.set(partner, state.board.comment(people.member, partner, act.text));
    return state.grounds;
  },
  trouble: (state, { partner }) => {
    const known = state.troubles.get(partner) ?? [];
    state.troubles.set(partner, [...known, state.board.trouble(people.member, partner)]);
    return fact(state, partner, { openTroubles: known.length + 1 });
  },
  fixed: (state, { partner }) => fixed(state, partner),
  close: (state, { partner }) => {
    if (state.grounds.every((ground) => ground[partner]?.exited === "left")) return state.grounds;
    state.board.close(people.member, partner);
    return state.grounds.map((ground) => left(ground, partner));
  },
  reopen: (state, { partner }, context) => {
    if (state.grounds.every((ground) => ground[partner]?.exited !== "left")) return state.grounds;
    state.board.reopen(people.member, partner);
    return state.grounds.flatMap((ground) => reopened(ground, partner, context));
  },
  label: (state, { partner, act }) => {
    state.board.label(people.member, partner, act.borne);
    return state.grounds;
  },
  remove: (state, { partner }) => {
    if (isGone(state, partner)) return state.grounds;
    state.board.removeCard(people.member, partner);
    return state.grounds.map((ground) => removed(ground, partner));
  },
};

/** Does it on GitHub, and says what it comes to by the rules. */
export function perform(state: Play, { partner, act }: Step, context: Context): readonly Ground[] {
  const handler = handlers[act.kind] as (
    state: Play,
    at: { readonly partner: number; readonly act: Act },
    context: Context,
  ) => readonly Ground[];
  return handler(state, { partner, act }, context);
}

function isGone({ grounds }: Play, partner: number): boolean {
  return grounds[0]?.[partner]?.column === null;
}

function fact(state: Play, partner: number, changed: Partial<Facts>): readonly Ground[] {
  state.facts = state.facts.map((facts, index) => (index === partner ? { ...facts, ...changed } : facts));
  return state.grounds;
}

function written(state: Play, partner: number, changed: Partial<Facts>): readonly Ground[] {
  fact(state, partner, changed);
  const facts = state.facts[partner];
  if (facts !== undefined) state.board.body(people.member, partner, bodyOf(facts));
  return state.grounds;
}

function valued(
  state: Play,
  partner: number,
  { values, facts }: { readonly values: Values; readonly facts: Partial<Facts> },
): readonly Ground[] {
  if (isGone(state, partner)) return state.grounds;
  state.board.set(people.member, partner, values);
  return fact(state, partner, facts);
}

function move(
  state: Play,
  { partner, act }: { readonly partner: number; readonly act: Extract<Act, { kind: "move" }> },
  context: Context,
): readonly Ground[] {
  const { board } = state;
  const bot = act.by === "robot";
  const before = board.standing()[partner]?.column;
  if (before === act.column) return state.grounds;
  board.set(logins[act.by], partner, { Status: act.column < 0 ? null : (columns[act.column] ?? "") });
  const burst = state.pending.length > 0;
  state.pending.push({ partner, bot });
  const unseen = state.grounds.map((ground) => {
    const kept = ground[partner];
    return kept === undefined ? ground : put(ground, partner, { ...kept, column: act.column });
  });
  const others = burst ? state.pending.slice(0, -1) : [];
  const caughtUp = others.reduce<readonly Ground[]>(
    (grounds, one) =>
      grounds.flatMap((ground) => [ground, ...judged({ ground, index: one.partner }, one.bot, context)]),
    state.grounds,
  );
  return distinct([
    ...unseen,
    ...caughtUp.flatMap((ground) => moved({ ground, index: partner }, { column: act.column, bot }, context)),
  ]);
}

function said(
  state: Play,
  { partner, act }: { readonly partner: number; readonly act: Extract<Act, { kind: "say" }> },
  context: Context,
): readonly Ground[] {
  state.comments.set(
    partner,
    state.board.comment(
      logins[act.by === "outsider" ? "maintainer" : act.by],
      partner,
      act.by === "outsider" ? `> ${act.text}` : act.text,
    ),
  );
  if (act.by === "outsider") return state.grounds;
  const each = (rule: (ground: Ground) => readonly Ground[]): readonly Ground[] =>
    state.grounds.flatMap(rule);
  switch (act.text) {
    case "/hold a pause":
      return each((ground) => [hold(ground, partner)]);
    case "/resume":
      return each((ground) => resume(ground, partner, context));
    case "/override it is agreed":
      return act.by === "maintainer" ? each((ground) => [override(ground, partner)]) : state.grounds;
    case "/check":
      return each((ground) =>
        ground[partner]?.stood === undefined
          ? [ground]
          : resume(put(ground, partner, { ...ground[partner] }), partner, context),
      );
    case "/exit declined no time":
      return each((ground) => (ground[partner]?.exited === "no" ? [left(ground, partner)] : [ground]));
  }
}

function edit({ comments, board, grounds }: Play, partner: number, text: string): readonly Ground[] {
  const comment = comments.get(partner);
  if (comment !== undefined) board.edit(people.maintainer, comment, text);
  return grounds;
}

function fixed(state: Play, partner: number): readonly Ground[] {
  const [first, ...others] = state.troubles.get(partner) ?? [];
  if (first === undefined) return state.grounds;
  state.board.closeTrouble(people.member, first);
  state.troubles.set(partner, others);
  const lastTroubleClosed = state.pieces.clock.now();
  return fact(state, partner, { openTroubles: others.length, lastTroubleClosed });
}

/** The fields that say so. */
export function fieldsOf(facts: Facts): Readonly<Record<string, string>> {
  return {
    Organisation: "Acme",
    "Primary contact": valueOf("contact", 0),
    ...(facts.environment === null ? {} : { Environment: facts.environment }),
    ...(facts.level === null ? {} : { "Adoption level": facts.level }),
  };
}

function valueOf(field: "organisation" | "contact", partner: number): string {
  return field === "contact" ? "Jane Doe <jane@acme.com>" : `Acme ${String(partner)} @octo-team`;
}

/** Each ground once. */
export function distinct(grounds: readonly Ground[]): readonly Ground[] {
  const text = (ground: Ground): string =>
    JSON.stringify(ground, (_, value: unknown) => (value instanceof Set ? [...value] : value));
  return [...new Map(grounds.map((ground) => [text(ground), ground])).values()].slice(0, 64);
}
