import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import {
  allFaults,
  boardFaults,
  issueFaults,
  machineFaults,
  webhookFaults,
  type FaultKind,
  type FaultOrder,
} from "../../../src/sandbox/faults/fault.ts";
import { parseFaultOrder } from "../../../src/sandbox/faults/parse-order.ts";
import { valueAt } from "../github/read.ts";
import { anApi, type TestApi } from "../http/an-api.ts";

/** What each kind needs besides its name. */
const needs: Readonly<Partial<Record<FaultKind, Partial<FaultOrder>>>> = {
  "partial-data": { paths: ["viewer.login"] },
  hang: { ms: 1 },
  slow: { ms: 1 },
  "stale-read": { by: "PT1M" },
  "lock-issue": { issue: 1 },
  "transfer-issue": { issue: 1 },
  "delete-issue": { issue: 1 },
  "archive-card": { issue: 1 },
  "delete-card": { issue: 1 },
  "redact-card": { issue: 1 },
  "rename-option": { option: "Onboarding" },
  "remove-option": { option: "Onboarding" },
  "remove-field": { field: "Organisation" },
  delay: { by: "PT1H" },
  strip: { paths: ["sender"] },
  alter: { values: { sender: null } },
};

/** The faults of the reliability programme by level, each with the kinds that make it. */
const wanted: Readonly<Record<string, readonly FaultKind[]>> = {
  "5xx, reset, timeout before and after apply": ["status", "lost-answer", "reset", "timeout"],
  "200 with errors, partial data": ["graphql-error", "partial-data"],
  "limits with and without retry-after": ["rate-limit", "secondary-limit"],
  "401, expired token": ["unauthorized"],
  "read lag, not yet visible": ["stale-read", "unlisted-items", "late-timeline"],
  "slow, hanging": ["slow", "hang"],
  "issue locked, transferred, deleted": ["lock-issue", "transfer-issue", "delete-issue"],
  "item archived, deleted, redacted": ["archive-card", "delete-card", "redact-card"],
  "option renamed or removed; field missing": ["rename-option", "remove-option", "remove-field"],
  "project closed": ["close-project"],
  "duplicates, reorder, delay, loss": ["duplicate", "reorder", "delay", "drop"],
  "redelivery with the same GUID": ["redeliver"],
  "sender null, missing or odd changes, unknown actions": ["strip", "alter"],
  "SIGKILL, SIGTERM, SIGSTOP": ["kill-app", "end-app", "stop-app"],
  "database killed, connections cut": ["kill-database", "cut-connections"],
};

const CARD =
  'mutation($p: ID!) { addProjectV2DraftIssue(input: { projectId: $p, title: "x" }) { clientMutationId } }';

/** Somebody writes, which sends webhooks, and reads what was written. */
async function somethingHappens(on: TestApi): Promise<void> {
  const { member } = on.pieces.seeded.people;
  await on.send(on.person(member), "POST /repos/northwind-labs/partners/issues", { title: "New" });
  const title = `Acme ${String(on.pieces.journal.length)}`;
  await on.send(on.person(member), "PATCH /repos/northwind-labs/partners/issues/1", { title });
  await on.ask(member, CARD, { p: on.pieces.seeded.projectId });
  await on.ask(member, "{ viewer { login } }");
}

/** GitHub with an App that is somewhere, and the faults of the machine as they were carried out. */
function aGround(): { readonly on: TestApi; readonly broken: string[] } {
  const on = anApi();
  const broken: string[] = [];
  on.pieces.at.app = { url: () => "http://127.0.0.1:9" };
  on.pieces.at.machine = ({ kind }) => {
    broken.push(kind);
    return Promise.resolve();
  };
  return { on, broken };
}

function isOf(kinds: readonly FaultKind[], kind: FaultKind): boolean {
  return kinds.includes(kind);
}

describe("every fault", () => {
  it("of the programme has a name, and no name is beside it", () => {
    expect(Object.values(wanted).flat().toSorted()).toEqual([...allFaults].toSorted());
  });

  it("stands in the page about the sandbox, and nothing else does", () => {
    const page = readFileSync("docs/sandbox.md", "utf8");
    const chapter = page.slice(page.indexOf("### Faults"), page.indexOf("## What is as at GitHub"));

    const named = [...chapter.matchAll(/^\| `([\w-]+)`/gmu)].map(([, name]) => name);

    expect(named.toSorted()).toEqual([...allFaults].toSorted());
  });

  const ground = aGround();
  const objectFaults = [...issueFaults, ...boardFaults];

  it.each(allFaults)(
    "%s is ordered with target, count and seed, and is on record each time it strikes",
    async (kind) => {
      const changesObjects = isOf(objectFaults, kind);
      const { on, broken } = changesObjects ? aGround() : ground;
      const { member } = on.pieces.seeded.people;
      const count = changesObjects ? 1 : 2; // an object is taken away once
      const order = { kind, match: { actor: member }, count, chance: 1, seed: 7, ...needs[kind] };
      on.pieces.faults.clear();
      broken.length = 0;

      const parsed = parseFaultOrder(order);
      on.pieces.faults.add(order);
      on.pass(120);
      await somethingHappens(on);
      await somethingHappens(on);

      expect(parsed).toEqual({ kind: "order", order });
      const [fault] = on.pieces.faults.all();
      expect(fault).toMatchObject({ left: 0 });
      expect(fault?.fired).toHaveLength(count);
      expect(fault?.fired[0]?.on).toContain(isOf(webhookFaults, kind) ? "issues.opened" : member);
      expect(broken).toEqual(isOf(machineFaults, kind) ? [kind, kind] : []);
    },
  );
});

const COMMENT =
  'mutation($i: ID!) { addComment(input: { subjectId: $i, body: "hello" }) { clientMutationId } }';
const ISSUE = '{ repository(owner: "northwind-labs", name: "partners") { issue(number: 1) { id } } }';

/** The App comments on the first partner. */
async function appComments({ pieces, ask, send, installation }: TestApi): Promise<unknown> {
  const found = await ask(pieces.seeded.people.member, ISSUE);
  const variables = { i: valueAt(found?.body, "data.repository.issue.id") };
  return send(installation(), "POST /graphql", { query: COMMENT, variables });
}

const operations = ({ pieces }: TestApi): readonly string[] =>
  pieces.journal.map(({ operation }) => operation);

describe("a fault that changes an object", () => {
  const match = { operation: "addComment" };

  it.each([
    ["archive-card", "archiveProjectV2Item"],
    ["delete-card", "deleteProjectV2Item"],
    ["rename-option", "updateProjectV2Field"],
    ["remove-option", "updateProjectV2Field"],
    ["remove-field", "deleteProjectV2Field"],
    ["close-project", "updateProjectV2"],
  ] as const)(
    "%s does so before the request is carried out, or between it and its answer",
    async (kind, operation) => {
      const { on } = aGround();
      const { on: after } = aGround();
      on.pieces.faults.add({ kind, match, ...needs[kind] });
      after.pieces.faults.add({ kind, match, applied: true, ...needs[kind] });

      await appComments(on);
      await appComments(after);

      expect(operations(on)).toEqual([operation, "addComment"]);
      expect(operations(after)).toEqual(["addComment", operation]);
    },
  );

  it.each([
    ["lock-issue", "FORBIDDEN"],
    ["delete-issue", "NOT_FOUND"],
    ["transfer-issue", "NOT_FOUND"],
    ["redact-card", "NOT_FOUND"],
  ] as const)("%s keeps the App from writing there: %s", async (kind, type) => {
    const { on } = aGround();
    on.pieces.faults.add({ kind, match, issue: 1 });

    const answer = await appComments(on);

    expect(operations(on)).not.toContain("addComment");
    expect(answer).toMatchObject({ status: 200, body: { errors: [{ type }] } });
  });

  it("does not strike where there is no such object", async () => {
    const { on } = aGround();
    on.pieces.faults.add({ kind: "delete-issue", issue: 999 });
    on.pieces.faults.add({ kind: "remove-option", option: "No such column" });

    await appComments(on);

    expect(operations(on)).toEqual(["addComment"]);
    expect(on.pieces.faults.all().flatMap(({ fired }) => fired)).toEqual([]);
  });
});

describe("kill-app", () => {
  it("leaves undone what the App asked for and was not yet carried out", async () => {
    const { on, broken } = aGround();
    on.pieces.faults.add({ kind: "kill-app", match: { operation: "addComment" }, count: 2 });

    const answer = await appComments(on);

    expect([answer, broken, operations(on)]).toEqual([null, ["kill-app"], []]);
  });

  it("leaves done what was carried out, and what somebody else asked for", async () => {
    const { on } = aGround();
    on.pieces.faults.add({ kind: "kill-app", match: { operation: "addComment" }, applied: true });
    on.pieces.faults.add({ kind: "kill-app", match: { operation: "addProjectV2DraftIssue" } });

    await appComments(on);
    await on.ask(on.pieces.seeded.people.member, CARD, { p: on.pieces.seeded.projectId });

    expect(operations(on)).toEqual(["addComment", "addProjectV2DraftIssue"]);
  });
});
