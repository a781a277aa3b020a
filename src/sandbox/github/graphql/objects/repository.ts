import type { Blob, Issue, Label, Pin, Repository } from "../../model/records.ts";
import { blobAt } from "../../acts/files.ts";
import { Refusal } from "../../model/refusal.ts";
import { assignable, may, mayReadProject, permissionIn } from "../../model/rights.ts";
import { fullName, type State } from "../../model/state.ts";
import { repositoryPage } from "../../payloads/repository.ts";
import { numberArg, optionalText, textArg } from "../args.ts";
import { connect } from "../connection.ts";
import { own, served, type Asked, type ServedType } from "../served.ts";
import { pathOf } from "./accounts.ts";
import { issuesMatching } from "./issue-list.ts";

function issueOf(repository: Repository, { viewer, args }: Asked): Issue {
  const number = numberArg(args, "number");
  const found = repository.issues.find((issue) => issue.number === number);
  if (found !== undefined && may(viewer, repository, "read issues")) return found;
  throw new Refusal("NOT_FOUND", `Could not resolve to an Issue with the number of ${number}.`);
}

function objectOf(repository: Repository, { viewer, args }: Asked): unknown {
  if (!may(viewer, repository, "read contents")) return null;
  const expression = optionalText(args, "expression");
  if (expression === null) throw new Refusal("NOT_SERVED", "Only object(expression:) is served here");
  const [revision, path] = expression.split(":", 2);
  const tips = ["HEAD", repository.defaultBranch, `refs/heads/${repository.defaultBranch}`, repository.head];
  if (revision === undefined || path === undefined || !tips.includes(revision)) return null;
  return blobAt(viewer.state, repository, path);
}

function collaboratorsOf(repository: Repository, { viewer, args }: Asked): unknown {
  if (!may(viewer, repository, "read collaborators")) return null;
  const login = optionalText(args, "login");
  const people = [...viewer.state.accounts.values()].filter((account) => account.type === "User");
  const members = people.filter((person) => {
    return (login === null || person.login === login) && collaborates(repository, person);
  });
  const page = connect(members, args);
  const edges = page.edges.map((edge) => ({
    ...edge,
    permission: permissionIn(repository, edge.node).toUpperCase(),
  }));
  return { ...page, edges };
}

function collaborates(repository: Repository, person: Parameters<typeof permissionIn>[1] & object): boolean {
  const { owner, rights } = repository;
  const tied =
    owner === person || rights.has(person) || (owner.type === "Organization" && owner.members.has(person));
  return tied && permissionIn(repository, person) !== "none";
}

function assignableTo(repository: Repository, { viewer, args }: Asked): unknown {
  const query = optionalText(args, "query")?.toLowerCase() ?? "";
  const people = [...viewer.state.accounts.values()].filter((account) => account.type === "User");
  const fitting = people.filter((person) => person.login.toLowerCase().includes(query));
  return connect(
    fitting.filter((person) => assignable(repository, person)),
    args,
  );
}

function labelsOf(repository: Repository, { args }: Asked): unknown {
  const query = optionalText(args, "query")?.toLowerCase() ?? "";
  return connect(
    repository.labels.filter(({ name }) => name.toLowerCase().includes(query)),
    args,
  );
}

function projectsOf(repository: Repository, { viewer, args }: Asked): unknown {
  const linked = viewer.state.projects.filter((project) => project.repositories.includes(repository));
  return connect(
    linked.filter((project) => mayReadProject(viewer, project)),
    args,
  );
}

function viewerPermission(repository: Repository, { viewer }: Asked): string | null {
  if (viewer.installation !== null) return null;
  const permission = permissionIn(repository, viewer.account);
  return permission === "none" ? null : permission.toUpperCase();
}

function labelPage(label: Label, state: State): string {
  return `${repositoryPage(state, label.repository)}/labels/${encodeURIComponent(label.name)}`;
}

/** Repositories and what lies in them. */
export const REPOSITORY_TYPES: readonly ServedType[] = [
  own<Repository>("Repository", ["id", "databaseId", "name", "owner", "createdAt", "updatedAt", "pushedAt"]),
  served<Repository>("Repository", {
    nameWithOwner: (repository) => fullName(repository),
    isPrivate: (repository) => repository.private,
    visibility: (repository) => (repository.private ? "PRIVATE" : "PUBLIC"),
    url: (repository, { viewer }) => repositoryPage(viewer.state, repository),
    resourcePath: (repository, { viewer }) => pathOf(repositoryPage(viewer.state, repository)),
    issue: issueOf,
    issueOrPullRequest: issueOf,
    issues: (repository, asked) => connect(issuesMatching(repository.issues, asked), asked.args),
    object: objectOf,
    label: (repository, { args }) =>
      repository.labels.find(({ name }) => name === textArg(args, "name")) ?? null,
    labels: labelsOf,
    collaborators: collaboratorsOf,
    assignableUsers: assignableTo,
    mentionableUsers: assignableTo,
    projectsV2: projectsOf,
    projectV2: (repository, { viewer, args }) => {
      const number = numberArg(args, "number");
      const linked = viewer.state.projects.filter((each) => each.repositories.includes(repository));
      return linked.find((each) => each.number === number && mayReadProject(viewer, each)) ?? null;
    },
    pinnedIssues: (repository, { args }) => connect(repository.pinned, args),
    viewerPermission,
    viewerCanAdminister: (repository, asked) => viewerPermission(repository, asked) === "ADMIN",
    defaultBranchRef: (repository) => ({ type: "Ref", repository }),
    description: () => null,
    homepageUrl: () => null,
    isArchived: () => false,
    isDisabled: () => false,
    isEmpty: (repository) => repository.files.size === 0,
    isFork: () => false,
    isInOrganization: (repository) => repository.owner.type === "Organization",
    isTemplate: () => false,
    hasIssuesEnabled: () => true,
    hasProjectsEnabled: () => true,
    hasWikiEnabled: () => false,
    hasDiscussionsEnabled: () => false,
    isBlankIssuesEnabled: () => true,
    issueTemplates: () => [],
    milestones: (_, { args }) => connect([], args),
    milestone: () => null,
    parent: () => null,
  }),
  served<{ readonly repository: Repository }>("Ref", {
    id: ({ repository }) => `REF_${repository.id.slice(2)}`,
    name: ({ repository }) => repository.defaultBranch,
    prefix: () => "refs/heads/",
    repository: ({ repository }) => repository,
  }),
  own<Blob>("Blob", ["id", "repository"]),
  served<Blob>("Blob", {
    oid: ({ file }) => file.sha,
    abbreviatedOid: ({ file }) => file.sha.slice(0, 7),
    byteSize: ({ file }) => file.bytes.length,
    isBinary: ({ file }) => file.bytes.includes(0),
    isTruncated: () => false,
    text: ({ file }) => (file.bytes.includes(0) ? null : Buffer.from(file.bytes).toString("utf8")),
  }),
  own<Label>("Label", ["id", "name", "color", "description", "repository", "createdAt", "updatedAt"]),
  served<Label>("Label", {
    isDefault: () => false,
    url: (label, { viewer }) => labelPage(label, viewer.state),
    resourcePath: (label, { viewer }) => pathOf(labelPage(label, viewer.state)),
    issues: (label, asked) => {
      const issues = label.repository.issues.filter((issue) => issue.labels.includes(label));
      return connect(issuesMatching(issues, asked), asked.args);
    },
  }),
  own<Pin>("PinnedIssue", ["id", "databaseId", "issue"]),
  served<Pin>("PinnedIssue", {
    fullDatabaseId: (pin) => String(pin.databaseId),
    pinnedBy: (pin) => pin.by,
    repository: (pin) => pin.issue.repository,
  }),
];
