import type { Hands } from "../../../src/sandbox/demo/hands.ts";
import { day, nextMorning } from "../theatre/next-morning.ts";
import { qualified, type Standing } from "../theatre/pool.ts";
import { rest } from "../theatre/rest.ts";
import type { Theatre } from "../theatre/theatre.ts";

/** A stage set for one act on one partner. */
export interface Scene {
  readonly theatre: Theatre;
  readonly tomas: Hands;
  /** Number of the partner's issue. */
  readonly partner: number;
}

/** What must have come of the act at rest, however often the App died on the way. */
export interface Outcome {
  readonly column: string;
  /** Writes of Status by the App. */
  readonly moves: number;
  /** Writes of other fields by the App. */
  readonly fields: number;
  /** New comments of the App in the partner issue, by kind. */
  readonly said: Readonly<Record<string, number>>;
  /** A kind that may be said once, if a doubt took so long that it was due. */
  readonly perhaps?: string;
  /** Issues that the App opened. */
  readonly opened: number;
  /** When a reminder was due, virtual ms. */
  readonly dueAt?: number;
}

export interface Scenario {
  readonly name: string;
  readonly stands: Standing;
  /** Acts in one world: time that passes may make others due. */
  readonly pool: number;
  /** Before the trap is set. */
  readonly prepare?: (scene: Scene) => Promise<void>;
  /** What the App has to deal with. Says what must come of it. */
  readonly act: (scene: Scene) => Promise<Outcome>;
  /** Afterwards, so that the next act finds nothing left over. */
  readonly tidy?: (scene: Scene) => Promise<void>;
}

const ready = {
  stage: "Identification",
  ticked: qualified,
  fields: { "Primary contact": "Zoe Park @zoe-zephyr" },
} satisfies Standing;
const nothing = { moves: 0, fields: 0, said: {}, opened: 0 };
const refused = { ...nothing, column: "Identification", moves: 1, said: { refusal: 1 } };
const MINUTE = 60_000;

const refusal: Scenario = {
  name: "a move is refused",
  ...{ stands: { stage: "Identification" }, pool: 40 },
  act: async ({ tomas, partner }) => {
    await tomas.move(partner, "Outreach");
    return { ...refused, said: { refusal: 1, stage: 1 } };
  },
};

const acceptance: Scenario = {
  name: "a move is accepted",
  ...{ stands: ready, pool: 40 },
  act: async ({ tomas, partner }) => {
    await tomas.move(partner, "Outreach");
    return { ...nothing, column: "Outreach", said: { stage: 1 } };
  },
};

const command: Scenario = {
  name: "a command",
  ...{ stands: ready, pool: 40 },
  act: async ({ tomas, partner }) => {
    await tomas.comment(partner, "/next 2026-05-04 Call them");
    return { ...nothing, column: "Identification", fields: 2 };
  },
};

const reminder: Scenario = {
  name: "a reminder falls due",
  ...{ stands: ready, pool: 12 },
  prepare: async ({ theatre, tomas, partner }) => {
    await tomas.set(partner, "Next action", "Call them");
    await tomas.set(partner, "Due date", day(nextMorning(theatre)));
  },
  act: async ({ theatre }) => {
    const dueAt = nextMorning(theatre);
    await theatre.turn(dueAt);
    return { ...nothing, column: "Identification", said: { reminder: 1 }, dueAt };
  },
  tidy: async ({ theatre, tomas, partner }) => {
    await tomas.set(partner, "Due date", null);
    await rest(theatre);
  },
};

const syncNote: Scenario = {
  name: "a sync note is opened",
  ...{ stands: { ...ready, stage: "Active Partnership" }, pool: 40 },
  act: async ({ tomas, partner }) => {
    await tomas.comment(partner, "/sync 2026-03-03");
    return { ...nothing, column: "Active Partnership", opened: 1, perhaps: "sync-unreached" };
  },
};

const lostDelivery: Scenario = {
  name: "a lost delivery is found",
  ...{ stands: { stage: "Identification" }, pool: 40 },
  act: async ({ theatre, tomas, partner }) => {
    theatre.pieces.faults.add({ kind: "drop", match: { event: "projects_v2_item" } });
    await tomas.move(partner, "Outreach");
    await theatre.turn(theatre.pieces.clock.now() + 5 * MINUTE);
    return { ...refused, said: { refusal: 1, stage: 1 } };
  },
};

const movedOn: Scenario = {
  name: "the last criterion is met",
  ...{ stands: { ...ready, fields: {} }, pool: 40 },
  prepare: async ({ theatre, tomas, partner }) => {
    await tomas.move(partner, "Outreach");
    await rest(theatre);
  },
  act: async ({ tomas, partner }) => {
    await tomas.set(partner, "Primary contact", "Zoe Park @zoe-zephyr");
    return { ...nothing, column: "Outreach", moves: 1, said: { "moved-on": 1, stage: 1 } };
  },
};

/** The ways in which the App comes to write; the first start is played apart. */
export const scenarios: readonly Scenario[] = [
  refusal,
  acceptance,
  command,
  reminder,
  syncNote,
  lostDelivery,
  movedOn,
];
