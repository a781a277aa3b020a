import type { Day, Setting, When } from "../life/act.ts";
import { dayOf, plus } from "./calendar.ts";
import { dueDay, type Wait } from "./due-day.ts";
import type { Known } from "./known.ts";
import type { Syncs } from "./syncs.ts";

/** What a row may look at. */
export interface View {
  readonly known: Known;
  readonly setting: Setting;
  readonly syncs: Syncs;
  readonly now: When;
  /** When each touch was last told, by `touch of anchor`. */
  readonly told: ReadonlyMap<string, When>;
}

/** One line of the table in docs/follow-ups.md: when, counted from what, until what. */
export interface Row extends Wait {
  readonly touch: string;
  /** Which of its series; told apart by time, not by words. */
  readonly step?: string;
  /** Why it is due, for whoever reads a failure. */
  readonly why: string;
  /** What the clock counts from, and what the touch is told once for. Null: nothing runs. */
  readonly from: (view: View) => { readonly day: Day; readonly once: string } | null;
  /** Mentions the lead as well. */
  readonly lead?: boolean;
  /** Only when nothing else is due. */
  readonly idle?: boolean;
}

const stayed = (view: View, stage: NonNullable<Known["stage"]>): Day | null => {
  const stay = view.known.stays[stage];
  return stay === undefined ? null : dayOf(stay.since);
};
const since = (day: Day | null): { day: Day; once: string } | null =>
  day === null ? null : { day, once: day };

/** The day of the message while nobody has answered it. */
function outreach({ known }: View): Day | null {
  const entered = known.stays.Outreach?.since;
  if (known.stage !== "Outreach" || entered === undefined || known.exit !== null) return null;
  const said = known.sent !== null && known.sent.when >= entered ? known.sent.day : dayOf(entered);
  const from = said > dayOf(entered) ? said : entered;
  return (known.repliedAt ?? "") >= from ? null : said;
}

const sent = (view: View): ReturnType<Row["from"]> => since(outreach(view));
const finalTold = (view: View): ReturnType<Row["from"]> => {
  const day = outreach(view);
  const told = day === null ? undefined : view.told.get(`outreach: final of ${day}`);
  return day === null || told === undefined ? null : { day: dayOf(told), once: day };
};
const dueDate = (view: View): ReturnType<Row["from"]> => since(view.known.fields["Due date"] ?? null);
const WITH_NEXT = ["Outreach", "Qualification Call", "Onboarding", "Active Partnership"];

function nothingNext({ known }: View): ReturnType<Row["from"]> {
  const { stage } = known;
  if (stage === null || !WITH_NEXT.includes(stage) || known.fields["Due date"] !== undefined) return null;
  const stay = known.stays[stage];
  if (stay === undefined) return null;
  const from = [stay.since, known.unplanned ?? ""].sort().at(-1) ?? stay.since;
  return { day: dayOf(from), once: `${stage} ${from}` };
}

function firstLevel(view: View): ReturnType<Row["from"]> {
  const { known } = view;
  const level = known.fields["Adoption level"] ?? "L0";
  if (known.stage !== "Onboarding" || known.ticked.has("l1") || level > "L0") return null;
  return since(stayed(view, "Onboarding"));
}

/** One target at a time: the first level goes before. */
function deployment(view: View): ReturnType<Row["from"]> {
  const { known, told } = view;
  if (known.stage !== "Onboarding" && known.stage !== "Active Partnership") return null;
  if (known.fields.Environment !== undefined) return null;
  const level = firstLevel(view);
  if (level !== null && !told.has(`first level late of ${level.once}`)) return null;
  return since(stayed(view, "Onboarding"));
}

function signal({ known, now }: View): ReturnType<Row["from"]> {
  const stay = known.stays["Qualification Call"];
  if (known.stage !== "Qualification Call" || !known.ticked.has("no-use-case") || stay === undefined)
    return null;
  return { day: dayOf(now), once: stay.since };
}

/** In production for more than three months, no P1 for four weeks, level L3 or L4. */
function allMet({ known, now }: View): ReturnType<Row["from"]> {
  const { fields, stays } = known;
  const stay = stays["Active Partnership"];
  const live = fields["In production since"];
  if (known.stage !== "Active Partnership" || stay === undefined || live === undefined) return null;
  if (fields.Environment !== "Production" || dayOf(now) <= plus(live, { months: 3 })) return null;
  if ((fields["Adoption level"] ?? "L0") < "L3") return null;
  const p1 = [...known.feedback.values()].filter(({ label }) => label === "P1");
  if (p1.some(({ fixed }) => fixed === null || now <= plus(dayOf(fixed), { days: 28 }) + fixed.slice(10)))
    return null;
  return { day: dayOf(now), once: stay.since };
}

const permitted =
  (field: "Logo permission" | "Reference permission", box: string) =>
  (view: View): ReturnType<Row["from"]> => {
    const { known } = view;
    const value = known.fields[field] ?? "No";
    if (known.stage !== "Graduation" || value === "No" || known.ticked.has(box)) return null;
    return since(stayed(view, "Graduation"));
  };
const logo = permitted("Logo permission", "logo");
const caseStudy = permitted("Reference permission", "case-study");

const STALLS: Readonly<Partial<Record<NonNullable<Known["stage"]>, number>>> = {
  Identification: 30,
  Outreach: 30,
  "Qualification Call": 14,
  Onboarding: 21,
  "Active Partnership": 30,
};
const quietIn =
  (days: number) =>
  ({ known }: View): ReturnType<Row["from"]> =>
    known.stage === null || STALLS[known.stage] !== days
      ? null
      : { day: dayOf(known.touchedAt), once: known.touchedAt };

/** The note of the last sync is open and empty; a sync on another day is asked for anew. */
function unwritten({ syncs: { note } }: View): ReturnType<Row["from"]> {
  return note === null ? null : { day: note.on, once: `${note.planned} ${String(note.apart)} ${note.on}` };
}

/** A review was held: the decision is asked for at the next hour of reminders. */
function reviewed({ syncs }: View): ReturnType<Row["from"]> {
  const { reviewed: last } = syncs;
  if (last === null) return null;
  const late = last.at.slice(10) > "T09:00";
  return { day: plus(dayOf(last.at), { days: late ? 1 : 0 }), once: last.on };
}

/** Feedback that was promised to be dealt with, oldest first; each is told of once. */
const promised =
  (label: "P1" | "P2", place: number) =>
  ({ known }: View): ReturnType<Row["from"]> => {
    const open = [...known.feedback].filter(([, one]) => one.label === label && one.fixed === null)[place];
    return open === undefined ? null : { day: dayOf(open[1].since), once: String(open[0]) };
  };

function notNow({ known }: View): ReturnType<Row["from"]> {
  return since(known.exit?.until ?? null);
}

/** Every touch there is. While a partner has left, only the last row; while outreach runs, only outreach. */
export const TABLE: readonly Row[] = [
  { touch: "outreach: bump", from: sent, days: 3, why: "3 days after the message" },
  { touch: "outreach: final", from: sent, days: 10, why: "10 days after the message" },
  { touch: "outreach: exit", from: finalTold, workingDays: 4, why: "4 working days after the final message" },
  { touch: "signal", from: signal, days: 0, why: "a disqualification signal is ticked" },
  { touch: "next action", step: "due", from: dueDate, days: 0, why: "its due date" },
  {
    touch: "next action",
    step: "late",
    from: dueDate,
    workingDays: 3,
    why: "3 working days after the due date",
  },
  {
    touch: "next action",
    step: "later",
    from: dueDate,
    workingDays: 7,
    why: "7 working days after the due date",
  },
  { touch: "no next action", from: nothingNext, days: 7, why: "7 days in the stage and none set" },
  {
    touch: "notes missing",
    step: "1",
    from: unwritten,
    workingDays: 2,
    why: "2 working days after the sync",
  },
  {
    touch: "notes missing",
    step: "2",
    from: unwritten,
    workingDays: 5,
    why: "5 working days after the sync",
  },
  { touch: "review", from: reviewed, days: 0, why: "the review was held" },
  { touch: "promise P1", from: promised("P1", 0), days: 11, lead: true, why: "75 % of 2 weeks" },
  { touch: "promise P2", from: promised("P2", 0), days: 32, lead: true, why: "75 % of 6 weeks" },
  { touch: "first level", step: "soon", from: firstLevel, days: 21, why: "75 % of 4 weeks" },
  { touch: "first level", step: "due", from: firstLevel, days: 28, why: "4 weeks of onboarding" },
  { touch: "first level", step: "late", from: firstLevel, days: 35, why: "a week after the 4 weeks" },
  { touch: "deployment", step: "soon", from: deployment, days: 42, why: "75 % of 8 weeks" },
  { touch: "deployment", step: "due", from: deployment, days: 56, why: "8 weeks since onboarding began" },
  { touch: "deployment", step: "late", from: deployment, days: 63, why: "a week after the 8 weeks" },
  { touch: "ready", from: allMet, days: 0, why: "all that Graduation asks for is met" },
  { touch: "logo", step: "1", from: logo, months: 1, why: "a month after graduation" },
  { touch: "logo", step: "2", from: logo, months: 2, why: "two months after graduation" },
  { touch: "logo", step: "3", from: logo, months: 3, why: "three months after graduation" },
  { touch: "case study", step: "1", from: caseStudy, months: 1, why: "a month after graduation" },
  { touch: "case study", step: "2", from: caseStudy, months: 2, why: "two months after graduation" },
  { touch: "case study", step: "3", from: caseStudy, months: 3, why: "three months after graduation" },
  { touch: "stalled", from: quietIn(14), days: 14, idle: true, why: "14 days without anything" },
  { touch: "stalled", from: quietIn(21), days: 21, idle: true, why: "21 days without anything" },
  { touch: "stalled", from: quietIn(30), days: 30, idle: true, why: "30 days without anything" },
  { touch: "not now is over", from: notNow, days: 0, why: "the day of /exit not-now" },
];

/** What a row has been told once for. */
export function keyOf({ touch, step }: Row, once: string): string {
  return `${touch}${step === undefined ? "" : ` ${step}`} of ${once}`;
}

/** The rows that apply as things stand. */
export function rowsFor(view: View): readonly Row[] {
  if (view.known.exit !== null) return TABLE.filter(({ touch }) => touch === "not now is over");
  if (outreach(view) !== null) return TABLE.filter(({ touch }) => touch.startsWith("outreach"));
  return TABLE.filter(({ touch }) => !touch.startsWith("outreach") && touch !== "not now is over");
}

/** When a note that nobody wrote into is given up: so that two working days are left after the last question. */
export function givenUpOn(view: View): Day | null {
  const { note } = view.syncs;
  const asked = unwritten(view);
  if (note === null || asked === null) return null;
  const seven = dueDay({ workingDays: 7 }, note.on, view);
  const told = view.told.get(`notes missing 2 of ${asked.once}`);
  const spared = told === undefined ? null : dueDay({ workingDays: 2 }, dayOf(told), view);
  return seven !== null && spared !== null && spared > seven ? spared : seven;
}
