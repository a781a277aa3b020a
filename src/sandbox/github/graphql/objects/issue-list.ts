import { z } from "zod";

import type { Issue } from "../../model/records.ts";
import { Refusal } from "../../model/refusal.ts";
import { maySeeIssue } from "../../model/lookup.ts";
import { orderArg, textsArg } from "../args.ts";
import type { Args, Asked } from "../served.ts";

const Filter = z.strictObject({
  assignee: z.string().nullish(),
  createdBy: z.string().nullish(),
  labels: z.array(z.string()).nullish(),
  states: z.array(z.string()).nullish(),
  since: z.string().nullish(),
  mentioned: z.null().optional(),
  milestone: z.null().optional(),
  milestoneNumber: z.null().optional(),
  type: z.null().optional(),
  viewerSubscribed: z.boolean().nullish(),
});

type Test = (issue: Issue) => boolean;

/** Issues that the arguments `labels`, `states`, `filterBy` and `orderBy` ask for, as far as they may be seen. */
export function issuesMatching(issues: readonly Issue[], { viewer, args }: Asked): readonly Issue[] {
  const filter = filterOf(args);
  const tests = [
    anyLabel(textsArg(args, "labels") ?? filter.labels ?? null),
    inStates(textsArg(args, "states") ?? filter.states ?? null),
    assignedTo(filter.assignee ?? null),
    writtenBy(filter.createdBy ?? null),
    changedSince(filter.since ?? null),
  ];
  const found = issues.filter((issue) => maySeeIssue(viewer, issue) && tests.every((test) => test(issue)));
  return ordered(found, args);
}

function filterOf(args: Args): z.infer<typeof Filter> {
  const filter = Filter.safeParse(args["filterBy"] ?? {});
  if (filter.success) return filter.data;
  throw new Refusal(
    "NOT_SERVED",
    `This sandbox does not serve this filter: ${z.prettifyError(filter.error)}`,
  );
}

function anyLabel(names: readonly string[] | null): Test {
  if (names === null) return () => true;
  const wanted = names.map((name) => name.toLowerCase());
  return (issue) => issue.labels.some(({ name }) => wanted.includes(name.toLowerCase()));
}

function inStates(states: readonly string[] | null): Test {
  return (issue) => states === null || states.includes(issue.state);
}

function assignedTo(login: string | null): Test {
  if (login === null) return () => true;
  return (issue) => {
    if (login === "*") return issue.assignees.length > 0;
    return issue.assignees.some((assignee) => assignee.login === login);
  };
}

function writtenBy(login: string | null): Test {
  return (issue) => login === null || issue.author.login === login;
}

function changedSince(since: string | null): Test {
  return (issue) => since === null || Date.parse(issue.updatedAt) >= Date.parse(since);
}

function ordered(issues: readonly Issue[], args: Args): readonly Issue[] {
  const order = orderArg(args);
  if (order === null) return issues;
  const keys: Readonly<Record<string, (issue: Issue) => string | number>> = {
    CREATED_AT: ({ createdAt }) => createdAt,
    UPDATED_AT: ({ updatedAt }) => updatedAt,
    COMMENTS: ({ comments }) => comments.length,
  };
  const key = keys[order.field] ?? ((issue: Issue): number => issue.number);
  const rising = issues.toSorted((one, other) => compare(key(one), key(other)) || one.number - other.number);
  return order.direction === "ASC" ? rising : rising.toReversed();
}

function compare(one: string | number, other: string | number): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
