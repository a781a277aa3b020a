import type { ResultOf } from "gql.tada";
import type { Login } from "../core/ids.ts";
import { sameLogin } from "../core/ids.ts";
import type { Instant } from "../core/time/time.ts";
import { faultError } from "./faults.ts";
import { Assignable } from "./graphql/assignable.ts";
import { ask } from "./graphql/execute.ts";
import { LabelIds } from "./graphql/label-ids.ts";
import type { Installation } from "./installation.ts";
import type { IssueIds, OpenIssueEffect } from "./parts.ts";
import type { IssueShape } from "./read-issue.ts";
import { present } from "./read-values.ts";

/** GitHub's own limit. */
const MOST_ASSIGNEES = 10;
const KEPT_MS = 3_600_000;

/** Finds node ids of labels and people. What is not there (any more) is left out rather than failing the issue. */
export interface IdBook {
  look(effect: OpenIssueEffect): Promise<IssueIds>;
  /**
   * Whoever is assigned to an issue of a repository can be assigned there: GitHub takes those off its issues who lose
   * their access to it.
   */
  readonly learn: (issue: Pick<IssueShape, "repository" | "assignees">) => void;
}

/** Keeps what it found for an hour. */
export function createIdBook(on: Installation): IdBook {
  const labels = new Map<string, Kept<ReadonlyMap<string, string>>>();
  const people = new Map<string, Kept<string | null>>();
  const keptUntil = (): Instant => (on.clock.now() + KEPT_MS) as Instant;
  const kept = async <T>(shelf: Map<string, Kept<T>>, key: string, read: () => Promise<T>): Promise<T> => {
    const known = shelf.get(key);
    if (known !== undefined && known.until > on.clock.now()) return known.value;
    const value = await read();
    shelf.set(key, { value, until: keptUntil() });
    return value;
  };
  const personKey = (repository: string, login: string): string => `${repository} ${login.toLowerCase()}`;
  return {
    learn: ({ repository, assignees }) => {
      for (const { id, login } of present(assignees)) {
        people.set(personKey(repository.id, login), { value: id, until: keptUntil() });
      }
    },
    async look({ repository, labels: names, assignees }) {
      const book =
        names.length === 0
          ? new Map<string, string>()
          : await kept(labels, repository, () => readLabels(on, repository));
      const ids: (string | null)[] = [];
      for (const login of assignees.slice(0, MOST_ASSIGNEES)) {
        ids.push(
          await kept(people, personKey(repository, login), () => readAssignable(on, repository, login)),
        );
      }
      return {
        labels: names.flatMap((name) => book.get(name.toLowerCase()) ?? []),
        assignees: ids.flatMap((id) => id ?? []),
      };
    },
  };
}

interface Kept<T> {
  readonly value: T;
  readonly until: Instant;
}

/** Label names are unique in a repository without regard to case. */
async function readLabels(on: Installation, repository: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (let page = await labelPage(on, repository, null); ;) {
    for (const { id, name } of present(page)) found.set(name.toLowerCase(), id);
    const next = page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : null;
    if (next === null) return found;
    page = await labelPage(on, repository, next);
  }
}

type LabelPage = Extract<
  NonNullable<ResultOf<typeof LabelIds>["node"]>,
  { __typename: "Repository" }
>["labels"];

async function labelPage(on: Installation, repository: string, after: string | null): Promise<LabelPage> {
  const answer = await ask(on.session, LabelIds, { repository, after });
  const node = answer.data?.node;
  if (answer.faults.length > 0 || node?.__typename !== "Repository") throw faultError(answer.faults, answer);
  return node.labels;
}

async function readAssignable(on: Installation, repository: string, login: Login): Promise<string | null> {
  const answer = await ask(on.session, Assignable, { repository, login });
  const node = answer.data?.node;
  if (answer.faults.length > 0 || node?.__typename !== "Repository") throw faultError(answer.faults, answer);
  return present(node.assignableUsers).find((user) => sameLogin(user.login, login))?.id ?? null;
}
