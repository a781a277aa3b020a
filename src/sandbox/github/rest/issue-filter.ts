import type { Issue } from "../model/records.ts";

type Test = (issue: Issue) => boolean;

/** Issues that the query asks for: `state`, `labels`, `assignee`, `creator`, `since`, `sort`, `direction`. */
export function issuesMatching(issues: readonly Issue[], query: URLSearchParams): readonly Issue[] {
  const tests = [
    ofState(query.get("state") ?? "open"),
    withLabels(query.get("labels")),
    assignedTo(query.get("assignee")),
    writtenBy(query.get("creator")),
    changedSince(query.get("since")),
  ];
  return sorted(
    issues.filter((issue) => tests.every((test) => test(issue))),
    query,
  );
}

function ofState(state: string): Test {
  return (issue) => state === "all" || issue.state === state.toUpperCase();
}

/** Here, unlike in GraphQL, an issue needs all the labels. */
function withLabels(names: string | null): Test {
  const wanted = names === null || names === "" ? [] : names.toLowerCase().split(",");
  return (issue) => {
    const has = new Set(issue.labels.map(({ name }) => name.toLowerCase()));
    return wanted.every((name) => has.has(name.trim()));
  };
}

function assignedTo(login: string | null): Test {
  if (login === null || login === "") return () => true;
  if (login === "*") return ({ assignees }) => assignees.length > 0;
  if (login === "none") return ({ assignees }) => assignees.length === 0;
  return ({ assignees }) => assignees.some((assignee) => assignee.login === login);
}

function writtenBy(login: string | null): Test {
  return ({ author }) => login === null || author.login === login;
}

function changedSince(since: string | null): Test {
  return ({ updatedAt }) => since === null || Date.parse(updatedAt) >= Date.parse(since);
}

function sorted(issues: readonly Issue[], query: URLSearchParams): readonly Issue[] {
  const sort = query.get("sort") ?? "created";
  const rising = issues.toSorted((one, other) => {
    if (sort === "comments") return one.comments.length - other.comments.length;
    const [left, right] =
      sort === "updated" ? [one.updatedAt, other.updatedAt] : [one.createdAt, other.createdAt];
    return left.localeCompare(right) || one.number - other.number;
  });
  return query.get("direction") === "asc" ? rising : rising.toReversed();
}
