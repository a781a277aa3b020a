import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { CardId, CommentId, FieldId, IssueId, Login, OptionId, PartnerId } from "../../src/core/ids.ts";
import type { FieldSpec } from "../../src/core/playbook/playbook.ts";
import type { Instant } from "../../src/core/time/time.ts";
import { createGithubApp } from "../../src/github/app.ts";
import { AppError } from "../../src/keeper/failure.ts";
import type {
  Acted,
  BoardPage,
  BoardProject,
  Github,
  Repository,
  ShallowCard,
} from "../../src/keeper/github.ts";
import type { FaultOrder } from "../../src/sandbox/faults/fault.ts";
import { aStage } from "../sandbox/stage.ts";

const stage = await aStage();
const { sandbox } = stage;
const app = anApp();
const { github, page, project, repository } = await aBoard();

afterAll(() => stage.close());
beforeEach(() => {
  sandbox.clearFaults();
});

describe("the App on the sandbox", () => {
  it("knows itself, its installation and the repository with the playbook", async () => {
    expect(await app.self()).toBe("stagekeeper[bot]");
    expect(`${repository.owner}/${repository.name}`).toBe(sandbox.address.repo);
    expect((await github.playbook(repository))?.text).toContain("extends: design-partner");
    expect(await app.failedDeliveries(0 as Instant)).toEqual([]);
  });

  it("reads people's permissions live", async () => {
    const { maintainer, outsider } = sandbox.login;

    expect(await github.permission(repository, maintainer as Login)).toBe("admin");
    expect(await github.permission(repository, outsider as Login)).toBe("none");
    expect(await github.permission(repository, "nobody-at-all" as Login)).toBe("none");
  });

  it("reads the first page of the board in one request, and a strange board as none", async () => {
    const strange = { ...repository, name: "nowhere" };

    expect(page.cards.length).toBeGreaterThan(0);
    expect(aCard().status).not.toBeNull();
    expect(await github.board({ repository: strange, project: 999, label: "x", after: null })).toMatchObject({
      repository: null,
      project: null,
    });
  });

  it("moves a card and comments in one document, and finds both in one look", async () => {
    const card = aCard();
    const outreach = optionNamed("Outreach");
    sandbox.forgetRequests();

    const [moved, commented] = await github.act([
      aMove(card, outreach),
      { key: "why", kind: "comment", issue: card.issue, body: HOSTILE, content: "refusal" },
    ]);
    const [looked] = await lookAt(card);

    expect(moved).toMatchObject({ kind: "done", status: { option: outreach } });
    expect(looked).toMatchObject({
      kind: "partner",
      partner: { card: { status: { option: outreach, name: "Outreach" } } },
    });
    const comments = looked?.kind === "partner" ? (looked.partner.issue?.comments ?? []) : [];
    expect(comments.filter(({ ours }) => ours)).toMatchObject([
      { id: idOf(commented), body: HOSTILE, edited: false },
    ]);
    expect(sandbox.requests().total).toBe(2);
  });

  it("opens an issue under its parent and finds it there and among its own", async () => {
    const card = aCard();
    const [opened] = await github.act([
      {
        key: "sync",
        kind: "open-issue",
        repository: repository.id,
        title: "Sync",
        body: "Agenda",
        labels: ["P1", "no-such-label"],
        assignees: [sandbox.login.maintainer as Login, "nobody-at-all" as Login],
        parent: card.issue,
      },
    ]);
    const [looked] = await lookAt(card);
    const linked = looked?.kind === "partner" ? looked.partner.issue?.linked : [];

    expect(linked).toMatchObject([
      { id: idOf(opened), relation: "sub-issue", labels: ["P1"], state: "open" },
    ]);
    expect((await github.ownIssues(repository)).map(({ id }) => id)).toContain(idOf(opened));
  });

  it("tells what is gone and what is refused from what was done", async () => {
    const card = aCard();

    const acted = await github.act([
      { key: "gone", kind: "comment", issue: "I_kwDOAAAnGc4AA000" as IssueId, body: "x", content: "answer" },
      aMove(card, "no-such-option" as OptionId),
      aMove(card, null),
    ]);

    expect(acted).toMatchObject([
      { kind: "refused", gone: true },
      { kind: "refused", gone: false },
      { kind: "done", status: null },
    ]);
  });

  it("calls a partner gone whose card and issue GitHub does not know, and survives a deleted comment", async () => {
    const known = aCard();
    const looked = await github.look({
      project: project.id,
      fields: FIELDS,
      targets: [
        target({
          card: "PVTI_nope" as CardId,
          issue: "I_nope" as IssueId,
          comments: ["IC_nope" as CommentId],
        }),
        target({ card: "PVTI_nope" as CardId, issue: known.issue }),
      ],
    });

    expect(looked).toMatchObject([
      { kind: "gone" },
      { kind: "partner", partner: { card: { id: known.card } } },
    ]);
  });
});

describe("a fault of the sandbox", () => {
  it.each<{ fault: FaultOrder; read: string; write: string }>([
    { fault: { kind: "status", status: 502 }, read: "transient", write: "in-doubt" },
    { fault: { kind: "lost-answer", status: 502 }, read: "transient", write: "in-doubt" },
    { fault: { kind: "lost-answer" }, read: "transient", write: "in-doubt" },
    { fault: { kind: "reset" }, read: "transient", write: "in-doubt" },
    { fault: { kind: "graphql-error" }, read: "transient", write: "in-doubt" },
    { fault: { kind: "secondary-limit", retryAfter: 30 }, read: "limited", write: "limited" },
    { fault: { kind: "secondary-limit", retryAfter: null }, read: "limited", write: "limited" },
    { fault: { kind: "rate-limit" }, read: "limited", write: "limited" },
  ])("such as $fault means $read for a read and $write for a write", async ({ fault, read, write }) => {
    const reading = await failureOf(fault, () => github.playbook(repository));
    const writing = await failureOf(fault, () => github.act([aMove(aCard(), optionNamed("Outreach"))]));

    expect([reading.kind, writing.kind]).toEqual([read, write]);
    const now = Date.parse(sandbox.clock().now);
    const waits = [reading, writing].flatMap((one) => (one.kind === "limited" ? [one.until - now] : []));
    expect(waits.every((wait) => wait > 0 && wait <= 61 * 60_000)).toBe(true);
  });

  it("of a refused token is got over without anybody noticing", async () => {
    sandbox.addFault({ kind: "unauthorized", match: { request: "mutation" } });

    expect(await github.act([aMove(aCard(), optionNamed("Outreach"))])).toMatchObject([{ kind: "done" }]);
  });

  it("such as being suspended means denied", async () => {
    const [installation] = sandbox.world.installations();
    sandbox.world.suspend(installation?.id ?? 0, true);

    const failure = await failureOf(null, () => github.act([aMove(aCard(), null)]));

    expect(failure).toEqual({ kind: "denied" });
  });
});

const HOSTILE = 'Hi "}} 123456789012345678901n\n\n\u202e<!-- x --> $e0_input';
const FIELDS: Readonly<Record<string, FieldSpec>> = {
  status: { name: "Status", type: "option", options: [] },
};

function anApp(): ReturnType<typeof createGithubApp> {
  const { APP_ID, PRIVATE_KEY } = stage.told("env");
  const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined };
  return createGithubApp({
    appId: String(APP_ID),
    privateKey: String(PRIVATE_KEY),
    host: { ...sandbox.address.github, html: "http://127.0.0.1" },
    clock: { now: () => Date.parse(sandbox.clock().now) as Instant, sleep: () => Promise.resolve() },
    userAgent: "stagekeeper-test",
    log: { ...quiet, child: () => quiet },
  });
}

async function aBoard(): Promise<{
  github: Github;
  page: BoardPage;
  project: BoardProject;
  repository: Repository;
}> {
  const [installation] = await app.installations();
  const github = app.as(installation?.id ?? "");
  const [repository] = await github.repositories();
  if (repository === undefined) throw new Error("no repository holds a playbook");
  const request = { repository, project: sandbox.address.project, label: "design-partner", after: null };
  const page = await github.board(request);
  if (page.project === null) throw new Error("there is no project");
  return { github, page, project: page.project, repository };
}

function aCard(): ShallowCard & { issue: IssueId } {
  const card = page.cards.find(({ issue }) => issue !== null);
  if (card?.issue == null) throw new Error("no card has an issue");
  return { ...card, issue: card.issue };
}

function aMove({ card }: ShallowCard, option: OptionId | null): Parameters<Github["act"]>[0][number] {
  const field = project.fields.find(({ name }) => name === "Status")?.id as FieldId;
  return { key: "move", kind: "set-status", card, project: project.id, field, option, judged: null };
}

function optionNamed(name: string): OptionId {
  const options = project.fields.find((field) => field.name === "Status")?.options ?? [];
  return options.find((option) => option.name === name)?.id as OptionId;
}

function target(about: {
  card: CardId | null;
  issue: IssueId;
  comments?: readonly CommentId[];
}): Parameters<Github["look"]>[0]["targets"][number] {
  return { partner: "1" as PartnerId, commentsSince: null, comments: [], ...about };
}

function lookAt({ card, issue }: ShallowCard & { issue: IssueId }): ReturnType<Github["look"]> {
  return github.look({ project: project.id, fields: FIELDS, targets: [target({ card, issue })] });
}

function idOf(acted: Acted | undefined): string | null {
  return acted?.kind === "done" ? acted.id : null;
}

async function failureOf(
  fault: FaultOrder | null,
  work: () => Promise<unknown>,
): Promise<AppError["failure"]> {
  if (fault !== null) sandbox.addFault(fault);
  const thrown: unknown = await work().catch((error: unknown) => error);
  if (thrown instanceof AppError) return thrown.failure;
  throw new Error("no AppError was thrown", { cause: thrown });
}
