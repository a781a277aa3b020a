import type { Event, Setting } from "../life/act.ts";
import { chanceOf } from "../life/chance.ts";
import { penFor, THE_END, type Pen } from "../life/pen.ts";
import { play } from "./play.ts";

/** What the App wrote for one partner in six months. */
export interface Counted {
  readonly who: string;
  /** Comments in the partner's issue: reminders, and what is posted for stages and commands. */
  readonly reminders: number;
  readonly others: number;
  /** Sync notes that were opened. */
  readonly notes: number;
}

const FROM = "2026-03-02";
const UNTIL = "2026-09-02";
const setting: Setting = {
  ...{ zone: "Europe/Berlin", holidays: [], pauses: [], away: null },
  ...{ lead: "lena", owner: "maria", contact: "carla" },
};

/** Four partners as they mostly are: nobody does anything for them that the stages do not ask for. */
const TYPICAL: Readonly<Record<string, (pen: Pen) => void>> = {
  "silent prospect": prospect,
  disqualified: (pen) => {
    replies(pen);
    pen.days(3);
    pen.act({ kind: "ticks", box: "no-use-case" });
    pen.days(2);
    pen.writes("/exit disqualified");
  },
  "stalled in Onboarding": (pen) => {
    replies(pen);
    isCalled(pen);
    pen.act({ kind: "ticks", box: "channel" });
  },
  graduate: (pen) => {
    replies(pen);
    isCalled(pen);
    for (const box of ["channel", "l0", "l1", "first-sync", "tracker"]) pen.act({ kind: "ticks", box });
    pen.days(2);
    pen.act({ kind: "sets", field: "Environment", value: "Production" });
    pen.act({ kind: "sets", field: "In production since", value: pen.day() });
    pen.moves("Active Partnership");
    for (let sync = 0; sync < 7; sync += 1) {
      pen.days(14);
      pen.act({ kind: "closes-note", filled: true, due: null });
    }
    pen.act({ kind: "sets", field: "Adoption level", value: "L3" });
    pen.moves("Graduation");
  },
};

function prospect(pen: Pen): void {
  pen.act({ kind: "opens" });
  pen.act({ kind: "sets", field: "Organisation", value: "Acme" });
  pen.act({ kind: "sets", field: "Primary contact", value: "CONTACT" });
  for (const box of ["workflows", "compliance", "data"]) pen.act({ kind: "ticks", box });
  pen.moves("Outreach");
  pen.act({ kind: "ticks", box: "sent" });
}

function replies(pen: Pen): void {
  prospect(pen);
  pen.days(4);
  pen.act({ kind: "answers" });
  pen.moves("Qualification Call");
}

function isCalled(pen: Pen): void {
  pen.days(5);
  pen.act({ kind: "ticks", box: "held" });
  pen.moves("Onboarding");
  pen.days(5);
}

/** Counts what each of them got. */
export function countTypical(): readonly Counted[] {
  return Object.entries(TYPICAL).map(([who, tell]) => {
    const written = play({
      ...{ setting, events: told(tell), span: { from: FROM, until: UNTIL, down: [] } },
      ...{ chance: chanceOf(1), killsInAHundred: 0, audience: "team" },
    }).written;
    const onPartner = written.filter(({ on }) => on === "partner");
    const reminders = onPartner.filter(({ body }) => body.includes('"kind":"reminder"')).length;
    const notes = written.filter(({ body }) => body.includes('"kind":"sync\\u002dnote"')).length;
    return { who, reminders, others: onPartner.length - reminders, notes };
  });
}

function told(tell: (pen: Pen) => void): readonly Event[] {
  const pen = penFor({ from: FROM, until: UNTIL, away: () => false });
  try {
    tell(pen);
  } catch (error) {
    if (error !== THE_END) throw error;
  }
  return pen.events;
}
