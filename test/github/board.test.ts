import { describe, expect, it } from "@jest/globals";
import type { BoardRequest } from "../../src/keeper/github.ts";
import { anInstallation, answersGraphql, onlyExpectedRequests } from "./an-app.ts";
import { aBoard, anItem, aRepository, items } from "./board-shapes.ts";
import type { Shape } from "./shapes.ts";

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
          contact: "Jane @jane-acme",
          fingerprint: expect.stringMatching(/^[\w-]{22}$/),
        },
      ],
      labelled: [
        { issue: "I_1", number: 12, updatedAt: Date.UTC(2026, 10, 21, 12), onBoard: true },
        { issue: "I_2", number: 13, updatedAt: Date.UTC(2026, 10, 21, 12), onBoard: false },
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

const REPOSITORY = { id: "R_1", owner: "acme", name: "partners", private: true };

function aRequest(changes: Partial<BoardRequest> = {}): BoardRequest {
  return { repository: REPOSITORY, project: 3, label: "partner", after: null, ...changes };
}
