import type { Project, Repository } from "../model/records.ts";
import { demand, mayWriteProject, type Acting } from "../model/rights.ts";
import { fullName } from "../model/state.ts";
import { record } from "../payloads/announce.ts";
import { drop } from "./timeline.ts";

/** Shows a board on a repository's page. */
export function linkRepository(by: Acting, project: Project, repository: Repository): void {
  demand(by, mayWriteProject(by, project));
  if (project.repositories.includes(repository)) return;
  project.repositories.push(repository);
  record(by, { project: project.number, linked: fullName(repository) });
}

/** Takes a board off a repository's page. */
export function unlinkRepository(by: Acting, project: Project, repository: Repository): void {
  demand(by, mayWriteProject(by, project));
  drop(project.repositories, repository);
  record(by, { project: project.number, unlinked: fullName(repository) });
}
