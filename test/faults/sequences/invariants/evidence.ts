import type { JournalLine } from "../../../../src/sandbox/contract.ts";
import type { RequestReport } from "../../../../src/sandbox/http/request-log.ts";
import type { Delivery } from "../../../../src/sandbox/webhooks/delivery.ts";
import type { Standing } from "../stage/board.ts";

/** A row of the App's ledger. */
export interface LedgerRow {
  readonly partner: string;
  readonly key: string;
  readonly kind: string;
  readonly state: string;
}

/** Everything a sequence left behind, on both sides. */
export interface Evidence {
  /** What GitHub applied, even where the answer was lost. */
  readonly writes: readonly JournalLine[];
  readonly requests: RequestReport["requests"];
  readonly deliveries: readonly Delivery[];
  readonly board: readonly Standing[];
  /** Guids in the inbox. */
  readonly inbox: ReadonlySet<string>;
  readonly ledger: readonly LedgerRow[];
  /** Refusals that undid a move, by the App's own journal. */
  readonly undone: number;
  readonly dead: number;
  /** Whether anybody outside the team can read the repository. */
  readonly shared: boolean;
  readonly cards: readonly string[];
  /** The most mutations of the App that were under way at once. */
  readonly mostAtOnce: number;
  /** Virtual time, ms. */
  readonly now: number;
  /** Faults that fired. */
  readonly fired: readonly { readonly name: string; readonly at: number }[];
}

export const self = "stagekeeper[bot]";
const marker = /<!-- stagekeeper (\{.*?\}) -->/;

/** The App's comments of a partner, with the key each carries. */
export function ours({ comments }: Standing): readonly {
  readonly key: string;
  readonly kind: string;
  readonly body: string;
  readonly html: string;
}[] {
  return comments
    .filter(({ author }) => author.replace("[bot]", "") === "stagekeeper")
    .map(({ body, html }) => {
      const found = marker.exec(body)?.[1];
      const { key, kind } =
        found === undefined ? { key: "", kind: "" } : (JSON.parse(found) as { key: string; kind: string });
      return { key, kind, body, html };
    });
}

/** The App's writes of Status, each with the card. */
export function statusWrites({ writes }: Evidence): readonly {
  readonly at: number;
  readonly item: string;
  readonly from: unknown;
  readonly to: unknown;
}[] {
  return writes
    .filter(({ actor, detail }) => actor === self && detail["field"] === "Status")
    .map(({ at, detail }) => ({
      at: Date.parse(at),
      item: String(detail["item"]),
      from: detail["from"],
      to: detail["to"],
    }));
}
