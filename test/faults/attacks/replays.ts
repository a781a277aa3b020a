import type { JournalLine, Webhook } from "../../../src/sandbox/contract.ts";
import { holds } from "../theatre/evidence.ts";
import { headersFor, knock } from "./knock.ts";
import { traceOf, writesOf, type Struck, type Victim } from "./victim.ts";

const borealis = 2;
const DASHBOARD = "Partner programme: dashboard";

/** Event names under which a body that was signed can be sent once more: the header is not signed. */
const events = [
  ...[
    "projects_v2_item",
    "issues",
    "issue_comment",
    "sub_issues",
    "issue_dependencies",
    "push",
    "repository",
  ],
  ...[
    "installation",
    "installation_repositories",
    "ping",
    "error",
    "constructor",
    "__proto__",
    "hasownproperty",
  ],
];

/** Everything GitHub sent while a person moved a card, commanded and wrote. Fuzzing starts from it, too. */
export async function recordDeliveries(victim: Victim): Promise<readonly Webhook[]> {
  const { sandbox, tomas, mara } = victim;
  // The dashboard is opened within the first hour: what is written afterwards is somebody's doing.
  await sandbox.turnClock({ advance: "PT2H" });
  await sandbox.settle();
  const heard: Webhook[] = [];
  const stop = sandbox.watch((happening) => {
    if (happening.kind === "webhook") heard.push(happening.webhook);
  });
  await tomas.move(borealis, "Outreach");
  await sandbox.settle();
  await tomas.comment(borealis, "/next 2026-04-01 Ask for their compliance officer");
  await tomas.set(borealis, "Signal", "a question in the forum");
  await tomas.tick(borealis, "Engineering team");
  await mara.comment(borealis, "/hold until 2026-05-01 budget freeze");
  await sandbox.settle();
  await mara.comment(borealis, "/resume");
  await sandbox.settle();
  stop();
  return heard;
}

/** I19: the same body under a new GUID, under every other event's name, at once and a day later: nothing is written. */
export async function replayed(victim: Victim, deliveries: readonly Webhook[]): Promise<Struck> {
  const { sandbox } = victim;
  const checks: (readonly [boolean, string])[] = [];
  let sent = 0;
  for (const { event, payload } of deliveries) {
    const before = traceOf(victim).writes;
    const body = JSON.stringify(payload);
    for (const name of [event, ...events]) {
      const { status } = await knock(victim, { headers: headersFor(victim, name, body), body });
      sent += 1;
      checks.push([status === 200 || status === 400, `${event} as ${name}: ${String(status)}`]);
    }
    await sandbox.settle();
    const written = writesOf(sandbox)
      .slice(before)
      .filter(isNotOf(dashboardOf(victim)));
    const what = written.map(({ operation, detail }) => `${operation} ${JSON.stringify(detail)}`).join("; ");
    checks.push([written.length === 0, `${event} ${String(payload["action"])} again: ${what}`]);
  }
  return { found: { I19: holds(checks) }, dealt: { "replay of a signed body": sent } };
}

/** The dashboard is written anew as time goes by; null: it was not opened yet. */
function dashboardOf({ sandbox }: Victim): unknown {
  return writesOf(sandbox).find(({ detail }) => detail["title"] === DASHBOARD)?.detail["issue"] ?? null;
}

function isNotOf(issue: unknown): (line: JournalLine) => boolean {
  return ({ detail }) => detail["issue"] !== issue;
}
