import type { Hands } from "../../../src/sandbox/demo/hands.ts";

/** Evenly spread numbers from 0 to 1; equal seeds draw alike. */
export type Draw = () => number;

/** Mulberry32. */
export function drawing(seed: number): Draw {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What somebody does with one partner in a round, and what must have come of it at rest. */
export interface Deed {
  readonly partner: number;
  readonly name: string;
  /** Real milliseconds after the round began. */
  readonly after: number;
  readonly act: (hands: { readonly tomas: Hands; readonly mara: Hands }) => Promise<void>;
  readonly column: string;
  /** Least and most writes of Status by the App. */
  readonly moves: readonly [number, number];
  readonly refusals: readonly [number, number];
  /** Fields and their values afterwards; each was written once by the App. */
  readonly fields: Readonly<Record<string, string>>;
}

const LATEST_MS = 60;
const [first, second] = ["Identification", "Outreach"];

/** A deed for a partner that stands in `home`, Identification or Outreach, and may stand in both. */
export function drawDeed(
  draw: Draw,
  { partner, home, number }: { readonly partner: number; readonly home: string; readonly number: number },
): Deed {
  const other = home === first ? second : first;
  const rested = { partner, after: draw() * LATEST_MS, column: home, fields: {} };
  const none = { moves: [0, 0], refusals: [0, 0] } as const;
  const deeds: readonly Omit<Deed, "partner" | "after">[] = [
    {
      ...{ name: "an unearned move", ...rested, moves: [1, 1], refusals: [1, 1] },
      act: ({ tomas }) => tomas.move(partner, "Onboarding"),
    },
    {
      ...{ name: "an earned move", ...rested, ...none, column: other },
      act: ({ tomas }) => tomas.move(partner, other),
    },
    {
      ...{ name: "two people at once", ...rested, column: other, moves: [0, 2], refusals: [0, 1] },
      act: async ({ tomas, mara }) => {
        await tomas.move(partner, "Graduation");
        await mara.move(partner, other);
      },
    },
    {
      ...{ name: "a command", ...rested, ...none, fields: { "Next action": `Call ${String(number)}` } },
      act: ({ mara }) => mara.comment(partner, `/next ${dayAfter(number)} Call ${String(number)}`),
    },
    {
      ...{ name: "a word", ...rested, ...none },
      act: ({ tomas }) => tomas.comment(partner, "They were glad about the demo."),
    },
  ];
  const deed = deeds[Math.floor(draw() * deeds.length)];
  if (deed === undefined) throw new Error("no deed");
  return { ...rested, ...deed };
}

/** A day far ahead, another one each time: reminders of it never fall due here. */
function dayAfter(number: number): string {
  return new Date(Date.UTC(2040, 0, 1) + number * 86_400_000).toISOString().slice(0, 10);
}
