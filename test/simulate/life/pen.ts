import { plus } from "../oracle/calendar.ts";
import type { Act, Day, Event, StageName } from "./act.ts";

/** The time in which a life is told. */
export interface Time {
  readonly from: Day;
  readonly until: Day;
  /** Days on which nobody does anything, for the App is down. */
  readonly away: (day: Day) => boolean;
}

/** Thrown when a life has come to its last day. */
export const THE_END = new Error("the time is over");

/** What writes a life down, day by day. */
export interface Pen {
  readonly events: Event[];
  /** The day on which it stands. */
  day(): Day;
  act(act: Act): void;
  writes(text: string): void;
  moves(to: StageName): void;
  stage(): StageName;
  days(count: number): void;
}

/** Writes acts down one after the other, each some minutes after the last. Ends the life when time is over. */
export function penFor({ from, until, away }: Time): Pen {
  const events: Event[] = [];
  let day = from;
  let minute = 0;
  let stage: StageName = "Identification";
  const skip = (): void => {
    while (away(day)) day = plus(day, { days: 1 });
    if (day >= until) throw THE_END;
  };
  const act = (done: Act): void => {
    skip();
    minute += 25;
    const clock = 10 * 60 + minute;
    const two = (number: number): string => String(number).padStart(2, "0");
    events.push({ when: `${day}T${two(Math.floor(clock / 60))}:${two(clock % 60)}`, act: done });
  };
  return {
    ...{ events, act, day: () => day, stage: () => stage },
    writes: (text) => {
      act({ kind: "writes", text });
    },
    moves: (to) => {
      stage = to;
      act({ kind: "moves", to });
    },
    days: (count) => {
      day = plus(day, { days: count });
      minute = 0;
      skip();
    },
  };
}
