import { setTimeout as pause } from "node:timers/promises";
import type { FaultOrder } from "../../../../src/sandbox/faults/fault.ts";
import type { Play } from "../model/play.ts";
import type { Trouble } from "../model/trouble.ts";

/** The faults of a sequence that are set and have not fired as often as they may: name by id. */
export type Armed = Map<number, string>;

/** Webhooks of the App's own writes, a second late. It is part of the setting, and stays. */
export const lateEchoes: FaultOrder = {
  ...{ kind: "delay", by: "PT1S", match: { actor: "stagekeeper[bot]" }, count: null },
};

/** Sets a fault. True: it may keep the App from hearing of something until a sweep. */
export function arm({ world }: Play, fault: Trouble | null, armed: Armed): boolean {
  if (fault === null) return false;
  if (fault.kind === "app") return true;
  for (const order of fault.orders) armed.set(world.pieces.faults.add(order).id, fault.name);
  return fault.sweep;
}

/** Faults of webhooks and lags end with the moment; one that strikes once stays until it does. */
export function disarm({ world, fired }: Play, armed: Armed): void {
  const { faults } = world.pieces;
  for (const { id, fired: strikes } of faults.all()) {
    const name = armed.get(id);
    if (name !== undefined) fired.push(...strikes.map(({ at }) => ({ name, at: Date.parse(at) })));
  }
  const kept = faults.all().flatMap(({ id, order, left }): readonly Kept[] => {
    const name = armed.get(id);
    if (name === undefined) return [{ order, name }];
    armed.delete(id);
    return left !== null && left > 0 ? [{ order: { ...order, count: left }, name }] : [];
  });
  faults.clear();
  for (const { order, name } of kept) {
    const { id } = faults.add(order);
    if (name !== undefined) armed.set(id, name);
  }
}

interface Kept {
  readonly order: FaultOrder;
  readonly name: string | undefined;
}

/** Does to the App what operators and machines do. */
export async function strike({ stage, world, fired }: Play, name: string, workers: number): Promise<void> {
  fired.push({ name, at: world.pieces.clock.now() });
  if (name === "restart") return stage.app.start(world.pieces.clock, { empty: false, workers });
  await pause(fired.length % 5);
  return stage.app.records.cut();
}
