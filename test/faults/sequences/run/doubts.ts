import fc from "fast-check";
import type { JournalLine } from "../../../../src/sandbox/contract.ts";
import type { FaultOrder } from "../../../../src/sandbox/faults/fault.ts";
import { self } from "../invariants/evidence.ts";
import { found } from "../invariants/found.ts";
import { inDoubt } from "../invariants/sending.ts";
import { troubles } from "../model/trouble.ts";
import { boardOn, type Board } from "../stage/board.ts";
import { columns } from "../stage/design.ts";
import { layBoard } from "../stage/ground.ts";
import { home } from "../stage/place.ts";
import type { Stage } from "../stage/stage.ts";
import { START } from "./opening.ts";
import type { Played } from "./plain.ts";

interface Whom {
  readonly name: string;
  readonly card: string;
  /** As the journal names the issue. */
  readonly issue: string;
}

type Line = (line: JournalLine, whom: Whom) => boolean;

/** Something that is asked of the App, and the writes that must come of it. */
interface Ask {
  readonly name: string;
  readonly by: (board: Board, partner: number) => void;
  readonly wanted: readonly Line[];
}

const field =
  (name: string): Line =>
  ({ detail }, { card }) =>
    detail["item"] === card && detail["field"] === name;
const comment: Line = ({ operation, detail }, { issue }) =>
  operation === "addComment" && detail["issue"] === issue;
const note: Line = ({ detail }, { name }) => String(detail["title"]).startsWith(`Sync with ${name}:`);
const saying =
  (text: string): Ask["by"] =>
  (board, partner) => {
    board.comment(home.member, partner, text);
  };

const asks: readonly Ask[] = [
  {
    name: "an unearned move",
    by: (board, partner) => {
      board.set(home.member, partner, { Status: columns[5] });
    },
    wanted: [field("Status"), comment],
  },
  { name: "a question", by: saying("/help"), wanted: [comment] },
  {
    name: "a next action",
    by: saying("/next 2026-03-05 Call them"),
    wanted: [field("Next action"), field("Due date")],
  },
  { name: "a sync", by: saying("/sync 2026-03-03"), wanted: [note] },
];

/** More moves of one person would be answered together. */
const OF_EACH = 8;
const cast = Array.from({ length: OF_EACH }, () => asks).flat();
const nameOf = (partner: number): string => `Partner ${String(partner + 1)} of ${String(cast.length)}`;

/** What becomes of the answers to a board's writes: most took place, some did not, and nobody can tell. */
export const doubt: fc.Arbitrary<string> = fc.constantFrom(
  ...["502 after apply", "answer lost after apply", "hanging, then cut, after apply"],
  ...["200 with errors on a write", "502 before apply", "reset before apply"],
);

/** I2 and I11: of a whole board no first write is answered; each takes place once in the end. */
export async function playDoubts(stage: Stage, fault: string): Promise<Played> {
  const { world, scene } = await stage.begin({ base: START, workers: 1 }, ({ pieces }) =>
    layBoard(
      pieces,
      home,
      cast.map((_, partner) => ({
        ...{ stage: 4, body: "" },
        fields: { Organisation: nameOf(partner), "Primary contact": `Jane @${home.contact}` },
      })),
    ),
  );
  const { journal, faults } = world.pieces;
  const before = journal.length;
  const { id } = faults.add({ ...orderOf(fault), count: cast.length });
  const board = boardOn(scene);
  for (const [partner, { by }] of cast.entries()) by(board, partner);
  await stage.settle(world);
  const written = journal.slice(before).filter(({ actor }) => actor === self);
  const strikes = faults.all().find((one) => one.id === id)?.fired.length ?? 0;
  const times = cast.flatMap(({ name, wanted }, partner) => {
    const issue = `${home.organisation}/${home.repository}#${String(partner + 1)}`;
    const whom = { name: nameOf(partner), card: scene.cards[partner] ?? "", issue };
    return wanted.map((one) => ({ name, whom, count: written.filter((line) => one(line, whom)).length }));
  });
  return {
    found: {
      I2: found(
        times,
        ({ count }) => count !== 1,
        ({ name, whom, count }) => `${fault}: ${name} of ${whom.name} was written ${String(count)} times`,
      ),
      I11: inDoubt({ passed: world.tape.passed, writes: journal }),
    },
    fired: { [fault]: strikes },
    counts: strikes === cast.length,
  };
}

function orderOf(fault: string): FaultOrder {
  const [order] = troubles.flatMap((one) => (one.kind === "order" && one.name === fault ? one.orders : []));
  if (order === undefined) throw new Error(`there is no fault called ${fault}`);
  return order;
}
