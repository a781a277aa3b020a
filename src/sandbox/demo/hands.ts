import { Octokit } from "@octokit/rest";
import type { SandboxAddress } from "../sandbox.ts";
import { callsOf, type Calls } from "./calls.ts";

interface Note {
  readonly number: number;
  readonly title: string;
  readonly body: string;
}

/** What a person does on GitHub, through GitHub's own clients. */
export interface Hands extends Calls {
  readonly login: string;
  openPartner(issue: { title: string; body?: string; assignees?: readonly string[] }): Promise<number>;
  move(issue: number, column: string): Promise<void>;
  /** Ticks every box whose text contains one of these, in the comments of the App. */
  tick(issue: number, ...texts: readonly string[]): Promise<void>;
  comment(issue: number, body: string): Promise<void>;
  assign(issue: number, login: string): Promise<void>;
  /** The sync note with that organisation that is open. */
  openNote(organisation: string): Promise<Note | null>;
  /** Writes in front of the prepared next action of a sync note, and closes it. */
  writeNote(note: number, text: string): Promise<void>;
  /** As what an issue was closed, such as `not_planned`; null: it is open. */
  closedAs(issue: number): Promise<string | null>;
  /** The name of the column in which the card stands. */
  column(issue: number): Promise<string | null>;
}

/** The hands of the person to whom the token belongs. */
export function handsOf(address: SandboxAddress, login: string, token: string): Hands {
  const [owner = "", repo = ""] = address.repo.split("/");
  const { issues } = new Octokit({ auth: token, baseUrl: address.github.rest });
  const calls = callsOf(address, token);
  return {
    ...calls,
    login,
    async openPartner({ title, body = "", assignees = [] }) {
      const labels = ["design-partner"];
      const { data } = await issues.create({ owner, repo, title, body, labels, assignees: [...assignees] });
      return data.number;
    },
    move: (issue, column) => calls.set(issue, "Status", column),
    async tick(issue, ...texts) {
      for (const { id, body } of await calls.comments(issue)) {
        const ticked = tickBoxes(body, texts);
        if (ticked !== body) await issues.updateComment({ owner, repo, comment_id: id, body: ticked });
      }
    },
    async comment(issue, body) {
      await issues.createComment({ owner, repo, issue_number: issue, body });
    },
    async assign(issue, assignee) {
      await issues.addAssignees({ owner, repo, issue_number: issue, assignees: [assignee] });
    },
    async openNote(organisation) {
      const { data } = await issues.listForRepo({ owner, repo, state: "open", per_page: 100 });
      const note = data.find(({ title }) => title.startsWith(`Sync with ${organisation}`));
      return note === undefined ? null : { number: note.number, title: note.title, body: note.body ?? "" };
    },
    async writeNote(note, text) {
      const place = { owner, repo, issue_number: note };
      const { data } = await issues.get(place);
      await issues.update({ ...place, body: (data.body ?? "").replace("- Next action:", text) });
      await issues.update({ ...place, state: "closed" });
    },
    async closedAs(issue) {
      const { data } = await issues.get({ owner, repo, issue_number: issue });
      return data.state === "closed" ? (data.state_reason ?? "completed") : null;
    },
    async column(issue) {
      return (await calls.board()).find(({ number }) => number === issue)?.column ?? null;
    },
  };
}

function tickBoxes(body: string, texts: readonly string[]): string {
  return body
    .split("\n")
    .map((line) => (texts.some((text) => line.includes(text)) ? line.replace("- [ ]", "- [x]") : line))
    .join("\n");
}
