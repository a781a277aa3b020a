import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { BoardRequest } from "../../src/keeper/github.ts";
import { anInstallation, answersGraphql, onlyExpectedRequests, tellsItsName } from "./an-app.ts";
import { aStatus, type Shape } from "./shapes.ts";

onlyExpectedRequests();

describe("board", () => {
  it("brings the project, the file, the cards and the labelled issues in one request", async () => {
    const { github } = anInstallation();
    const sent = answersGraphql(aBoard({ pageInfo: { hasNextPage: true, endCursor: "c1" } }));

    const page = await github.board(aRequest());

    expect(sent).toHaveLength(1);
    expect(page).toEqual({
      repository: { id: "R_1", owner: "acme", name: "partners", private: true },
      playbook: { sha: "abc", text: "extends: design-partner", bytes: 23 },
      project: {
        id: "PVT_1",
        number: 3,
        title: "Partners",
        url: "https://github.test/orgs/acme/projects/3",
        closed: false,
        fields: [
          { id: "F_1", name: "Status", dataType: "SINGLE_SELECT", options: [{ id: "o1", name: "Outreach" }] },
          { id: "F_2", name: "Due date", dataType: "DATE", options: [] },
        ],
        workflows: ["Item closed"],
      },
      cards: [
        {
          card: "PVTI_1",
          content: "issue",
          issue: "I_1",
          number: 12,
          title: "Acme",
          archived: false,
          labels: ["partner"],
          status: "opt_outreach",
          fingerprint: expect.stringMatching(/^[\w-]{22}$/),
        },
      ],
      labelled: [
        { issue: "I_1", number: 12, onBoard: true },
        { issue: "I_2", number: 13, onBoard: false },
      ],
      next: "c1",
    });
  });

  it("reads the repository alone when no project is known yet", async () => {
    const { github } = anInstallation();
    const sent = answersGraphql({ data: { repository: aRepository() } });

    const page = await github.board(aRequest({ project: null }));

    expect(sent[0]?.variables["withProject"]).toBe(false);
    expect(page).toMatchObject({ project: null, cards: [], next: null, playbook: { sha: "abc" } });
  });

  it("reads later pages without the rest", async () => {
    const { github } = anInstallation();
    answersGraphql({ data: { organization: { projectV2: { items: items({}) } } } });

    const page = await github.board(aRequest({ after: "c1" }));

    expect(page).toMatchObject({
      playbook: null,
      project: null,
      labelled: [],
      next: null,
      cards: [{ card: "PVTI_1" }],
    });
  });

  it.each([
    {
      content: { __typename: "DraftIssue", title: "Idea", updatedAt: "2026-11-20T09:00:00Z" },
      kind: "draft",
      title: "Idea",
    },
    { content: { __typename: "PullRequest", title: "Fix", number: 4 }, kind: "pull-request", title: "Fix" },
    { content: null, kind: "redacted", title: "" },
  ])("knows a card that is $kind", async ({ content, kind, title }) => {
    const { github } = anInstallation();
    answersGraphql(aBoard({ nodes: [null, anItem({ content })] }), {});

    expect((await github.board(aRequest())).cards).toMatchObject([{ content: kind, title, issue: null }]);
  });

  it.each([
    {
      what: "no project of that number",
      path: ["organization", "projectV2"],
      type: "NOT_FOUND",
      null: "project",
    },
    { what: "an owner that is no organisation", path: ["organization"], type: "NOT_FOUND", null: "project" },
    {
      what: "a project that is closed to us",
      path: ["organization", "projectV2"],
      type: "FORBIDDEN",
      null: "project",
    },
    { what: "no repository", path: ["repository"], type: "NOT_FOUND", null: "repository" },
  ])("takes $what for an answer", async ({ path, type, null: none }) => {
    const { github } = anInstallation();
    const whole = aBoard({}) as { data: { organization: Shape; repository: Shape } };
    const data =
      none === "project" ? { ...whole.data, organization: null } : { ...whole.data, repository: null };
    answersGraphql({ data, errors: [{ type, path }] });

    expect(await github.board(aRequest())).toMatchObject({ [none]: null });
  });

  it.each([
    {
      what: "the file is closed to us",
      path: ["repository", "object"],
      type: "FORBIDDEN",
      failure: "denied",
    },
    {
      what: "the cards are missing",
      path: ["organization", "projectV2", "items"],
      type: "NOT_FOUND",
      failure: "permanent",
    },
    {
      what: "a card's labels are missing",
      path: ["organization", "projectV2", "items", "nodes", 0, "content", "labels"],
      type: "FORBIDDEN",
      failure: "denied",
    },
    {
      what: "GitHub broke down in the middle",
      path: ["organization"],
      type: undefined,
      failure: "transient",
    },
  ])("fails when $what", async ({ path, type, failure }) => {
    const { github } = anInstallation();
    answersGraphql({ ...aBoard({}), errors: [{ type, path }] });

    await expect(github.board(aRequest())).rejects.toMatchObject({ failure: { kind: failure } });
  });

  it("fails when the project vanishes between two pages, so that no card is taken for gone", async () => {
    const { github } = anInstallation();
    answersGraphql({ data: { organization: null }, errors: [{ type: "NOT_FOUND", path: ["organization"] }] });

    await expect(github.board(aRequest({ after: "c1" }))).rejects.toMatchObject({
      failure: { kind: "transient" },
    });
  });
});

describe("the fingerprint of a card", () => {
  it.each<{ what: string; changes: Shape }>([
    { what: "the card", changes: { updatedAt: "2026-11-22T00:00:00Z" } },
    { what: "its Status", changes: { status: aStatus({ optionId: "opt_other" }) } },
    { what: "when its Status was set", changes: { status: aStatus({ updatedAt: "2026-11-22T00:00:00Z" }) } },
    { what: "its being archived", changes: { isArchived: true } },
    { what: "the issue", changes: { content: aContent({ updatedAt: "2026-11-22T00:00:00Z" }) } },
    { what: "the issue's labels", changes: { content: aContent({ labels: { nodes: [] } }) } },
    { what: "the issue's state", changes: { content: aContent({ state: "CLOSED" }) } },
    {
      what: "a sub-issue's completion",
      changes: { content: aContent({ subIssuesSummary: { total: 1, completed: 1 } }) },
    },
    {
      what: "its blockers",
      changes: { content: aContent({ issueDependenciesSummary: { blockedBy: 1, totalBlockedBy: 1 } }) },
    },
  ])("changes with $what", async ({ changes }) => {
    expect(await fingerprintOf(anItem(changes))).not.toBe(await fingerprintOf(anItem({})));
  });

  it("stays when nothing changed", async () => {
    expect(await fingerprintOf(anItem({}))).toBe(await fingerprintOf(anItem({})));
  });

  it("differs for any two titles", async () => {
    const { github } = anInstallation();
    const print = async (title: string): Promise<string | undefined> => {
      answersGraphql(aBoard({ nodes: [anItem({ content: aContent({ title }) })] }));
      return (await github.board(aRequest())).cards[0]?.fingerprint;
    };

    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), async (a, b) => {
        expect((await print(a)) === (await print(b))).toBe(a === b);
      }),
      { numRuns: 15 },
    );
  });
});

describe("playbook", () => {
  it.each([
    { what: "is there", object: aBlob({}), read: { sha: "abc", text: "extends: design-partner", bytes: 23 } },
    { what: "was cut", object: aBlob({ isTruncated: true }), read: { sha: "abc", text: null, bytes: 23 } },
    { what: "is no text", object: aBlob({ text: null }), read: { sha: "abc", text: null, bytes: 23 } },
    { what: "is a folder", object: { __typename: "Tree" }, read: null },
    { what: "is missing", object: null, read: null },
  ])("when it $what", async ({ object, read }) => {
    const { github } = anInstallation();
    const sent = answersGraphql({ data: { repository: { object } } });

    expect(await github.playbook(REPOSITORY)).toEqual(read);
    expect(sent[0]?.variables["file"]).toBe("HEAD:.github/stagekeeper.yml");
  });
});

describe("ownIssues", () => {
  it("gives each issue of the App's own account once", async () => {
    const { github } = anInstallation();
    tellsItsName();
    const sent = answersGraphql({
      data: {
        repository: {
          own: { nodes: [anOwnIssue("I_1", "stagekeeper"), anOwnIssue("I_2", "impostor")] },
          latest: { nodes: [anOwnIssue("I_1", "stagekeeper"), anOwnIssue("I_3", "stagekeeper"), null] },
        },
      },
    });

    expect(await github.ownIssues(REPOSITORY)).toEqual([
      { id: "I_1", body: "body of I_1", state: "open" },
      { id: "I_3", body: "body of I_3", state: "open" },
    ]);
    expect(sent[0]?.variables["self"]).toBe("stagekeeper[bot]");
  });

  it("goes on when GitHub does not know the App as somebody who opens issues", async () => {
    const { github } = anInstallation();
    tellsItsName();
    answersGraphql({
      data: { repository: { own: null, latest: { nodes: [anOwnIssue("I_1", "stagekeeper")] } } },
      errors: [{ type: "NOT_FOUND", path: ["repository", "own"] }],
    });

    expect(await github.ownIssues(REPOSITORY)).toHaveLength(1);
  });
});

const REPOSITORY = { id: "R_1", owner: "acme", name: "partners", private: true };

function aRequest(changes: Partial<BoardRequest> = {}): BoardRequest {
  return { repository: REPOSITORY, project: 3, label: "partner", after: null, ...changes };
}

async function fingerprintOf(item: Shape): Promise<string | undefined> {
  const { github } = anInstallation();
  answersGraphql(aBoard({ nodes: [item] }));
  return (await github.board(aRequest())).cards[0]?.fingerprint;
}

function aBoard(about: Shape): object {
  return { data: { repository: aRepository(), organization: { projectV2: aProject(about) } } };
}

function aProject(about: Shape): Shape {
  return {
    id: "PVT_1",
    number: 3,
    title: "Partners",
    url: "https://github.test/orgs/acme/projects/3",
    closed: false,
    fields: {
      nodes: [
        {
          __typename: "ProjectV2SingleSelectField",
          id: "F_1",
          name: "Status",
          dataType: "SINGLE_SELECT",
          options: [{ id: "o1", name: "Outreach" }],
        },
        { __typename: "ProjectV2Field", id: "F_2", name: "Due date", dataType: "DATE" },
        null,
      ],
    },
    workflows: {
      nodes: [{ name: "Item closed", enabled: true }, { name: "Auto-add", enabled: false }, null],
    },
    items: items(about),
  };
}

function items(about: Shape): Shape {
  return { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [anItem({})], ...about };
}

function anItem(changes: Shape): Shape {
  return {
    id: "PVTI_1",
    type: "ISSUE",
    isArchived: false,
    updatedAt: "2026-11-21T09:00:00Z",
    status: aStatus(),
    content: aContent({}),
    ...changes,
  };
}

function aContent(changes: Shape): Shape {
  return {
    __typename: "Issue",
    id: "I_1",
    number: 12,
    title: "Acme",
    updatedAt: "2026-11-21T09:00:00Z",
    state: "OPEN",
    labels: { nodes: [{ name: "partner" }] },
    subIssuesSummary: { total: 1, completed: 0 },
    issueDependenciesSummary: { blockedBy: 0, totalBlockedBy: 0 },
    ...changes,
  };
}

function aRepository(): Shape {
  return {
    id: "R_1",
    name: "partners",
    visibility: "PRIVATE",
    owner: { login: "acme" },
    object: aBlob({}),
    issues: {
      nodes: [
        { id: "I_1", number: 12, projectItems: { nodes: [{ project: { id: "PVT_1" } }] } },
        { id: "I_2", number: 13, projectItems: { nodes: [null, { project: { id: "PVT_other" } }] } },
      ],
    },
  };
}

function aBlob(changes: Shape): Shape {
  return {
    __typename: "Blob",
    oid: "abc",
    byteSize: 23,
    isTruncated: false,
    text: "extends: design-partner",
    ...changes,
  };
}

function anOwnIssue(id: string, login: string): Shape {
  return {
    id,
    body: `body of ${id}`,
    state: "OPEN",
    viewerDidAuthor: false,
    author: { __typename: "Bot", login },
  };
}
