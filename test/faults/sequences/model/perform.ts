import { columns } from "../stage/design.ts";
import type { Values } from "../stage/ground.ts";
import { home, robot } from "../stage/place.ts";
import { bodyOf, DAY, inBody, tickedComment, type Facts } from "./facts.ts";
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
import { distinct, valueOf, type Play } from "./play.ts";
import type { Act } from "./act.ts";
import type { Step } from "./step.ts";

const logins = { member: home.member, maintainer: home.maintainer, outsider: home.maintainer, robot };
/** The partner whose later checklists stand in our comments. */
const COMMENTED = 0;

type Handlers = {
  readonly [Kind in Act["kind"]]: (
    state: Play,
    at: { readonly partner: number; readonly act: Extract<Act, { kind: Kind }> },
    context: Context,
  ) => readonly Ground[];
};

const handlers: Handlers = {
  move: (state, at, context) => (isGone(state, at.partner) ? state.grounds : move(state, at, context)),
  tick: (state, { partner, act }) =>
    written(state, partner, { list: act.list === "fit" ? 0 : 2, facts: { [act.list]: act.count } }),
  call: (state, { partner, act }) =>
    written(state, partner, { list: 1, facts: { held: act.held, signal: act.signal } }),
  field: (state, { partner, act: { field, set } }) => {
    const name = field === "contact" ? "Primary contact" : "Organisation";
    if (field === "contact" && state.setting.shared) return state.grounds;
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
    state.board.assign(home.member, partner, act.set);
    return fact(state, partner, { owner: act.set });
  },
  say: said,
  edit: (state, { partner, act }) => edit(state, partner, act.text),
  chat: (state, { partner, act }) => {
    say(state, partner, { login: home.member, text: act.text, command: false });
    return state.grounds;
  },
  note,
  trouble: (state, { partner }) => {
    const known = state.troubles.get(partner) ?? [];
    state.troubles.set(partner, [...known, state.board.trouble(home.member, partner)]);
    return fact(state, partner, { openTroubles: known.length + 1 });
  },
  fixed: (state, { partner }) => fixed(state, partner),
  close: (state, { partner }, context) => {
    if (state.grounds.every((ground) => ground[partner]?.exited === "left")) return state.grounds;
    state.board.close(home.member, partner);
    return state.grounds.map((ground) => left(ground, partner, context));
  },
  reopen: (state, { partner }, context) => {
    if (state.grounds.every((ground) => ground[partner]?.exited !== "left")) return state.grounds;
    state.board.reopen(home.member, partner);
    return state.grounds.flatMap((ground) => reopened(ground, partner, context));
  },
  label: (state, { partner, act }) => {
    state.board.label(home.member, partner, act.borne);
    return state.grounds;
  },
  remove: (state, { partner }) => {
    if (isGone(state, partner)) return state.grounds;
    state.board.removeCard(home.member, partner);
    return state.grounds.map((ground) => removed(ground, partner));
  },
  archive: (state, at, context) => archive(state, at, context),
  delete: (state, { partner }) => {
    state.board.deleteIssue(home.maintainer, partner);
    state.deleted.add(partner);
    return state.grounds.map((ground) => removed(ground, partner));
  },
  rename: (state, { act: { column } }) => {
    state.board.renameOption(home.maintainer, column, `${columns[column] ?? ""} ✓`);
    return state.grounds;
  },
};

/** Nobody can do anything with an issue that is deleted, or with a card that is archived but restore it. */
function isOut({ deleted, archived }: Play, partner: number, kind: Act["kind"]): boolean {
  if (kind === "rename") return false;
  return deleted.has(partner) || (archived.has(partner) && kind !== "archive");
}

/** Does it on GitHub, and says what it comes to by the rules. */
export function perform(state: Play, { partner, act }: Step, context: Context): readonly Ground[] {
  if (isOut(state, partner, act.kind)) return state.grounds;
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

function written(
  state: Play,
  partner: number,
  { list, facts: changed }: { readonly list: number; readonly facts: Partial<Facts> },
): readonly Ground[] {
  const known = state.facts[partner];
  if (known === undefined) return state.grounds;
  const facts = { ...known, ...changed };
  if (partner === COMMENTED && list !== 0) return inComment(state, facts, list);
  state.board.body(home.member, partner, bodyOf(facts, partner === COMMENTED ? inBody.first : inBody.all));
  return fact(state, partner, changed);
}

/** Ticks the App's checklist comment, where there is one by now. */
function inComment(state: Play, facts: Facts, list: number): readonly Ground[] {
  for (const { id, body, author } of state.board.threads()[COMMENTED] ?? []) {
    const text = author.startsWith("stagekeeper") ? tickedComment(body, facts, list) : null;
    if (text === null) continue;
    state.board.edit(home.member, id, text);
    return fact(state, COMMENTED, facts);
  }
  return state.grounds;
}

/** An archived card cannot be moved, and nobody judges it; restored it stands where it stood. */
function archive(
  state: Play,
  { partner, act }: { readonly partner: number; readonly act: Extract<Act, { kind: "archive" }> },
  context: Context,
): readonly Ground[] {
  if (isGone(state, partner) || state.archived.has(partner) === act.archived) return state.grounds;
  state.board.archive(home.member, partner, act.archived);
  if (act.archived) state.archived.add(partner);
  else state.archived.delete(partner);
  if (act.archived) return state.grounds;
  return state.grounds.flatMap((ground) => [ground, ...judged({ ground, index: partner }, false, context)]);
}

function valued(
  state: Play,
  partner: number,
  { values, facts }: { readonly values: Values; readonly facts: Partial<Facts> },
): readonly Ground[] {
  if (isGone(state, partner)) return state.grounds;
  state.board.set(home.member, partner, values);
  return fact(state, partner, facts);
}

function move(
  state: Play,
  { partner, act }: { readonly partner: number; readonly act: Extract<Act, { kind: "move" }> },
  context: Context,
): readonly Ground[] {
  const { board } = state;
  const bot = act.by === "robot";
  const before = board.columns()[partner];
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
  const quoted = act.by === "outsider";
  const text = quoted ? `> ${act.text}` : act.text;
  say(state, partner, { login: logins[act.by], text, command: !quoted });
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
      return each((ground) =>
        ground[partner]?.exited === "no" ? [left(ground, partner, context)] : [ground],
      );
  }
}

function say(
  { board, said: all }: Play,
  partner: number,
  { login, text, command }: { readonly login: string; readonly text: string; readonly command: boolean },
): void {
  all.push({ id: board.comment(login, partner, text), partner, command });
}

/** Somebody writes in the open sync note; the model's rules do not hang on it, whatever a contact writes. */
function note(
  { board, setting, grounds }: Play,
  { partner, act }: { readonly partner: number; readonly act: Extract<Act, { kind: "note" }> },
): readonly Ground[] {
  const issue = board.openNote(partner);
  if (issue === null || (act.by === "contact" && !setting.shared && !setting.notesApart)) return grounds;
  board.commentOn(act.by === "contact" ? home.contact : home.member, issue, act.text);
  if (act.closes) board.closeIssue(home.member, issue);
  return grounds;
}

/** Somebody edits the last thing that was said, so that it reads as a command. */
function edit({ said: all, board, grounds }: Play, partner: number, text: string): readonly Ground[] {
  const last = all.findLast((one) => one.partner === partner);
  if (last !== undefined) board.edit(home.maintainer, last.id, text);
  return grounds;
}

function fixed(state: Play, partner: number): readonly Ground[] {
  const [first, ...others] = state.troubles.get(partner) ?? [];
  if (first === undefined) return state.grounds;
  state.board.closeIssue(home.member, first);
  state.troubles.set(partner, others);
  const lastTroubleClosed = state.world.pieces.clock.now();
  return fact(state, partner, { openTroubles: others.length, lastTroubleClosed });
}
