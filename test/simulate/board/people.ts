import { Octokit } from "@octokit/rest";
import { handsOf, type Hands } from "../../../src/sandbox/demo/hands.ts";
import type { Sandbox } from "../../../src/sandbox/sandbox.ts";
import type { Act } from "../life/act.ts";
import { bodyWith } from "../life/boxes.ts";

/** The people of one partner, at the API like anybody: what they do stands on GitHub afterwards. */
export interface People {
  does(act: Act): Promise<void>;
  /** Number of the partner's issue; null before it was opened. */
  issue(): number | null;
}

/** Nobody did anything yet for the partner of this name. */
export function peopleOf(sandbox: Sandbox, organisation: string): People {
  const { address, login } = sandbox;
  const [owner = "", repo = ""] = address.repo.split("/");
  const { issues } = new Octokit({ auth: address.tokens.member, baseUrl: address.github.rest });
  const hands: Hands = handsOf(address, login.member, address.tokens.member);
  const ticked = new Set<string>();
  let number: number | null = null;
  const place = (): { owner: string; repo: string; issue_number: number } => ({
    ...{ owner, repo },
    issue_number: number ?? 0,
  });
  const boxes = async (ticks: ReadonlySet<string>): Promise<void> => {
    await issues.update({ ...place(), body: bodyWith(ticks) });
  };
  const note = async (): Promise<{ number: number; body: string } | null> => {
    const { data } = await issues.listForRepo({ owner, repo, state: "open", per_page: 100 });
    const found = data.find(({ title }) => title.includes(` with ${organisation}: `));
    return found === undefined ? null : { number: found.number, body: found.body ?? "" };
  };
  const closesNote = async ({ filled, due }: Extract<Act, { kind: "closes-note" }>): Promise<void> => {
    const open = await note();
    if (open === null) return;
    const text = due === null ? "We agreed on the pilot." : `We agreed.\n\nDue: ${due}`;
    const at = { owner, repo, issue_number: open.number };
    if (filled) await issues.update({ ...at, body: open.body.replace("- Next action:", text) });
    await issues.update({ ...at, state: "closed" });
  };
  const can: Can = {
    opens: async () => {
      const body = bodyWith(ticked);
      number = await hands.openPartner({ title: organisation, body, assignees: [login.member] });
    },
    moves: ({ to }) => hands.move(number ?? 0, to),
    ticks: ({ box }) => boxes(ticked.add(box)),
    unticks: ({ box }) => {
      ticked.delete(box);
      return boxes(ticked);
    },
    sets: ({ field, value }) =>
      hands.set(number ?? 0, field, valueOf(value, { organisation, contact: login.contact })),
    writes: ({ text }) => hands.comment(number ?? 0, text),
    assigns: async (act) => {
      await issues.update({ ...place(), assignees: [act.login] });
    },
    "closes-note": closesNote,
    reopens: async () => {
      await issues.update({ ...place(), state: "open" });
    },
    answers: nobody,
    reports: nobody,
    fixes: nobody,
  };
  return {
    issue: () => number,
    does: (act) => (can[act.kind] as (act: Act) => Promise<void>)(act),
  };
}

type Can = { readonly [Kind in Act["kind"]]: (act: Extract<Act, { kind: Kind }>) => Promise<void> };

function nobody({ kind }: Act): Promise<never> {
  return Promise.reject(new Error(`Nobody can do this here: ${kind}.`));
}

function valueOf(
  value: string | null,
  { organisation, contact }: { readonly organisation: string; readonly contact: string },
): string | null {
  if (value === "Acme") return organisation;
  return value === "CONTACT" ? `Jane Doe @${contact}` : value;
}
