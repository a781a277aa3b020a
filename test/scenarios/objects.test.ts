import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { aProgramme, type Programme } from "../support/programme.ts";

const Board = z.object({
  data: z.object({
    node: z.object({
      field: z.object({
        id: z.string(),
        options: z.array(
          z.object({ id: z.string(), name: z.string(), color: z.string(), description: z.string() }),
        ),
      }),
      text: z.object({ id: z.string() }).nullable(),
    }),
  }),
});

const Found = z.object({
  data: z.object({
    repository: z.object({
      id: z.string(),
      issue: z.object({
        id: z.string(),
        projectItems: z.object({ nodes: z.array(z.object({ id: z.string() })) }),
      }),
    }),
  }),
});

describe("a programme whose objects change under it", () => {
  let programme: Programme;
  beforeAll(async () => {
    programme = await aProgramme();
  }, 120_000);
  afterAll(async () => {
    await programme.stop();
  });

  /** The maintainer asks GitHub; a refusal fails the test. */
  function asks(query: string, variables: Readonly<Record<string, unknown>> = {}): unknown {
    const { world, login } = programme.sandbox;
    const { body } = world.graphql(world.actorFor(login.maintainer), { query, variables });
    expect(body).not.toHaveProperty("errors");
    return body;
  }

  function found(number: number, name = "partners"): { repository: string; issue: string; card: string } {
    const { repository } = Found.parse(
      asks(
        `query($n: Int!, $name: String!) { repository(owner: "northwind-labs", name: $name) { id
          issue(number: $n) { id projectItems(first: 1) { nodes { id } } } } }`,
        { n: number, name },
      ),
    ).data;
    return {
      repository: repository.id,
      issue: repository.issue.id,
      card: repository.issue.projectItems.nodes[0]?.id ?? "",
    };
  }

  function board(): z.infer<typeof Board>["data"]["node"] {
    const query = `query($p: ID!) { node(id: $p) { ... on ProjectV2 {
      field(name: "Status") { ... on ProjectV2SingleSelectField { id options { id name color description } } }
      text: field(name: "Organisation") { ... on ProjectV2Field { id } } } } }`;
    return Board.parse(asks(query, { p: programme.sandbox.address.projectId })).data.node;
  }

  /** Drags a card by its own id, wherever its issue is. */
  function drags(card: string, column: string): void {
    const { id, options } = board().field;
    asks(
      `mutation($p: ID!, $i: ID!, $f: ID!, $o: String) { updateProjectV2ItemFieldValue(input: {
        projectId: $p, itemId: $i, fieldId: $f, value: { singleSelectOptionId: $o } }) { clientMutationId } }`,
      {
        p: programme.sandbox.address.projectId,
        i: card,
        f: id,
        o: options.find(({ name }) => name === column)?.id,
      },
    );
  }

  /** What the App wrote while something was done, and everything had settled. */
  async function writesAfter(doing: () => unknown): Promise<readonly string[]> {
    const before = programme.sandbox.journal().length;
    await programme.after(async () => {
      await doing();
    });
    await programme.after(() => programme.sandbox.turnClock({ advance: "PT16M" }));
    return programme.sandbox
      .journal()
      .slice(before)
      .filter(({ actor }) => actor.startsWith("stagekeeper"))
      .map(({ operation, detail }) => `${operation} ${JSON.stringify(detail)}`);
  }

  /** Whether another card that was dragged on without having earned it is put back, a day later. */
  async function judges(issue: number, column: string): Promise<unknown> {
    const from = await programme.tomas.column(issue);
    await programme.after(() => programme.sandbox.turnClock({ advance: "P1D" }));
    await programme.after(() => programme.tomas.move(issue, column));
    const { deadLetters, inDoubt } = await programme.sandbox.settle();
    return { putBack: (await programme.tomas.column(issue)) === from, deadLetters, inDoubt };
  }
  const asBefore = { putBack: true, deadLetters: 0, inDoubt: 0 };

  /** The maintainer gives the partner repository another name. */
  async function renames(from: string, name: string): Promise<void> {
    const { address } = programme.sandbox;
    const answer = await fetch(`${address.github.rest}/repos/northwind-labs/${from}`, {
      method: "PATCH",
      headers: { authorization: `token ${address.tokens.maintainer}` },
      body: JSON.stringify({ name }),
    });
    expect(answer.status).toBe(200);
  }

  it("goes on in a repository that was renamed: reads follow GitHub's redirection", async () => {
    const writes = await writesAfter(async () => {
      await renames("partners", "programme");
      await programme.tomas.comment(2, "/next 2099-01-07 Call them");
    });

    expect(writes.filter((line) => line.includes('"field":"Next action"'))).toHaveLength(1);
    expect(await judges(2, "Onboarding")).toEqual(asBefore);
    await renames("programme", "partners");
  }, 120_000);

  it("lets a transferred issue go: it writes nothing there, and others are judged as before", async () => {
    const { issue, card } = found(3);
    const shared = z
      .object({ data: z.object({ repository: z.object({ id: z.string() }) }) })
      .parse(asks(`{ repository(owner: "northwind-labs", name: "shared-notes") { id } }`)).data.repository.id;

    const writes = await writesAfter(() => {
      asks(
        "mutation($i: ID!, $r: ID!) { transferIssue(input: { issueId: $i, repositoryId: $r }) { clientMutationId } }",
        { i: issue, r: shared },
      );
      drags(card, "Graduation");
    });

    expect(writes.filter((line) => /shared-notes|updateProjectV2ItemFieldValue/u.test(line))).toEqual([]);
    expect(await judges(2, "Onboarding")).toEqual(asBefore);
  }, 120_000);

  it("lets a deleted issue go", async () => {
    const { issue } = found(4);

    const writes = await writesAfter(() =>
      asks("mutation($i: ID!) { deleteIssue(input: { issueId: $i }) { clientMutationId } }", { i: issue }),
    );

    expect(writes.filter((line) => line.includes("partners#4"))).toEqual([]);
    expect(await judges(2, "Onboarding")).toEqual(asBefore);
  }, 120_000);

  it("leaves an archived card alone", async () => {
    const { card } = found(5);
    const project = programme.sandbox.address.projectId;

    const writes = await writesAfter(() =>
      asks(
        "mutation($p: ID!, $i: ID!) { archiveProjectV2Item(input: { projectId: $p, itemId: $i }) { clientMutationId } }",
        {
          p: project,
          i: card,
        },
      ),
    );

    expect(writes.filter((line) => line.includes("updateProjectV2ItemFieldValue"))).toEqual([]);
    expect(await judges(2, "Onboarding")).toEqual(asBefore);
  }, 120_000);

  it("goes on for the others when an issue is locked against it", async () => {
    const { issue } = found(1);
    asks("mutation($i: ID!) { lockLockable(input: { lockableId: $i }) { clientMutationId } }", { i: issue });

    await programme.after(() => programme.tomas.move(1, "Graduation"));

    expect(await judges(2, "Onboarding")).toEqual(asBefore);
  }, 120_000);

  it("goes on without a field that was deleted", async () => {
    const { text } = board();
    asks("mutation($f: ID!) { deleteProjectV2Field(input: { fieldId: $f }) { clientMutationId } }", {
      f: text?.id,
    });

    expect(await judges(2, "Onboarding")).toEqual(asBefore);
  }, 120_000);

  it("writes no column once it has seen that the option of a stage is gone", async () => {
    const { id, options } = board().field;
    const kept = options.filter(({ name }) => name !== "Qualification Call");

    const writes = await writesAfter(async () => {
      asks(
        `mutation($f: ID!, $o: [ProjectV2SingleSelectFieldOptionInput!]) { updateProjectV2Field(input: {
          fieldId: $f, singleSelectOptions: $o }) { clientMutationId } }`,
        { f: id, o: kept.map((option) => ({ ...option })) },
      );
      await programme.after(() => programme.sandbox.turnClock({ advance: "PT16M" }));
      await programme.tomas.move(2, "Graduation");
    });

    expect(writes.filter((line) => line.startsWith("updateProjectV2ItemFieldValue"))).toEqual([]);
    expect(await programme.tomas.column(2)).toBe("Graduation");
    expect(await programme.sandbox.settle()).toMatchObject({ deadLetters: 0, inDoubt: 0 });
  }, 120_000);

  it("stays calm when the project is closed", async () => {
    await programme.after(() => {
      asks(
        "mutation($p: ID!) { updateProjectV2(input: { projectId: $p, closed: true }) { clientMutationId } }",
        {
          p: programme.sandbox.address.projectId,
        },
      );
      return Promise.resolve();
    });
    await programme.after(() => programme.sandbox.turnClock({ advance: "P1D" }));

    expect(await programme.sandbox.settle()).toMatchObject({ deadLetters: 0, inDoubt: 0 });
  }, 120_000);
});
