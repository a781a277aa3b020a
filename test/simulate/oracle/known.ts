import type { Act, Day, Event, FieldName, StageName, When } from "../life/act.ts";
import { dayOf, plus, within } from "./calendar.ts";

/** A stay in a stage: who is back within a week goes on where the clocks were. */
export interface Stay {
  readonly since: When;
  readonly left: When | null;
}

/** From the day on which the clocks were stopped to the day on which they go on. */
export interface Stop {
  readonly why: "snooze" | "hold" | "exit";
  readonly from: Day;
  readonly to: Day | null;
}

export interface Feedback {
  readonly label: "P1" | "P2";
  readonly since: When;
  readonly fixed: When | null;
}

/** What is true of a partner at one moment, told from what people did. */
export interface Known {
  readonly stage: StageName | null;
  readonly stays: Readonly<Partial<Record<StageName, Stay>>>;
  readonly ticked: ReadonlySet<string>;
  readonly fields: Readonly<Partial<Record<FieldName, string | undefined>>>;
  /** When a due date that was set was taken away, and none set since. */
  readonly unplanned: When | null;
  readonly owner: string;
  readonly stops: readonly Stop[];
  readonly hold: { readonly until: Day | null } | null;
  readonly snoozed: Day | null;
  readonly exit: { readonly at: When; readonly until: Day | null } | null;
  readonly repliedAt: When | null;
  readonly sent: { readonly when: When; readonly day: Day } | null;
  readonly feedback: ReadonlyMap<number, Feedback>;
  /** When somebody last did something for this partner. */
  readonly touchedAt: When;
}

/** Nothing happened yet. */
export function nobody(owner: string): Known {
  return {
    ...{
      stage: null,
      stays: {},
      ticked: new Set(),
      fields: {},
      unplanned: null,
      owner,
      stops: [],
      hold: null,
      snoozed: null,
    },
    ...{ exit: null, repliedAt: null, sent: null, feedback: new Map(), touchedAt: "" },
  };
}

const ELSEWHERE: ReadonlySet<Act["kind"]> = new Set(["reports", "fixes", "closes-note"]);

type Does = {
  readonly [Kind in Act["kind"]]: (now: Known, act: Extract<Act, { kind: Kind }>, when: When) => Known;
};
const as = (known: Known): Known => known;
const DOES: Does = {
  opens: (now, _act, when) => enters(now, "Identification", when),
  moves: (now, { to }, when) => enters(now, to, when),
  ticks: (now, { box }, when) => ticks(now, box, when),
  unticks: (now, act) => ({ ...now, ticked: new Set([...now.ticked].filter((box) => box !== act.box)) }),
  sets: (now, { field, value }) => ({ ...now, fields: { ...now.fields, [field]: value ?? undefined } }),
  writes: (now, { text }, when) => obeys(now, text, when),
  answers: (now, _act, when) => ({ ...now, repliedAt: when }),
  assigns: (now, { login }) => ({ ...now, owner: login }),
  reopens: (now, _act, when) => reopened(now, when),
  reports: (now, { feedback, label }, when) => reported(now, feedback, { label, since: when, fixed: null }),
  fixes: (now, { feedback }, when) => fixed(now, feedback, when),
  "closes-note": as,
};

/** What is true once somebody has done this. */
export function after(known: Known, { when, act }: Event): Known {
  const idle = ELSEWHERE.has(act.kind) || (act.kind === "assigns" && act.login === known.owner);
  const now = idle ? known : { ...known, touchedAt: when };
  return planned(
    known,
    (DOES[act.kind] as (now: Known, act: Act, when: When) => Known)(now, act, when),
    when,
  );
}

function planned(before: Known, now: Known, when: When): Known {
  if (now.fields["Due date"] !== undefined) return { ...now, unplanned: null };
  return before.fields["Due date"] === undefined ? now : { ...now, unplanned: when };
}

/** Where it was; after thirty days at the first stage. */
function reopened(known: Known, when: When): Known {
  const recent = known.exit === null || within(known.exit.at, when, 30);
  const back = { ...known, exit: null, stops: ended(known.stops, "exit", dayOf(when)) };
  return recent ? back : enters(back, "Identification", when);
}

function enters(known: Known, stage: StageName, when: When): Known {
  const stays = { ...known.stays };
  if (known.stage !== null) stays[known.stage] = { since: when, ...stays[known.stage], left: when };
  const before = stays[stage];
  const returns = before?.left != null && within(before.left, when, 7);
  stays[stage] = { since: returns ? before.since : when, left: null };
  // A box that stands ticked says it of this visit too.
  const answered = stage === "Outreach" && known.ticked.has("answered") ? { repliedAt: when } : {};
  return { ...known, ...answered, stage, stays };
}

function ticks(known: Known, box: string, when: When): Known {
  const ticked = new Set([...known.ticked, box]);
  if (known.stage !== "Outreach") return { ...known, ticked };
  const entered = known.stays.Outreach?.since ?? when;
  const said = known.sent !== null && known.sent.when >= entered;
  if (box === "sent" && !said) return { ...known, ticked, sent: { when, day: dayOf(when) } };
  return box === "answered" ? { ...known, ticked, repliedAt: when } : { ...known, ticked };
}

interface Line {
  readonly today: Day;
  readonly when: When;
  readonly words: readonly string[];
}

/** The commands, as `/help` describes them. */
const OBEYS: Readonly<Record<string, (known: Known, line: Line) => Known>> = {
  "/replied": (known, { when }) => ({ ...known, repliedAt: when }),
  "/sent": (known, { when, today, words }) => ({ ...known, sent: { when, day: words[0] ?? today } }),
  "/next": (known, { words: [day, ...rest] }) => withNext(known, day, rest.join(" ")),
  "/done": (known) => withNext(known, undefined, undefined),
  "/snooze": (known, { today, words: [span = ""] }) => {
    const days = Number.parseInt(span, 10) * (span.endsWith("w") ? 7 : 1);
    const until = plus(today, { days });
    const before = ended(known.stops, "snooze", today);
    return { ...known, snoozed: until, stops: [...before, { why: "snooze", from: today, to: until }] };
  },
  "/hold": (known, { today, words }) => {
    const until = words[0] === "until" ? (words[1] ?? null) : null;
    return { ...known, hold: { until }, stops: [...known.stops, { why: "hold", from: today, to: until }] };
  },
  "/resume": (known, { today }) => ({ ...known, hold: null, stops: ended(known.stops, "hold", today) }),
  "/exit": (known, { today, when, words }) => {
    const until = words[0] === "not-now" ? (words[1] ?? null) : null;
    const stops: readonly Stop[] = [...known.stops, { why: "exit", from: today, to: null }];
    return { ...known, exit: { at: when, until }, stops };
  },
};

function obeys(known: Known, text: string, when: When): Known {
  const [command = "", ...words] = text.split(" ");
  return OBEYS[command]?.(known, { today: dayOf(when), when, words }) ?? known;
}

function withNext(known: Known, day: Day | undefined, text: string | undefined): Known {
  return { ...known, fields: { ...known.fields, "Due date": day, "Next action": text } };
}

/** What stands still for this reason goes on today; the other reasons last. */
function ended(stops: readonly Stop[], why: Stop["why"], today: Day): readonly Stop[] {
  return stops.map((stop) =>
    stop.why !== why || (stop.to !== null && stop.to <= today) ? stop : { ...stop, to: today },
  );
}

function reported(known: Known, number: number, feedback: Feedback): Known {
  return { ...known, feedback: new Map([...known.feedback, [number, feedback]]) };
}

function fixed(known: Known, number: number, when: When): Known {
  const open = known.feedback.get(number);
  return open === undefined ? known : reported(known, number, { ...open, fixed: when });
}

/** A hold with a day ends by itself when that day begins. */
export function withoutOverHold(known: Known, day: Day): Known {
  if (known.hold?.until == null || known.hold.until > day) return known;
  const ended = `${known.hold.until}T00:00`;
  return { ...known, hold: null, touchedAt: ended };
}
