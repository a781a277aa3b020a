import { describe, expect, it } from "@jest/globals";
import { gather } from "../../src/store/inbox/gather.ts";

/** Doubles numbers; remembers in what lots it was asked, and answers when it is told to. */
function aDoubler(together?: (items: readonly number[]) => readonly (number | null)[]) {
  const lots: (readonly number[])[] = [];
  const answers: (() => void)[] = [];
  const double = gather<number, number>({
    together: async (items) => {
      lots.push(items);
      await new Promise<void>((resolve) => answers.push(resolve));
      return together?.(items) ?? items.map((item) => item * 2);
    },
    alone: (item) => {
      lots.push([item]);
      return item < 0 ? Promise.reject(new RangeError("less than nothing")) : Promise.resolve(item * 2);
    },
  });
  const begun = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const answer = async (): Promise<void> => {
    await begun();
    answers.shift()?.();
    await begun();
  };
  return { double, lots, begun, answer };
}

describe("gather", () => {
  it("does together what comes at once, and then what came meanwhile", async () => {
    const { double, lots, begun, answer } = aDoubler();

    const atOnce = [1, 2].map(double);
    await begun();
    const meanwhile = [3, 4, 5].map(double);
    await answer();
    await answer();

    expect(await Promise.all([...atOnce, ...meanwhile])).toEqual([2, 4, 6, 8, 10]);
    expect(lots).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
  });

  it("starts anew after a rest", async () => {
    const { double, lots, answer } = aDoubler();
    const first = double(1);
    await answer();
    await first;

    const second = double(2);
    await answer();

    expect(await second).toBe(4);
    expect(lots).toEqual([[1], [2]]);
  });

  it("does alone what was left out, and keeps nobody else waiting for it", async () => {
    const { double, lots, answer } = aDoubler((items) => items.map((item) => (item === 2 ? null : item * 2)));

    const asked = [1, 2, 3].map(double);
    await answer();

    expect(await Promise.all(asked)).toEqual([2, 4, 6]);
    expect(lots).toEqual([[1, 2, 3], [2]]);
  });

  it("does each alone when a lot fails, so that only the one at fault fails", async () => {
    const { double, answer } = aDoubler((items) => {
      if (items.includes(-1)) throw new RangeError("less than nothing");
      return items.map((item) => item * 2);
    });

    const asked = Promise.allSettled([1, 2, -1].map(double));
    await answer();

    expect(await asked).toMatchObject([{ value: 2 }, { value: 4 }, { status: "rejected" }]);
  });
});
