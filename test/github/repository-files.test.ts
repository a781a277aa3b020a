import { describe, expect, it } from "@jest/globals";
import { anInstallation, answersGraphql, onlyExpectedRequests, tellsItsName } from "./an-app.ts";
import { aBlob } from "./board-shapes.ts";
import type { Shape } from "./shapes.ts";

onlyExpectedRequests();

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

function anOwnIssue(id: string, login: string): Shape {
  return {
    id,
    body: `body of ${id}`,
    state: "OPEN",
    viewerDidAuthor: false,
    author: { __typename: "Bot", login },
  };
}
