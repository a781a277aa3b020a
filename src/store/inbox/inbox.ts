import type { Delivery, Inbox } from "../../keeper/inbox.ts";
import { withRetries, type Queryable } from "../query.ts";
import { cardFacts, issueFacts, repositoryFacts } from "./facts.ts";
import { keepDelivery, keepInstallation, makeRows } from "./keep.ts";
import { judgeCard, judgeIssue, type Verdict } from "./verdict.ts";

type Outcome = Awaited<ReturnType<Inbox["remember"]>>;

/** Rows made for an appearance are found by the second reading of the facts. */
const readings = 3;

/** The inbox upon a pool. `announce` is called after each commit that made something due. */
export function createInbox(db: Queryable, announce: () => void): Inbox {
  return {
    remember: async (delivery) => {
      const outcome = await withRetries(() => remember(db, delivery));
      if (outcome === "remembered" || outcome === "echo") announce();
      return outcome;
    },
  };
}

async function remember(db: Queryable, delivery: Delivery): Promise<Outcome> {
  const { about } = delivery;
  if (about.kind === "installation") return remembered(await keepInstallation(db, delivery, about));
  for (let reading = 1; reading <= readings; reading += 1) {
    const verdict = await judge(db, delivery);
    if (verdict.kind !== "appeared") return keep(db, delivery, verdict);
    const card = about.kind === "card" ? about.card : null;
    const issue = about.kind === "playbook" ? null : about.issue;
    await makeRows(db, { pipelines: verdict.pipelines, card, issue, delivery });
  }
  return "irrelevant";
}

async function judge(db: Queryable, delivery: Delivery): Promise<Verdict> {
  const { about, installation } = delivery;
  switch (about.kind) {
    case "card":
      return judgeCard(delivery, about, await cardFacts(db, { ...about, installation }));
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
  db: Queryable,
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
      const outcome = verdict.hints.every(({ echo }) => echo) ? "echo" : "remembered";
      const fresh = await keepDelivery(db, delivery, { outcome, hints: verdict.hints, pipeline: null });
      return fresh ? outcome : "repeated";
    }
  }
}

function remembered(fresh: boolean): Outcome {
  return fresh ? "remembered" : "repeated";
}
