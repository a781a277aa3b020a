import type { Delivery, Inbox } from "../../keeper/inbox.ts";
import { withRetries, type Queryable } from "../query.ts";
import { type CardAsked, type CardFact, cardFacts, issueFacts, repositoryFacts } from "./facts.ts";
import { gather } from "./gather.ts";
import { keepDeliveries, keepDelivery, keepInstallation, makeRows, outcomeOf, type Told } from "./keep.ts";
import { judgeCard, judgeIssue, mayBeOurs, type Verdict } from "./verdict.ts";

type Outcome = Awaited<ReturnType<Inbox["remember"]>>;

/** Rows made for an appearance are found by the second reading of the facts. */
const readings = 3;

/** The inbox upon a pool. `announce` is called after each commit that made something due. */
export function createInbox(db: Queryable, announce: () => void): Inbox {
  const factsOf = gather<CardAsked, readonly CardFact[]>({
    together: (lot) => cardFacts(db, lot),
    alone: async (card) => (await cardFacts(db, [card]))[0] ?? [],
  });
  const tell = gather<Told, boolean>({
    together: (lot) => keepDeliveries(db, lot),
    alone: ({ delivery, hints }) =>
      keepDelivery(db, delivery, { outcome: outcomeOf(hints), hints, pipeline: null }),
  });
  return {
    remember: async (delivery) => {
      const outcome = await withRetries(() => remember({ db, factsOf, tell }, delivery));
      if (outcome === "remembered" || outcome === "echo") announce();
      return outcome;
    },
  };
}

interface Desk {
  readonly db: Queryable;
  readonly factsOf: (card: CardAsked) => Promise<readonly CardFact[]>;
  /** Keeps a delivery that concerns partners; false: its GUID is here already. */
  readonly tell: (told: Told) => Promise<boolean>;
}

async function remember(desk: Desk, delivery: Delivery): Promise<Outcome> {
  const { db } = desk;
  const { about } = delivery;
  if (about.kind === "installation") return remembered(await keepInstallation(db, delivery, about));
  for (let reading = 1; reading <= readings; reading += 1) {
    const verdict = await judge(desk, delivery);
    if (verdict.kind !== "appeared") return keep(desk, delivery, verdict);
    const card = about.kind === "card" ? about.card : null;
    const issue = about.kind === "playbook" ? null : about.issue;
    await makeRows(db, { pipelines: verdict.pipelines, card, issue, delivery });
  }
  return "irrelevant";
}

async function judge({ db, factsOf }: Desk, delivery: Delivery): Promise<Verdict> {
  const { about, installation } = delivery;
  switch (about.kind) {
    case "card":
      return judgeCard(
        delivery,
        about,
        await factsOf({ ...about, installation, mayBeOurs: mayBeOurs(delivery) }),
      );
    case "issue":
    case "comment":
      return judgeIssue(delivery, about, await issueFacts(db, { ...about, installation }));
    case "playbook":
      return judgePlaybook(await repositoryFacts(db, { ...about, installation }));
    case "installation":
      return { kind: "discover" };
  }
}

/** A playbook in a repository without a pipeline: the installation is looked at again. */
function judgePlaybook(facts: Awaited<ReturnType<typeof repositoryFacts>>): Verdict {
  if (facts === null) return { kind: "discover" };
  if (facts.state !== "active") return { kind: "irrelevant" };
  return facts.pipeline === null ? { kind: "discover" } : { kind: "pipeline", pipeline: facts.pipeline };
}

async function keep(
  { db, tell }: Desk,
  delivery: Delivery,
  verdict: Exclude<Verdict, { kind: "appeared" }>,
): Promise<Outcome> {
  switch (verdict.kind) {
    case "irrelevant":
      return "irrelevant";
    case "discover":
      return remembered(await keepInstallation(db, delivery, { account: null, state: "active" }));
    case "pipeline":
      return remembered(
        await keepDelivery(db, delivery, { outcome: "remembered", hints: [], pipeline: verdict.pipeline }),
      );
    case "partners": {
      const fresh = await tell({ delivery, hints: verdict.hints });
      return fresh ? outcomeOf(verdict.hints) : "repeated";
    }
  }
}

function remembered(fresh: boolean): Outcome {
  return fresh ? "remembered" : "repeated";
}
