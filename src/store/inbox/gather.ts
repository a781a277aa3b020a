import { setImmediate as immediate } from "node:timers/promises";

interface Asked<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result | Promise<Result>) => void;
}

/** How to do many at once, and one by itself. */
export interface Ways<Item, Result> {
  /** One answer for each item, in their order; null: this one has to be done alone. */
  readonly together: (items: readonly Item[]) => Promise<readonly (Result | null)[]>;
  readonly alone: (item: Item) => Promise<Result>;
}

/**
 * Does in one go what was asked for in one turn of the event loop, or while the last lot was under way: under load one
 * statement and one flush serve many, and whoever comes alone is served at once. A lot that fails is done one by one, so that nobody pays for
 * another's fault.
 */
export function gather<Item, Result>({
  together,
  alone,
}: Ways<Item, Result>): (item: Item) => Promise<Result> {
  let waiting: Asked<Item, Result>[] = [];
  let busy = false;
  const work = async (): Promise<void> => {
    busy = true;
    while (waiting.length > 0) {
      await immediate();
      const lot = waiting;
      waiting = [];
      const answers = await together(lot.map(({ item }) => item)).catch(() => []);
      for (const [index, { item, resolve }] of lot.entries()) resolve(answers[index] ?? alone(item));
    }
    busy = false;
  };
  return (item) =>
    new Promise((resolve) => {
      waiting.push({ item, resolve });
      if (!busy) void work();
    });
}
