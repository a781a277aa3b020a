import type { Found } from "../../tally.ts";
import type { Passed } from "../stage/tape.ts";
import { MINUTE, ours, self, statusWrites, type Check, type Evidence } from "./evidence.ts";
import { found, sum } from "./found.ts";

/** I2: a comment stands once, a sync note is opened once, a decision writes once, a refusal has its comment and only that. */
export const exactlyOnce: Check = (evidence) => {
  const { threads, opened, ledger, journal, issues, gone } = evidence;
  const texts = threads.flatMap((thread, partner) =>
    ours(thread).map(({ key, kind }) => ({ partner, key, kind })),
  );
  const same = (a: (typeof texts)[number], b: (typeof texts)[number]): boolean =>
    a.partner === b.partner && a.key === b.key;
  const notes = opened
    .flatMap(({ texts }) => ours(texts.slice(0, 1)))
    .filter(({ kind }) => kind === "sync-note");
  const decisions = ledger.filter(({ effect }) => effect.kind === "set-status");
  const written = statusWrites(evidence).filter(({ actor }) => actor === self);
  const refusals = journal.filter(
    ({ issue, entry }) =>
      entry.kind === "refused" && entry.comment !== null && !gone.has(issues.indexOf(issue ?? "")),
  );
  return sum(
    found(
      texts,
      (one) => texts.filter((other) => same(one, other)).length > 1,
      ({ key }) => `stands twice: ${key}`,
    ),
    found(
      notes,
      ({ key, of }) => notes.filter((other) => other.key === key && other.of === of).length > 1,
      ({ key, of = "" }) => `a sync note was opened twice: ${key} of ${of}`,
    ),
    found(
      written,
      ({ item, to }) =>
        written.filter((other) => other.item === item && other.to === to).length >
        decisions.filter(
          ({ card, effect }) => card === item && evidence.options.indexOf(effect.option ?? "") === to,
        ).length,
      ({ item, to }) => `more writes than decisions: ${item} to column ${String(to)}`,
    ),
    found(
      refusals,
      ({ issue, entry }) => {
        const key = entry.kind === "refused" ? (entry.comment ?? "") : "";
        const dropped = ledger.some(
          ({ effect, state, card }) =>
            effect.key === key && ["dropped", "refused"].includes(state) && card !== null,
        );
        const standing = texts.filter((one) => one.key === key && issues[one.partner] === issue).length;
        return dropped ? standing > 1 : standing !== 1;
      },
      ({ entry }) => `a refusal without its one comment: ${JSON.stringify(entry)}`,
    ),
    found(
      texts.filter(({ kind }) => kind === "refusal"),
      ({ key }) =>
        !journal.some(({ entry }) => entry.kind === "refused" && entry.comment === key) &&
        !key.startsWith("stop"),
      ({ key }) => `a refusal comment for no refusal: ${key}`,
    ),
  );
};

/** I11: what went unanswered is sent again only after a minute and a look, and never if it was applied. */
export const inDoubt = (evidence: Pick<Evidence, "passed" | "writes">): Found => {
  const mutations = evidence.passed.filter(({ kind }) => kind === "mutation");
  const doubts = mutations
    .filter(({ status }) => status === null || status >= 500)
    .flatMap((lost) => lost.effects.map((effect) => ({ lost, effect })))
    .map(({ lost, effect }) => ({
      ...{ lost, effect },
      next: mutations.find(({ order, effects }) => order > lost.order && effects.includes(effect)),
    }));
  return found(
    doubts,
    (doubt) => doubt.next !== undefined && !isMeantAnew(evidence, doubt) && !isPatient(evidence, doubt),
    ({ lost, effect }) =>
      `sent again too soon after ${new Date(lost.at).toISOString()}: ${effect.slice(0, 120)}`,
  );
};

/** An effect whose answer was lost, and when it was sent again. */
interface Doubt {
  readonly lost: Passed;
  readonly effect: string;
  readonly next: Passed | undefined;
}

/** A minute after sending, and upon a look after that minute. */
function isPatient({ passed }: Pick<Evidence, "passed">, { lost, next }: Doubt): boolean {
  const until = next?.order ?? Infinity;
  return passed.some(
    ({ kind, at, order, status }) =>
      kind === "query" && status === 200 && order > lost.order && order < until && at >= lost.at + MINUTE,
  );
}

/** The same value again because somebody else changed it meanwhile is another decision. A text has a key of its own. */
function isMeantAnew({ writes }: Pick<Evidence, "writes">, { effect, lost, next }: Doubt): boolean {
  const { itemId } = JSON.parse(effect) as { readonly itemId?: string };
  const between = writes.filter(
    ({ at }) => Date.parse(at) >= lost.at - 1_000 && Date.parse(at) <= (next?.at ?? Infinity),
  );
  return (
    itemId !== undefined && between.some(({ actor, detail }) => actor !== self && detail["item"] === itemId)
  );
}

/** I14: nothing in these sequences is poison, so nothing may be parked. */
export const nothingParked: Check = ({ dead }) =>
  found(
    [dead],
    (rows) => rows > 0,
    (rows) => `${String(rows)} dead letters`,
  );

/** I15: requests of an installation one at a time. */
export const oneAtATime: Check = ({ passed }) =>
  found(
    passed.filter(({ installation, kind }) => installation !== null && kind !== "rest"),
    ({ beside }) => beside > 0,
    ({ at, text }) => `two at once at ${new Date(at).toISOString()}: ${text.slice(0, 100)}`,
  );
