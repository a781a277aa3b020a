import type { World, WorldSettings } from "./api.ts";

/** A GitHub without anybody in it: people, repositories and boards come by `scene`. */
export function createGithubWorld(settings: WorldSettings): World {
  throw new Error(`not built yet (${settings.now()})`);
}
