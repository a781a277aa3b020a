import type { Github } from "../keeper/github.ts";
import { act } from "./act.ts";
import { readBoard, readPlaybook } from "./board.ts";
import type { Installation } from "./installation.ts";
import { createIdBook } from "./issue-ids.ts";
import { lookAt } from "./look.ts";
import type { IssueIds } from "./parts.ts";
import { readOwnIssues, repositoriesWithPlaybook, repositoryNamed } from "./repositories.ts";
import { readMembership, readPermission } from "./rights.ts";

const NO_IDS: IssueIds = { labels: [], assignees: [] };

/** GitHub as one installation sees it. */
export function createGithub(on: Installation): Github {
  const book = createIdBook(on);
  let statusField = "Status";
  return {
    repositories: () => repositoriesWithPlaybook(on),
    playbook: (repository) => readPlaybook(on, repository),
    board: (request) => readBoard(on, request),
    look: (request) => {
      statusField = request.fields["status"]?.name ?? statusField;
      return lookAt({ ...on, learn: book.learn }, request);
    },
    async act(effects) {
      const ids = new Map<string, IssueIds>();
      for (const effect of effects) {
        if (effect.kind === "open-issue") ids.set(effect.key, await book.look(effect));
      }
      return act(on, effects, { statusField, ids: ({ key }) => ids.get(key) ?? NO_IDS });
    },
    permission: (repository, login) => readPermission(on, repository, login),
    memberOf: (team, login) => readMembership(on, team, login),
    repositoryNamed: (owner, name) => repositoryNamed(on, owner, name),
    ownIssues: (repository) => readOwnIssues(on, repository),
  };
}
