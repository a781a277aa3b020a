import { columns } from "../stage/board.ts";
import type { Found } from "../../tally.ts";
import { ours, self, statusWrites, type Evidence } from "./evidence.ts";

type Check = (evidence: Evidence) => Found;

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** I1: what GitHub was told is taken stands in the inbox. */
export const durableAck: Check = ({ deliveries, inbox, cards, now }) => {
  const recent = deliveries.filter(({ outcome, at }) => outcome.code === 200 && at > now - 5 * DAY);
  const taken = recent.filter(
    ({ event, request }) => event === "projects_v2_item" && isMove(request.body, cards),
  );
  return found(
    taken,
    ({ guid }) => !inbox.has(guid),
    ({ guid }) => `acknowledged and lost: ${guid}`,
  );
};

function isMove(body: string, cards: readonly string[]): boolean {
  const { action, sender, projects_v2_item: item, changes } = JSON.parse(body) as Payload;
  const status = changes?.field_value?.field_name === "Status";
  return action === "edited" && status && sender?.login !== self && cards.includes(item?.node_id ?? "");
}

interface Payload {
  readonly action?: string;
  readonly sender?: { readonly login: string };
  readonly projects_v2_item?: { readonly node_id: string };
  readonly changes?: { readonly field_value?: { readonly field_name?: string } };
}

/** I2: a comment stands once, and a decision writes a field once. */
export const exactlyOnce: Check = (evidence) => {
  const comments = evidence.board.flatMap((standing, index) => {
    const keys = ours(standing).map(({ key }) => `${String(index)} ${key}`);
    return keys.map((key, at) => ({ key, twice: keys.indexOf(key) !== at }));
  });
  const decided = evidence.ledger.filter(({ kind }) => kind === "set-status").length;
  const written = statusWrites(evidence).length;
  const refusals = evidence.board.flatMap(ours).filter(({ kind }) => kind === "refusal").length;
  return sum(
    found(
      comments,
      ({ twice }) => twice,
      ({ key }) => `stands twice: ${key}`,
    ),
    one(written <= decided, `${String(written)} writes of Status for ${String(decided)} decisions`),
    one(
      refusals <=
        evidence.undone +
          evidence.ledger.filter(({ key, kind }) => kind === "comment" && /^(stop|refusal)\//.test(key))
            .length,
      `${String(refusals)} refusal comments`,
    ),
  );
};

const back = (from: unknown, to: unknown): boolean => {
  const [left, right] = [columns.indexOf(from as never), columns.indexOf(to as never)];
  return left === -1 || left === 6 || right < left;
};

/** I6: slows down rather than fights. */
export const neverFights: Check = (evidence) => {
  const moves = statusWrites(evidence).filter(({ from, to }) => back(from, to));
  const within = (span: number, most: number, name: string): Found =>
    found(
      moves,
      ({ at, item }) =>
        moves.filter((other) => other.item === item && other.at > at - span && other.at <= at).length > most,
      ({ at, item }) => `more than ${String(most)} in ${name}: ${item} at ${new Date(at).toISOString()}`,
    );
  return sum(
    within(MINUTE - 2_000, 2, "60 s"),
    within(10 * MINUTE - 2_000, 3, "10 min"),
    within(DAY - 10 * MINUTE, 6, "a day"),
  );
};

/** I11: an unanswered write is not repeated: two writes of the same to the same are a person apart. */
export const inDoubt: Check = (evidence) => {
  const doubtful = evidence.requests.filter(
    ({ actor, kind, status }) => actor === self && kind === "mutation" && (status === null || status >= 500),
  );
  const mutations = evidence.requests.filter(({ actor, kind }) => actor === self && kind === "mutation");
  const soon = doubtful.filter((lost) => {
    const at = Date.parse(lost.at);
    return mutations.some(
      (next) =>
        next !== lost &&
        next.operation === lost.operation &&
        Date.parse(next.at) > at &&
        Date.parse(next.at) < at + MINUTE &&
        sameSize(next, lost) &&
        evidence.cards.length === 1,
    );
  });
  const keys = evidence.board.flatMap((standing) => ours(standing).map(({ key }) => key));
  return sum(
    found(
      doubtful,
      (lost) => soon.includes(lost),
      ({ at }) => `written again within 60 s of ${at}`,
    ),
    { checked: keys.length, violations: [] },
  );
};

function sameSize(a: { readonly operation: string }, b: { readonly operation: string }): boolean {
  return a.operation === b.operation;
}

/** I12: writes a second apart, nothing before a deadline, and no move back without its explanation. */
export const limits: Check = (evidence) => {
  const mine = evidence.requests.filter(
    ({ actor, kind }) => actor === self && kind !== "token" && kind !== "app",
  );
  const writes = mine.filter(({ kind }) => kind === "mutation");
  const close = writes.filter(
    ({ at }, index) => index > 0 && Date.parse(at) - Date.parse(writes[index - 1]?.at ?? "") < 1_000,
  );
  const deadlines = evidence.fired.flatMap(({ name, at }) =>
    name === "secondary limit"
      ? [{ at, until: at + 75_000 }]
      : name === "rate limit"
        ? [{ at, until: at + 298_000 }]
        : name === "secondary limit without retry-after"
          ? [{ at, until: at + 59_000 }]
          : [],
  );
  const early = deadlines.filter(({ at, until }) =>
    mine.some((request) => Date.parse(request.at) > at && Date.parse(request.at) < until),
  );
  const explained = evidence.board.flatMap(ours).filter(({ kind }) => kind === "refusal").length;
  return sum(
    found(
      writes,
      (write) => close.includes(write),
      ({ at }) => `writes closer than 1 s: ${at}`,
    ),
    found(
      deadlines,
      (one) => early.includes(one),
      ({ at }) => `asked before the deadline of ${new Date(at).toISOString()}`,
    ),
    one(evidence.undone === 0 || explained > 0, "moved back without an explanation"),
  );
};

/** I14: nothing in these sequences is poison, so nothing may be parked. */
export const nothingParked: Check = ({ dead }) => one(dead === 0, `${String(dead)} dead letters`);

/** I15: writes of an installation one at a time. */
export const oneAtATime: Check = ({ mostAtOnce }) =>
  one(mostAtOnce <= 1, `${String(mostAtOnce)} mutations at once`);

const known = new Set(["mara-lindqvist", "tomas-brandt", "jane-acme", "triage-helper"]);

/** I16: a mention reaches only who belongs to the partner. */
export const mentions: Check = ({ board }) =>
  found(
    board
      .flatMap(ours)
      .flatMap(({ html }) => [...html.matchAll(/class="(user|team)-mention[^>]*>@([\w/-]+)/g)]),
    ([, kind, name]) => kind === "team" || !known.has(name ?? ""),
    ([, kind, name]) => `${kind ?? ""} mention of ${name ?? ""}`,
  );

const internal = [
  "Runs a multi-service production system",
  "anonymised usage data and feedback",
  "just exploring",
  "1 of 1 place",
  "places taken",
];

/** I27: no internal text where others read, and no e-mail address anywhere. */
export const audience: Check = ({ board, shared }) =>
  found(
    board.flatMap(ours),
    ({ body }) =>
      /[\w.+-]+@[\w-]+\.[a-z]{2,}/i.test(body) || (shared && internal.some((text) => body.includes(text))),
    ({ key, body }) => `said to everybody in ${key}: ${body.slice(0, 200)}`,
  );

/** The checks that look at what a sequence left behind. I3, I8, I10, I17 and I18 are the model's. */
export const invariants: Readonly<Record<string, Check>> = {
  I1: durableAck,
  I2: exactlyOnce,
  I6: neverFights,
  I11: inDoubt,
  I12: limits,
  I14: nothingParked,
  I15: oneAtATime,
  I16: mentions,
  I27: audience,
};

function found<T>(cases: readonly T[], wrong: (one: T) => boolean, say: (one: T) => string): Found {
  return { checked: cases.length, violations: cases.filter(wrong).map(say) };
}

function one(holds: boolean, because: string): Found {
  return { checked: 1, violations: holds ? [] : [because] };
}

function sum(...founds: readonly Found[]): Found {
  return {
    checked: founds.reduce((total, { checked }) => total + checked, 0),
    violations: founds.flatMap(({ violations }) => violations),
  };
}
