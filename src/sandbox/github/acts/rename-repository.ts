import type { Repository } from "../model/records.ts";
import { Refusal } from "../model/refusal.ts";
import { demand, may, type Acting } from "../model/rights.ts";
import { fullName, repositoryOf, timestamp } from "../model/state.ts";
import { record } from "../payloads/announce.ts";

/** Gives a repository another name; its id stays, and its old names lead to it. */
export function renameRepository(by: Acting, repository: Repository, name: string): void {
  demand(by, may(by, repository, "administer"));
  const before = fullName(repository);
  if (name === repository.name) return;
  const taken = repositoryOf(by.state, `${repository.owner.login}/${name}`);
  if (taken !== null && taken !== repository)
    throw new Refusal("UNPROCESSABLE", "name already exists on this account");
  repository.formerNames.add(before.toLowerCase());
  repository.name = name;
  repository.formerNames.delete(fullName(repository).toLowerCase());
  repository.updatedAt = timestamp(by.state);
  record(by, { repository: before, renamed: fullName(repository) });
}
