import { describe, expect, it, jest } from "@jest/globals";
import type { Hint } from "../../../src/core/partner/partner.ts";
import { plan } from "../../../src/core/plan.ts";
import type { Situation } from "../../../src/core/situation.ts";
import { bodyOf } from "../../support/rulings.ts";
import {
  aCard,
  after,
  anIssue,
  aPartner,
  aPlaybook,
  aSituation,
  days,
  inStage,
  login,
  now,
  text,
  ticked,
  unknown,
} from "../../support/situation.ts";

const secret = "zebra-budget";
const address = "jane.doe@acme.example";
const tom = { login: login("tom"), bot: false };
const stages = aPlaybook().stages.map(({ id }) => id);
/** Everything of the built-in playbook that no contact may read. */
const internal: readonly string[] = [
  ...aPlaybook().stages.flatMap(({ checklists }) =>
    checklists.filter((list) => list.internal).flatMap(({ items }) => items.map((item) => item.text)),
  ),
  ...["NPS", "We noticed", "no answer", "at most 5", secret],
];

const command = (line: string): Hint => ({
  ...{ kind: "comment", at: now, comment: "IC_9" as never, author: tom, command: line },
});
const lines = [
  ...["/check", `/override ${secret}`, `/exit declined ${secret}`, `/hold ${secret}`, "/help", "/exit"],
  ...stages.map((id) => `/check ${id}`),
];

/** Every stage on record with the card in every column, closed in every way, a month later, and every command. */
function situations(audience: Situation["audience"]): readonly Situation[] {
  const fields = { organisation: text(`Acme ${address}`), primaryContact: text(`Carla @carla ${address}`) };
  const playbook = aPlaybook("lead: lena");
  return stages.flatMap((from) => {
    const here = (changes: Partial<Situation> = {}): Situation =>
      aSituation({
        ...{ history: inStage(from), audience, playbook },
        partner: aPartner({ card: aCard({ stage: from, fields }) }),
        ...changes,
      });
    const moved = stages.flatMap((to) => {
      const issue = anIssue({ body: ticked("qualification", 3) });
      const partner = aPartner({ card: aCard({ stage: to, fields }), issue });
      const overridden = { ...command(`/override ${secret}`), author: { login: login("maria"), bot: false } };
      const appears = here({ partner, history: unknown });
      return [here({ partner }), appears, here({ partner, hints: [overridden] })];
    });
    const closed = (["completed", "not-planned", "duplicate"] as const).map((closedAs) =>
      here({
        partner: aPartner({
          card: aCard({ stage: from, fields }),
          issue: anIssue({ state: "closed", closedAs, closedAt: now, closer: tom }),
        }),
      }),
    );
    const told = lines.map((line) => here({ hints: [command(line)] }));
    const later = [3, 14, 30, 60].map((count) => here({ now: after(now, days(count)) }));
    return [...moved, ...closed, ...told, ...later];
  });
}

const texts = (audience: Situation["audience"]): readonly string[] =>
  situations(audience)
    .map((situation) => bodyOf(plan(situation)))
    .filter((body) => body !== "");

jest.setTimeout(60_000);

describe("what Stagekeeper writes", () => {
  it("says nothing internal where a contact can read", () => {
    const shared = texts("shared");

    expect(shared.length).toBeGreaterThan(50);
    for (const words of internal) {
      expect(shared.filter((body) => body.includes(words))).toEqual([]);
    }
  });

  it("says it where only the team reads, so that the rule above can fail", () => {
    const team = texts("team").join("\n");

    for (const words of ["Willing to share anonymised usage data", "We noticed"]) {
      expect(team).toContain(words);
    }
  });

  it("shows no e-mail address to anybody", () => {
    for (const audience of ["team", "shared"] as const) {
      expect(texts(audience).filter((body) => body.includes("@acme") || body.includes("jane.doe"))).toEqual(
        [],
      );
    }
  });
});
