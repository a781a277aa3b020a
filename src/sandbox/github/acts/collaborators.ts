import type { Permission } from "../api.ts";
import type { Account, Repository } from "../model/records.ts";
import { demand, may, type Acting } from "../model/rights.ts";
import { fullName } from "../model/state.ts";
import { announce, record } from "../payloads/announce.ts";
import { userJson, type Json } from "../payloads/people.ts";

/** Gives somebody a right in a repository. True: they had none before. */
export function setCollaborator(
  by: Acting,
  repository: Repository,
  { account, permission }: { account: Account; permission: Permission },
): boolean {
  demand(by, may(by, repository, "administer"));
  const before = repository.rights.get(account);
  repository.rights.set(account, permission);
  if (before === permission) return false;
  const from = before ?? null;
  const changes: Json = {
    permission: { from, to: permission },
    ...(before === undefined ? { role_name: { to: permission } } : {}),
  };
  tell(by, repository, { action: before === undefined ? "added" : "edited", account, changes });
  return before === undefined;
}

/** Takes somebody's own right away. */
export function removeCollaborator(by: Acting, repository: Repository, account: Account): void {
  demand(by, may(by, repository, "administer"));
  if (!repository.rights.delete(account)) return;
  tell(by, repository, { action: "removed", account });
}

interface News {
  readonly action: string;
  readonly account: Account;
  readonly changes?: Json;
}

function tell(by: Acting, repository: Repository, { action, account, changes }: News): void {
  record(by, { repository: fullName(repository), [action]: account.login, ...changes });
  const facts = { member: userJson(by.state, account), ...(changes === undefined ? {} : { changes }) };
  announce(by, { event: "member", action, repository, owner: repository.owner, facts });
}
