import type { Turn } from "./keeper.ts";

/** Finds the repositories of an installation that hold a playbook: each is a pipeline, due for its first sweep. */
export async function discover(turn: Turn): Promise<void> {
  const repositories = await turn.github.repositories();
  await turn.claim.discovered(repositories, turn.clock.now());
  turn.log.info({ pipelines: repositories.length }, "installation.discovered");
}
