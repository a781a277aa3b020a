import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Octokit } from "@octokit/rest";
import { aProgramme, type Programme } from "../support/programme.ts";

interface Opened {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly state: string;
}

describe("sync notes of a partner in Active Partnership", () => {
  let programme: Programme;
  let github: Octokit;
  let partner = 0;
  let place = { owner: "", repo: "" };
  beforeAll(async () => {
    programme = await aProgramme();
    const { address } = programme.sandbox;
    const [owner = "", repo = ""] = address.repo.split("/");
    place = { owner, repo };
    github = new Octokit({ auth: address.tokens.member, baseUrl: address.github.rest });
    const board = await programme.tomas.board();
    partner = board.find(({ column }) => column === "Active Partnership")?.number ?? 0;
  }, 60_000);
  afterAll(async () => {
    await programme.stop();
  });

  async function notes(): Promise<readonly Opened[]> {
    const { data } = await github.issues.listForRepo({ ...place, state: "all", per_page: 100 });
    return data
      .filter(({ title }) => title.startsWith("Sync with"))
      .map(({ number, title, body, state }) => ({ number, title, body: body ?? "", state }));
  }

  async function daysFrom(day: string): Promise<void> {
    const ms = Date.parse(day) - Date.parse(programme.sandbox.clock().now);
    await programme.after(() =>
      programme.sandbox.turnClock({ advance: `PT${String(Math.round(ms / 1000))}S` }),
    );
  }

  it("are opened once, two working days before the sync", async () => {
    const today = programme.sandbox.clock().now.slice(0, 10);
    const start = new Date(Date.parse(today) + 10 * 86_400_000).toISOString().slice(0, 10);
    await programme.after(() => programme.tomas.comment(partner, `/sync every 2 weeks from ${start}`));
    const before = (await notes()).length;
    await daysFrom(start);

    const [note, ...more] = await notes();
    expect(before).toBe(0);
    expect(more).toEqual([]);
    expect(note?.title).toContain(start);
    expect(note?.body).toContain("- Blockers\n- Feature requests\n- Roadmap preview");
    expect(note?.body).not.toMatch(/NPS|health|exit|target/i);
  }, 60_000);

  it("are written back to the card when they are closed with notes", async () => {
    const [note] = await notes();
    const number = note?.number ?? 0;
    const body = (note?.body ?? "")
      .replace("- Next action:", "We agreed on the pilot.\n\n- Next action: Send the pilot plan")
      .replace("- Due:", "- Due: 2027-03-01")
      .replace("- Runs per week:", "- Runs per week: 14");
    await programme.after(async () => {
      await github.issues.update({ ...place, issue_number: number, body });
      await github.issues.update({ ...place, issue_number: number, state: "closed" });
    });

    const written = JSON.stringify(programme.sandbox.journal());
    expect(written).toContain("We agreed on the pilot.");
    expect(written).toContain("Send the pilot plan");
    expect((await notes()).map(({ state }) => state)).toEqual(["closed"]);
  }, 60_000);

  it("closed without notes are opened again with one question, and count as missed the second time", async () => {
    await programme.after(() => programme.sandbox.turnClock({ advance: "P13D" }));
    const note = (await notes()).find(({ state }) => state === "open");
    const number = note?.number ?? 0;
    const closing = { ...place, issue_number: number, state: "closed" } as const;
    await programme.after(() => github.issues.update(closing));
    const asked = await programme.said(number);
    const reopened = (await notes()).find((one) => one.number === number)?.state;
    await programme.after(() => github.issues.update(closing));

    expect(reopened).toBe("open");
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain("closed without notes");
    expect((await notes()).find((one) => one.number === number)?.state).toBe("closed");
    expect(await programme.said(number)).toHaveLength(1);
  }, 60_000);

  it("of a partner below so many issues that it may have none below itself stand alone", async () => {
    const below = (issue: number): { owner: string; repo: string; issue_number: number } => ({
      ...place,
      issue_number: issue,
    });
    const { data: children } = await github.issues.listSubIssues(below(partner));
    for (const { id } of children)
      await github.issues.removeSubIssue({ ...below(partner), sub_issue_id: id });
    const { data: top } = await github.issues.create({ ...place, title: "Level 1" });
    const chain = [top];
    for (let level = 2; level <= 8; level += 1) {
      const { data } = await github.issues.create({ ...place, title: `Level ${String(level)}` });
      await github.issues.addSubIssue({ ...below(chain.at(-1)?.number ?? 0), sub_issue_id: data.id });
      chain.push(data);
    }
    const { data: card } = await github.issues.get(below(partner));
    await github.issues.addSubIssue({ ...below(chain.at(-1)?.number ?? 0), sub_issue_id: card.id });
    const before = await notes();
    await programme.after(() => programme.sandbox.turnClock({ advance: "P14D" }));
    await programme.after(() => programme.sandbox.turnClock({ advance: "PT5M" }));

    const opened = (await notes()).filter(({ number }) => before.every((note) => note.number !== number));
    expect(opened.map(({ state }) => state)).toEqual(["open"]);
    expect((await github.issues.listSubIssues(below(partner))).data).toEqual([]);
  }, 60_000);
});
