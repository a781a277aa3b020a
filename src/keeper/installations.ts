import type { Keeper } from "./keeper.ts";

/** Brings our rows of installations in step with GitHub's list: new, suspended, gone. */
export async function knowInstallations({
  app,
  store,
  clock,
}: Pick<Keeper, "app" | "store" | "clock">): Promise<void> {
  await store.knowInstallations(await app.installations(), clock.now());
}
