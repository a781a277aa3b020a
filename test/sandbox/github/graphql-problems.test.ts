import { describe, expect, it } from "@jest/globals";

import { aWorld } from "./a-world.ts";

/**
 * GitHub runs graphql-ruby; the words and codes are those of its `lib/graphql/static_validation` (rmosolgo/graphql-ruby).
 * Seen from GitHub itself: `Field 'x' doesn't exist on type 'Y'`; `Variable $user is declared by prData but not used`
 * (octokit/graphql.js#333); `Nullability mismatch on variable …` (octokit/octokit.graphql.net#66); `Variable $owner of
 * type String! was provided invalid value` (octokit/graphql-action#219); `Parse error on ")" (RPAREN) at [25, 23]`
 * (pyvec/python.cz#417).
 */
function problemsOf(query: string, variables: Readonly<Record<string, unknown>> = {}): unknown {
  const on = aWorld();
  const { data, errors } = on.ask(on.member, query, variables);
  expect(data).toBeUndefined();
  return errors;
}

describe("a document's problems, in GitHub's words", () => {
  it.each([
    [
      "{ viewer { nick: nickname } }",
      "Field 'nickname' doesn't exist on type 'User'",
      { code: "undefinedField", typeName: "User", fieldName: "nickname" },
      ["query", "viewer", "nick"],
    ],
    [
      'query Who { user(name: "mia", login: "mia") { id } }',
      "Field 'user' doesn't accept argument 'name'",
      { code: "argumentNotAccepted", name: "user", typeName: "Field", argumentName: "name" },
      ["query Who", "user", "name"],
    ],
    [
      "{ viewer { login @skip(unless: true, if: false) } }",
      "Directive 'skip' doesn't accept argument 'unless'",
      { code: "argumentNotAccepted", name: "skip", typeName: "Directive", argumentName: "unless" },
      ["query", "viewer", "login", "unless"],
    ],
    [
      "{ repository { id } }",
      "Field 'repository' is missing required arguments: name, owner",
      {
        code: "missingRequiredArguments",
        className: "Field",
        name: "repository",
        arguments: "name, owner",
      },
      ["query", "repository"],
    ],
    [
      "{ viewer }",
      "Field must have selections (field 'viewer' returns User but has no selections. Did you mean 'viewer { ... }'?)",
      { code: "selectionMismatch", nodeName: "field 'viewer'", typeName: "User" },
      ["query", "viewer"],
    ],
    [
      "{ viewer { login { id } } }",
      "Selections can't be made on scalars (field 'login' returns String but has selections [\"id\"])",
      { code: "selectionMismatch", nodeName: "field 'login'", typeName: "String" },
      ["query", "viewer", "login"],
    ],
    [
      "{ node(id: 1.5) { id } }",
      "Argument 'id' on Field 'node' has an invalid value (1.5). Expected type 'ID!'.",
      { code: "argumentLiteralsIncompatible", typeName: "Field", argumentName: "id" },
      ["query", "node", "id"],
    ],
    [
      'mutation { addComment(input: { body: "x" }) { clientMutationId } }',
      "Argument 'subjectId' on InputObject 'AddCommentInput' is required. Expected type ID!",
      {
        code: "missingRequiredInputObjectAttribute",
        argumentName: "subjectId",
        argumentType: "ID!",
        inputObjectType: "AddCommentInput",
      },
      ["mutation", "addComment", "input", "subjectId"],
    ],
    [
      'mutation { addComment(input: { subjectId: "I", body: "x", loud: true }) { clientMutationId } }',
      "InputObject 'AddCommentInput' doesn't accept argument 'loud'",
      {
        code: "argumentNotAccepted",
        name: "AddCommentInput",
        typeName: "InputObject",
        argumentName: "loud",
      },
      ["mutation", "addComment", "input", "loud"],
    ],
    [
      "query Q($unused: String) { viewer { id } }",
      "Variable $unused is declared by Q but not used",
      { code: "variableNotUsed", variableName: "unused" },
      ["query Q"],
    ],
    [
      "{ node(id: $id) { id } }",
      "Variable $id is used by anonymous query but not declared",
      { code: "variableNotDefined", variableName: "id" },
      ["query", "node", "id"],
    ],
    [
      "query($id: ID) { node(id: $id) { id } }",
      "Nullability mismatch on variable $id and argument id (ID / ID!)",
      {
        code: "variableMismatch",
        variableName: "id",
        typeName: "ID",
        argumentName: "id",
        errorMessage: "Nullability mismatch",
      },
      ["query", "node", "id"],
    ],
    [
      "query($id: Int!) { node(id: $id) { id } }",
      "Type mismatch on variable $id and argument id (Int! / ID!)",
      expect.objectContaining({ code: "variableMismatch", errorMessage: "Type mismatch" }),
      ["query", "node", "id"],
    ],
    [
      "query($ids: ID!) { nodes(ids: $ids) { id } }",
      "List dimension mismatch on variable $ids and argument ids (ID! / [ID!]!)",
      expect.objectContaining({ code: "variableMismatch", errorMessage: "List dimension mismatch" }),
      ["query", "nodes", "ids"],
    ],
    [
      "{ viewer { ...Lost } }",
      "Fragment Lost was used, but not defined",
      { code: "useAndDefineFragment", fragmentName: "Lost" },
      ["query", "viewer", "... Lost"],
    ],
    [
      "{ viewer { id } } fragment Idle on User { id }",
      "Fragment Idle was defined, but not used",
      { code: "useAndDefineFragment", fragmentName: "Idle" },
      ["fragment Idle"],
    ],
  ])("finds in %s", (query, message, extensions, path) => {
    expect(problemsOf(query)).toEqual([
      { message, extensions, path, locations: [{ line: 1, column: expect.any(Number) }] },
    ]);
  });

  it("finds them inside fragments, too", () => {
    const query = "{ viewer { ...Me } } fragment Me on User { ... on User { nickname } }";

    expect(problemsOf(query)).toMatchObject([{ path: ["fragment Me", "... on User", "nickname"] }]);
  });

  it("takes a default for what makes a variable non-null", () => {
    const on = aWorld();

    expect(on.ask(on.member, 'query($login: String = "mia") { user(login: $login) { login } }').data).toEqual(
      { user: { login: "mia" } },
    );
  });

  it.each([
    [
      "query($id: ID!) { node(id: $id) { id } }",
      {},
      "Variable $id of type ID! was provided invalid value",
      [],
    ],
    [
      "query($n: Int) { viewer { repositories(first: $n) { totalCount } } }",
      { n: "many" },
      "Variable $n of type Int was provided invalid value",
      [{ path: [], explanation: 'Could not coerce value "many" to Int' }],
    ],
    [
      "mutation($in: AddCommentInput!) { addComment(input: $in) { clientMutationId } }",
      { in: { body: "x", loud: true } },
      "Variable $in of type AddCommentInput! was provided invalid value for loud (Field is not defined on AddCommentInput), subjectId (Expected value to not be null)",
      [
        { path: ["loud"], explanation: "Field is not defined on AddCommentInput" },
        { path: ["subjectId"], explanation: "Expected value to not be null" },
      ],
    ],
    [
      "mutation($in: AddReactionInput!) { addReaction(input: $in) { clientMutationId } }",
      { in: { subjectId: "I", content: "SHRUG" } },
      expect.stringMatching(
        /^Variable \$in of type AddReactionInput! was provided invalid value for content/u,
      ),
      [
        {
          path: ["content"],
          explanation:
            'Expected "SHRUG" to be one of: CONFUSED, EYES, HEART, HOORAY, LAUGH, ROCKET, THUMBS_DOWN, THUMBS_UP',
        },
      ],
    ],
  ])("says of %s with %j what does not fit", (query, variables, message, problems) => {
    const found =
      problems.length === 0 ? [{ path: [], explanation: "Expected value to not be null" }] : problems;

    expect(problemsOf(query, variables)).toMatchObject([{ message, extensions: { problems: found } }]);
  });

  it.each([
    ["{ viewer { login ) }", 'Parse error on ")" (RPAREN) at [1, 18]', [{ line: 1, column: 18 }]],
    ["{ viewer(1: 2) }", 'Parse error on "1" (INT) at [1, 10]', [{ line: 1, column: 10 }]],
    ["look { viewer }", 'Parse error on "look" (IDENTIFIER) at [1, 1]', [{ line: 1, column: 1 }]],
    ["{ viewer { login } ?", 'Parse error on "?" (error) at [1, 20]', [{ line: 1, column: 20 }]],
    ["{ viewer {", "Unexpected end of document", undefined],
  ])("cannot parse %s", (query, message, locations) => {
    expect(problemsOf(query)).toEqual([{ message, ...(locations === undefined ? {} : { locations }) }]);
  });
});
