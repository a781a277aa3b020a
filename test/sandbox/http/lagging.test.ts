import { describe, expect, it } from "@jest/globals";
import type { FaultOrder } from "../../../src/sandbox/faults/fault.ts";
import { anApi } from "./an-api.ts";
import { textAt, valueAt } from "../github/read.ts";

/** The programme, asked by a member. */
function aProgramme(): {
  ask: (query: string, variables?: Readonly<Record<string, unknown>>) => Promise<unknown>;
  get: (path: string) => Promise<unknown>;
  order: (order: FaultOrder) => void;
  fired: () => readonly number[];
  pass: (seconds: number) => void;
  project: string;
} {
  const { pieces, ask, send, person, pass } = anApi();
  const { people, projectId } = pieces.seeded;
  return {
    ask: async (query, variables) => (await ask(people.member, query, variables))?.body,
    get: async (path) => (await send(person(people.member), `GET ${path}`))?.body,
    order: (order) => {
      pieces.faults.add(order);
    },
    fired: () => pieces.faults.all().map(({ fired }) => fired.length),
    pass,
    project: projectId ?? "",
  };
}

const COMMENT = `mutation($i: ID!) { addComment(input: { subjectId: $i, body: "Call held" }) {
  subject { ... on Issue { comments(last: 1) { nodes { body } } } } } }`;
const COMMENTS = `query($i: ID!) { node(id: $i) { ... on Issue { comments(last: 1) { nodes { body } } } } }`;
const PARTNER = `{ repository(owner: "northwind-labs", name: "partners") { issue(number: 1) { id } } }`;
const TITLE = `mutation($i: ID!, $t: String!) { updateIssue(input: { id: $i, title: $t }) { issue { title } } }`;
const TITLES = `query($i: ID!) { node(id: $i) { ... on Issue { title timelineItems(last: 1, itemTypes: [RENAMED_TITLE_EVENT]) {
  nodes { ... on RenamedTitleEvent { currentTitle } } } } } }`;
const DRAFT = `mutation($p: ID!) { addProjectV2DraftIssue(input: { projectId: $p, title: "New" }) { projectItem { id } } }`;
const CARDS = `query($p: ID!) { node(id: $p) { ... on ProjectV2 { items(first: 100) { nodes { id } } } } }`;

const lastComment = "data.node.comments.nodes.0.body";

async function partner(on: ReturnType<typeof aProgramme>): Promise<string> {
  return textAt(await on.ask(PARTNER), "data.repository.issue.id");
}

describe("reads that lag behind", () => {
  it("shows what was until the lag is over, but the write's own answer is true", async () => {
    const on = aProgramme();
    const i = await partner(on);
    on.order({ kind: "stale-read", by: "PT20S", count: null });

    const written = await on.ask(COMMENT, { i });
    const seen = [];
    for (const seconds of [0, 19, 1]) {
      on.pass(seconds);
      seen.push(valueAt(await on.ask(COMMENTS, { i }), lastComment) === "Call held");
    }

    expect(textAt(written, "data.addComment.subject.comments.nodes.0.body")).toBe("Call held");
    expect(seen).toEqual([false, false, true]);
    expect(on.fired()).toEqual([2]);
  });

  it("lags over REST, too, and only for those it is meant for", async () => {
    const on = aProgramme();
    const i = await partner(on);
    on.order({ kind: "stale-read", by: "PT20S", count: null, match: { request: "read" } });

    await on.ask(TITLE, { i, t: "Renamed" });

    expect(valueAt(await on.ask(TITLES, { i }), "data.node.title")).toBe("Renamed");
    expect(valueAt(await on.get("/repos/northwind-labs/partners/issues/1"), "title")).not.toBe("Renamed");
  });

  it("goes back one write after another, each at its own time", async () => {
    const on = aProgramme();
    const i = await partner(on);
    on.order({ kind: "stale-read", by: "PT10S", count: null });
    const title = async (): Promise<unknown> => valueAt(await on.ask(TITLES, { i }), "data.node.title");
    const first = await title();

    await on.ask(TITLE, { i, t: "One" });
    on.pass(5);
    await on.ask(TITLE, { i, t: "Two" });
    const seen = [await title()];
    on.pass(5);
    seen.push(await title());
    on.pass(5);
    seen.push(await title());

    expect(seen).toEqual([first, "One", "Two"]);
  });

  it("does not strike while there is nothing older to show", async () => {
    const on = aProgramme();
    on.order({ kind: "stale-read", by: "PT20S" });

    await partner(on);

    expect(on.fired()).toEqual([0]);
  });

  it("keeps a new card out of lists for three seconds, but not from its id", async () => {
    const on = aProgramme();
    on.order({ kind: "unlisted-items", count: null });
    const card = textAt(await on.ask(DRAFT, { p: on.project }), "data.addProjectV2DraftIssue.projectItem.id");
    const listed = async (): Promise<boolean> =>
      JSON.stringify(await on.ask(CARDS, { p: on.project })).includes(card);

    const before = await listed();
    const byId = await on.ask(`query($i: ID!) { node(id: $i) { id } }`, { i: card });
    on.pass(3);

    expect([before, valueAt(byId, "data.node.id") === card, await listed()]).toEqual([false, true, true]);
  });

  it("lets the timeline come after the field", async () => {
    const on = aProgramme();
    const i = await partner(on);
    on.order({ kind: "late-timeline", by: "PT5S", count: null });
    await on.ask(TITLE, { i, t: "Renamed" });

    const early = await on.ask(TITLES, { i });
    on.pass(5);
    const late = await on.ask(TITLES, { i });

    const event = "data.node.timelineItems.nodes.0.currentTitle";
    expect([valueAt(early, "data.node.title"), valueAt(early, event)]).toEqual(["Renamed", undefined]);
    expect(valueAt(late, event)).toBe("Renamed");
  });
});
