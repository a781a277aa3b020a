import fc from "fast-check";
import type { Found } from "../../tally.ts";
import { sum } from "../invariants/found.ts";
import { boardOn, type Board } from "../stage/board.ts";
import { columns } from "../stage/design.ts";
import { layBoard, type Ground, type Placed } from "../stage/ground.ts";
import { abroad, home, settleAbroad } from "../stage/place.ts";
import type { GithubWorld } from "../stage/github.ts";
import type { Stage } from "../stage/stage.ts";
import { MINUTE, START } from "./opening.ts";
import type { Played } from "./plain.ts";

/** What happens to two accounts that have nothing to do with each other. */
export type Event =
  | {
      readonly kind: "move";
      readonly at: "home" | "abroad";
      readonly partner: number;
      readonly column: number;
    }
  | { readonly kind: "suspend" | "resume" | "uninstall" };

/** Any course of events. */
export const events: fc.Arbitrary<readonly Event[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        ...{ kind: fc.constant("move" as const), at: fc.constantFrom("home" as const, "abroad" as const) },
        ...{ partner: fc.integer({ min: 0, max: 1 }), column: fc.constantFrom(0, 3, 4) },
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("suspend" as const, "resume" as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("uninstall" as const) }) },
  ),
  { minLength: 2, maxLength: 7 },
);

/** Partners in Outreach that have earned nothing beyond it. */
const novices: readonly Placed[] = [0, 1].map(() => ({
  stage: 1,
  body: "",
  fields: { Organisation: "Acme" },
}));

interface Account {
  readonly installation: number;
  readonly board: Board;
  readonly login: string;
  /** By partner: the column on record, as far as the rules leave no doubt. */
  readonly stages: number[];
}

/** I22: each installation's token writes to its own account only, and who is suspended or gone is not asked at all. */
export async function playTenants(stage: Stage, course: readonly Event[]): Promise<Played> {
  const { world, scene } = await stage.begin({ base: START, workers: 1 }, (made) => setUp(made));
  const calls: Found[] = [];
  const boards: Found[] = [];
  let state: State = "installed";
  for (const event of course) {
    if (state === "gone" && event.kind !== "move") continue;
    state = happen({ world, scene }, event, state);
    await stage.settle(world);
    const installed = state === "installed";
    calls.push(await silence(stage, world, installed ? null : scene.home));
    boards.push(legal(scene.abroad), ...(installed ? [legal(scene.home)] : []));
  }
  return {
    found: { I22: sum(...calls, tokens(world, scene)), I3: sum(...boards) },
    fired: Object.fromEntries(
      ["suspend", "uninstall"].map((kind) => [
        `${kind} an installation`,
        course.filter((one) => one.kind === kind).length,
      ]),
    ),
    counts: true,
  };
}

type State = "installed" | "suspended" | "gone";

/** Does it on GitHub; what the home account's installation is then. */
function happen(
  { world, scene }: { readonly world: GithubWorld; readonly scene: Scene },
  event: Event,
  state: State,
): State {
  const github = world.pieces.world;
  const { installation } = scene.home;
  switch (event.kind) {
    case "move":
      move(scene[event.at], event);
      return state;
    case "uninstall":
      github.uninstall(installation);
      return "gone";
    case "suspend":
    case "resume":
      github.suspend(installation, event.kind === "suspend");
      return event.kind === "suspend" ? "suspended" : "installed";
  }
}

interface Scene {
  readonly home: Account;
  readonly abroad: Account;
}

function setUp({ pieces }: GithubWorld): Scene {
  const own = pieces.world.installationOf(`${home.organisation}/${home.repository}`)?.id ?? 0;
  const other = settleAbroad(pieces);
  const account = (installation: number, ground: Ground): Account => ({
    ...{ installation, board: boardOn(ground), login: ground.place.member, stages: [1, 1] },
  });
  return {
    home: account(own, layBoard(pieces, home, novices)),
    abroad: account(other, layBoard(pieces, abroad, novices)),
  };
}

function move(account: Account, { partner, column }: Extract<Event, { kind: "move" }>): void {
  account.board.set(account.login, partner, { Status: columns[column] ?? "" });
}

/** Backwards is allowed, forwards nothing was earned: what stands must be at or before where it stood. */
function legal({ board, stages }: Account): Found {
  const shown = board.columns();
  const wrong = shown.flatMap((column, partner) =>
    column !== null && column <= (stages[partner] ?? 0)
      ? []
      : [`partner ${String(partner)} stands in ${String(column)}`],
  );
  for (const [partner, column] of shown.entries())
    if (column !== null) stages[partner] = Math.min(stages[partner] ?? 0, column);
  return { checked: shown.length, violations: wrong };
}

/** For a quarter of an hour, with a sweep due in it, nothing is asked with the token of who is silent. */
async function silence(stage: Stage, world: GithubWorld, silent: Account | null): Promise<Found> {
  const before = world.tape.passed.length;
  const { clock } = world.pieces;
  clock.set({ to: clock.now() + 16 * MINUTE });
  await stage.settle(world);
  if (silent === null) return { checked: 0, violations: [] };
  const asked = world.tape.passed
    .slice(before)
    .filter(({ installation }) => installation === silent.installation);
  return {
    checked: 1,
    violations: asked.map(({ kind, label }) => `a ${kind} for one who is suspended or gone: ${label}`),
  };
}

/** No request under one installation's token names an object of the other account. */
function tokens({ tape }: GithubWorld, { home: one, abroad: two }: Scene): Found {
  const ids = ({ board: { ground } }: Account): readonly string[] => [
    ...ground.cards,
    ...ground.issues,
    ground.project.id,
    ground.repository,
  ];
  const foreign = new Map([
    [one.installation, ids(two)],
    [two.installation, ids(one)],
  ]);
  const mine = tape.passed.filter(({ installation }) => installation !== null);
  const wrong = mine.filter(({ installation, text }) =>
    (foreign.get(installation ?? 0) ?? []).some((id) => text.includes(`"${id}"`)),
  );
  return {
    checked: mine.length,
    violations: wrong.map(({ text }) => `another's token: ${text.slice(0, 160)}`),
  };
}
