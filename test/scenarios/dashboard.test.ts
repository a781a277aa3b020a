import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Octokit } from "@octokit/rest";
import { aProgramme, type Programme } from "../support/programme.ts";

interface Shown {
  readonly number: number;
  readonly state: string;
  readonly body: string;
}

const nothing = (): void => undefined;
/** Refusals are expected. */
const quiet = { debug: nothing, info: nothing, warn: nothing, error: nothing };

describe("the dashboard", () => {
  let programme: Programme;
  let github: Octokit;
  let place = { owner: "", repo: "" };
  const cobalt = 3;
  beforeAll(async () => {
    programme = await aProgramme();
    const { address } = programme.sandbox;
    const [owner = "", repo = ""] = address.repo.split("/");
    place = { owner, repo };
    github = new Octokit({ auth: address.tokens.maintainer, baseUrl: address.github.rest });
    await aMinute();
    await aMinute();
  }, 120_000);
  afterAll(async () => {
    await programme.stop();
  });

  const aMinute = (): Promise<void> =>
    programme.after(() => programme.sandbox.turnClock({ advance: "PT1M" }));
  const all = async (): Promise<readonly Shown[]> => {
    const { data } = await github.issues.listForRepo({ ...place, state: "all", per_page: 100 });
    return data
      .filter(({ title }) => title === "Partner programme: dashboard")
      .map(({ number, state, body }) => ({ number, state, body: body ?? "" }));
  };
  const shown = async (): Promise<Shown> => {
    const [one, ...more] = await all();
    if (one === undefined || more.length > 0) throw new Error(`${String(more.length + 1)} dashboards`);
    return one;
  };
  const isPinned = async (number: number): Promise<boolean> => {
    const { repository } = await github.graphql<{ repository: { issue: { isPinned: boolean } } }>(
      "query ($owner: String!, $repo: String!, $number: Int!) { repository(owner: $owner, name: $repo) { issue(number: $number) { isPinned } } }",
      { ...place, number },
    );
    return repository.issue.isPinned;
  };

  const rewritePlaybook = async (change: (text: string) => string): Promise<void> => {
    const path = ".github/stagekeeper.yml";
    const { data } = await github.repos.getContent({ ...place, path });
    if (!("content" in data)) throw new Error("no playbook");
    const text = change(Buffer.from(data.content, "base64").toString("utf8"));
    const content = Buffer.from(text).toString("base64");
    await programme.after(() =>
      github.repos.createOrUpdateFileContents({
        ...place,
        path,
        message: "Change it",
        content,
        sha: data.sha,
      }),
    );
  };

  it("stands there once, pinned, with every partner of the board", async () => {
    const dashboard = await shown();
    const partners = (await programme.tomas.board()).filter(({ column }) => column !== null);

    expect(dashboard.state).toBe("open");
    expect(await isPinned(dashboard.number)).toBe(true);
    expect(partners.length).toBeGreaterThan(2);
    for (const { number } of partners.filter((card) => card.number > 0)) {
      expect(dashboard.body).toContain(`#${String(number)} `);
    }
  }, 60_000);

  it("is brought up to date within a minute, with one request and nothing when the text stays", async () => {
    await programme.after(() => programme.tomas.comment(cobalt, "/next 2027-03-01 Send the new offer"));
    const requests = await programme.requestsOf(() => aMinute());
    const quiet = await programme.requestsOf(() => aMinute());

    expect((await shown()).body).toContain("Send the new offer");
    expect(requests).toEqual(["mutation"]);
    expect(quiet).toEqual([]);
  }, 60_000);

  it("takes a command with a partner's number, and answers it with a reaction", async () => {
    const { number } = await shown();
    await programme.after(() =>
      github.issues.createComment({
        ...place,
        issue_number: number,
        body: `/hold #${String(cobalt)} budget talks`,
      }),
    );
    await aMinute();

    expect((await shown()).body).toContain("⏸ on hold");
    expect(JSON.stringify(programme.sandbox.journal())).toContain("THUMBS_UP");
  }, 60_000);

  it("answers a command without a number with the right form, once", async () => {
    const { number } = await shown();
    await programme.after(() =>
      github.issues.createComment({ ...place, issue_number: number, body: "/hold budget talks" }),
    );
    await aMinute();

    const answers = (await programme.said(number)).filter((body) => body.includes("could not read"));
    expect(answers).toHaveLength(1);
    expect(answers[0]).toContain("/hold #N [until DATE] REASON");
  }, 60_000);

  it("answers /help and an unknown number in one comment, and an outsider not at all", async () => {
    const { number } = await shown();
    const write = (token: string, body: string): Promise<unknown> =>
      new Octokit({ auth: token, baseUrl: programme.sandbox.address.github.rest }).issues.createComment({
        ...{ ...place, issue_number: number, body },
      });
    const { tokens } = programme.sandbox.address;
    const before = (await programme.said(number)).length;
    await programme.after(() => write(tokens.member, "/help\n/done #999"));
    await aMinute();
    const [answer, ...more] = (await programme.said(number)).slice(before);
    await programme.after(() => write(programme.sandbox.tokenFor("triage-helper[bot]"), "/help"));
    await aMinute();

    expect(more).toEqual([]);
    expect(answer).toContain("/hold #N [until DATE] REASON");
    expect(answer).toContain("no partner with the number 999");
    expect(await programme.said(number)).toHaveLength(before + 1);
  }, 60_000);

  it("is put right when somebody unpins it, renames it and writes into it", async () => {
    const { number } = await shown();
    const { data } = await github.issues.get({ ...place, issue_number: number });
    await programme.after(() => programme.sandbox.turnClock({ advance: "PT11M" }));
    await programme.after(async () => {
      await github.graphql(
        "mutation ($id: ID!) { unpinIssue(input: { issueId: $id }) { clientMutationId } }",
        { id: data.node_id },
      );
      await github.issues.update({ ...place, issue_number: number, title: "Ours", body: "Hello" });
    });
    await programme.after(() => programme.sandbox.turnClock({ advance: "PT11M" }));

    expect((await shown()).body).not.toContain("Hello");
    expect(await isPinned(number)).toBe(true);
  }, 60_000);

  it("is put right when it was emptied and closed, and opened anew when it was deleted", async () => {
    const { number } = await shown();
    await programme.after(() =>
      github.issues.update({ ...place, issue_number: number, body: "", state: "closed" }),
    );
    await programme.after(() => programme.sandbox.turnClock({ advance: "PT11M" }));
    const mended = await shown();
    const { data } = await github.issues.get({ ...place, issue_number: number });
    await programme.after(() =>
      github.graphql("mutation ($id: ID!) { deleteIssue(input: { issueId: $id }) { clientMutationId } }", {
        id: data.node_id,
      }),
    );
    await programme.after(() => programme.sandbox.turnClock({ advance: "PT30M" }));
    await aMinute();

    expect(mended.state).toBe("open");
    expect(mended.body).toContain("### Needs attention");
    expect((await shown()).number).not.toBe(number);
  }, 60_000);

  it("hears nothing from a person who may only read, and lets them change nothing", async () => {
    const { number } = await shown();
    const { sandbox } = programme;
    const reader = new Octokit({
      log: quiet,
      auth: sandbox.address.tokens.outsider,
      baseUrl: sandbox.address.github.rest,
    });
    const username = sandbox.login.outsider;
    await programme.after(() => github.repos.addCollaborator({ ...place, username, permission: "pull" }));
    await aMinute();
    const before = await shown();
    const wrote = sandbox.journal().length;

    const said = `/hold #${String(cobalt)} for ever\n/exit #${String(cobalt)} declined\n/help\n- [x] Sent`;
    await programme.after(() => reader.issues.createComment({ ...place, issue_number: number, body: said }));
    await expect(reader.issues.update({ ...place, issue_number: number, body: "Mine" })).rejects.toThrow();
    await expect(reader.issues.update({ ...place, issue_number: cobalt, state: "closed" })).rejects.toThrow();
    await aMinute();

    expect(
      sandbox
        .journal()
        .slice(wrote)
        .map(({ actor, operation }) => `${actor} ${operation}`),
    ).toEqual([`${username} POST /repos/{owner}/{repo}/issues/{number}/comments`]);
    expect(await shown()).toEqual(before);
  }, 60_000);

  it("refuses to merge a partner into itself, in the partner's issue", async () => {
    const { number } = await shown();
    const before = (await programme.said(cobalt)).length;
    await programme.after(() =>
      programme.tomas.comment(number, `/exit #${String(cobalt)} merged #${String(cobalt)}`),
    );
    await aMinute();

    const [answer, ...more] = (await programme.said(cobalt)).slice(before);
    expect(answer).toContain("That is this issue itself: name the one that goes on, `/exit merged #N`.");
    expect(more).toEqual([]);
    expect(await programme.tomas.closedAs(cobalt)).toBeNull();
  }, 60_000);

  it("mentions the lead once when too few partners are active, and again only after all was well", async () => {
    await rewritePlaybook((text) => `${text}\ncapacity: { min: 2 }\n`);
    const active = (await programme.tomas.board()).find(({ column }) => column === "Active Partnership");
    const spoken = async (): Promise<readonly string[]> =>
      (await programme.said((await shown()).number)).filter((body) => body.includes("fewer than 2"));
    const days = async (): Promise<void> => {
      for (let day = 0; day < 3; day += 1) {
        await programme.after(() => programme.sandbox.turnClock({ advance: "P1D" }));
      }
    };
    await days();
    const before = await spoken();
    await programme.after(() => programme.tomas.comment(active?.number ?? 0, "/hold a pause"));
    await days();
    const once = await spoken();
    await days();
    const later = await spoken();
    await programme.after(() => programme.tomas.comment(active?.number ?? 0, "/resume"));
    await days();
    await programme.after(() => programme.tomas.comment(active?.number ?? 0, "/hold another pause"));
    await days();

    expect(before).toEqual([]);
    expect(once).toHaveLength(1);
    expect(once[0]).toContain(`@${programme.sandbox.login.maintainer}: 1 partner is active`);
    expect(later).toEqual(once);
    expect(await spoken()).toHaveLength(2);
  }, 60_000);

  it("in observe mode shows what would have been done, and nothing else is written", async () => {
    await rewritePlaybook((text) => `${text.replace(/^mode:.*$/m, "")}\nmode: observe\n`);
    const card = (await programme.tomas.board()).find(
      ({ number, column }) => number > 0 && number !== cobalt && column === "Identification",
    );
    const number = card?.number ?? 0;
    const before = await programme.said(number);
    await programme.after(() => programme.tomas.move(number, "Graduation"));
    await aMinute();

    const { body } = await shown();
    expect(body).toContain("**Observing.**");
    expect(body).toMatch(new RegExp(`#${String(number)} .*: would be moved back from Graduation`));
    expect(await programme.tomas.column(number)).toBe("Graduation");
    expect(await programme.said(number)).toEqual(before);
  }, 60_000);
});
