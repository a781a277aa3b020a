import { plus } from "../oracle/calendar.ts";
import type { Event } from "./act.ts";
import type { Chance } from "./chance.ts";
import { penFor, THE_END, type Pen, type Time } from "./pen.ts";

/** How a partner is, at heart. */
export const CHARACTERS = ["silent", "disqualified", "stalled", "partner", "graduate"] as const;
export type Character = (typeof CHARACTERS)[number];

interface Told extends Time {
  readonly character: Character;
  readonly people: readonly [owner: string, other: string];
  /** Whether their contact can write in the partner's issue at all. */
  readonly contactWrites: boolean;
}

/** What people do for one partner, day by day, as chance has it: every move is earned when it is made. */
export function lifeOf(chance: Chance, told: Told): readonly Event[] {
  const pen = penFor(told);
  try {
    play(chance, pen, told);
  } catch (error) {
    if (error !== THE_END) throw error;
  }
  return pen.events;
}

function play(chance: Chance, pen: Pen, told: Told): void {
  identified(chance, pen, told);
  if (!contacted(chance, pen, told)) return;
  if (!called(chance, pen, told)) return;
  if (!onboarded(chance, pen, told)) return;
  partnered(chance, pen, told);
}

/** Days pass; now and then somebody does something by the way. */
function passes(chance: Chance, pen: Pen, { count, told }: { count: number; told: Told }): void {
  for (let left = count; left > 0; left -= 1) {
    pen.days(1);
    if (chance.percent(3)) left -= aside(chance, pen, told);
    if (pen.stage() === "Active Partnership") meets(chance, pen);
  }
}

/** Something by the way; answers how many days it took. */
function aside(chance: Chance, pen: Pen, { people }: Told): number {
  const soon = plus(pen.day(), { days: chance.between(1, 20) });
  const kind = chance.oneOf(["next", "next", "done", "snooze", "hold", "word", "assign"] as const);
  switch (kind) {
    case "next":
      pen.writes(`/next ${soon} Send the plan`);
      return 0;
    case "done":
      pen.writes("/done");
      return 0;
    case "snooze":
      pen.writes(`/snooze ${chance.oneOf(["3d", "1w", "2w"])}`);
      return 0;
    case "hold":
      return held(chance, pen);
    case "word":
      pen.writes("We talked on the phone.");
      return 0;
    case "assign":
      pen.act({ kind: "assigns", login: chance.oneOf([people[0], people[1]]) });
      return 0;
  }
}

function held(chance: Chance, pen: Pen): number {
  const days = chance.between(2, 25);
  if (chance.percent(50)) {
    pen.writes(`/hold until ${plus(pen.day(), { days })} they are on holiday`);
    pen.days(days);
  } else {
    pen.writes("/hold they reorganise");
    pen.days(days);
    pen.writes("/resume");
  }
  return days;
}

function meets(chance: Chance, pen: Pen): void {
  const due = chance.percent(20) ? plus(pen.day(), { days: chance.between(1, 14) }) : null;
  const drawn = chance.between(1, 100);
  if (drawn <= 8) pen.act({ kind: "closes-note", filled: true, due });
  else if (drawn <= 10) pen.act({ kind: "closes-note", filled: false, due: null });
  else if (drawn <= 11) pen.writes("/sync skip");
  else if (drawn <= 12) pen.writes(`/sync ${plus(pen.day(), { days: chance.between(2, 12) })}`);
}

function identified(chance: Chance, pen: Pen, told: Told): void {
  pen.act({ kind: "opens" });
  pen.act({ kind: "sets", field: "Organisation", value: "Acme" });
  pen.act({ kind: "sets", field: "Primary contact", value: "CONTACT" });
  for (const box of ["workflows", "compliance", "data"]) pen.act({ kind: "ticks", box });
  if (chance.percent(10)) passes(chance, pen, { count: chance.between(20, 50), told });
  passes(chance, pen, { count: chance.between(0, 6), told });
  pen.moves("Outreach");
}

/** Whether they answered. */
function contacted(chance: Chance, pen: Pen, told: Told): boolean {
  const entered = pen.day();
  if (chance.percent(30)) passes(chance, pen, { count: chance.between(0, 3), told });
  const drawn = chance.between(1, 100);
  if (drawn <= 30) pen.act({ kind: "ticks", box: "sent" });
  else if (drawn <= 50) pen.writes(`/sent ${chance.oneOf([entered, pen.day()])}`);
  if (told.character === "silent") return silence(chance, pen, told);
  passes(chance, pen, { count: chance.between(1, 20), told });
  answers(chance, pen, told);
  passes(chance, pen, { count: chance.between(0, 12), told });
  pen.moves("Qualification Call");
  if (chance.percent(10)) goesBack(chance, pen, told);
  return true;
}

function answers(chance: Chance, pen: Pen, { contactWrites }: Told): void {
  const how = chance.oneOf(["comment", "box", "command"]);
  if (how === "comment" && contactWrites) pen.act({ kind: "answers" });
  else if (how === "box") pen.act({ kind: "ticks", box: "answered" });
  else pen.writes("/replied");
}

function goesBack(chance: Chance, pen: Pen, told: Told): void {
  passes(chance, pen, { count: chance.between(1, 4), told });
  pen.moves("Outreach");
  passes(chance, pen, { count: chance.oneOf([2, 3, 12]), told });
  pen.moves("Qualification Call");
}

/** They never answer: they are let go, at last, or forgotten. */
function silence(chance: Chance, pen: Pen, told: Told): boolean {
  passes(chance, pen, { count: chance.between(15, 60), told });
  if (chance.percent(50)) leaves(chance, pen, told);
  else passes(chance, pen, { count: 400, told });
  return false;
}

function leaves(chance: Chance, pen: Pen, told: Told): void {
  const back = plus(pen.day(), { days: chance.between(5, 60) });
  const line = chance.oneOf(["/exit no-response", "/exit declined no time", `/exit not-now ${back}`]);
  pen.writes(line);
  pen.days(chance.oneOf([3, 20, 45, 90]));
  if (!chance.percent(40)) return;
  pen.act({ kind: "reopens" });
  passes(chance, pen, { count: 400, told });
}

/** Whether the call led on. */
function called(chance: Chance, pen: Pen, told: Told): boolean {
  if (chance.percent(50))
    pen.writes(`/next ${plus(pen.day(), { days: chance.between(1, 9) })} Prepare the call`);
  passes(chance, pen, { count: chance.between(1, 20), told });
  if (told.character === "disqualified") {
    pen.act({ kind: "ticks", box: "no-use-case" });
    passes(chance, pen, { count: chance.between(2, 20), told });
    if (chance.percent(80)) leaves(chance, pen, told);
    else passes(chance, pen, { count: 400, told });
    return false;
  }
  pen.act({ kind: "ticks", box: "held" });
  if (chance.percent(50)) pen.writes("/done");
  passes(chance, pen, { count: chance.between(0, 5), told });
  pen.moves("Onboarding");
  return true;
}

/** Whether it ran at last. */
function onboarded(chance: Chance, pen: Pen, told: Told): boolean {
  for (const box of ["channel", "tracker", "l0", "first-sync"]) {
    passes(chance, pen, { count: chance.between(0, 8), told });
    pen.act({ kind: "ticks", box });
  }
  if (told.character === "stalled") {
    passes(chance, pen, { count: chance.between(60, 200), told });
    if (chance.percent(50)) leaves(chance, pen, told);
    return false;
  }
  passes(chance, pen, { count: chance.between(0, 30), told });
  if (chance.percent(30)) pen.act({ kind: "sets", field: "Adoption level", value: "L1" });
  pen.act({ kind: "ticks", box: "l1" });
  if (chance.percent(60)) pen.act({ kind: "sets", field: "Environment", value: "Staging" });
  passes(chance, pen, { count: chance.between(0, 5), told });
  pen.moves("Active Partnership");
  return true;
}

function partnered(chance: Chance, pen: Pen, told: Told): void {
  passes(chance, pen, { count: chance.between(10, 70), told });
  if (told.character !== "graduate") {
    passes(chance, pen, { count: chance.between(60, 300), told });
    if (chance.percent(40)) leaves(chance, pen, told);
    return;
  }
  pen.act({ kind: "sets", field: "Environment", value: "Production" });
  pen.act({ kind: "sets", field: "In production since", value: pen.day() });
  passes(chance, pen, { count: chance.between(5, 95), told });
  pen.act({ kind: "sets", field: "Adoption level", value: "L3" });
  passes(chance, pen, { count: 95, told });
  if (chance.percent(70)) pen.act({ kind: "sets", field: "Logo permission", value: "Yes" });
  if (chance.percent(70)) pen.act({ kind: "sets", field: "Reference permission", value: "Public" });
  pen.moves("Graduation");
  passes(chance, pen, { count: chance.between(20, 80), told });
  if (chance.percent(50)) pen.act({ kind: "ticks", box: "logo" });
  passes(chance, pen, { count: 400, told });
}
