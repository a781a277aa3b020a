import { Octokit } from "@octokit/rest";
import { holds } from "../theatre/evidence.ts";
import { knock } from "./knock.ts";
import type { Struck, Victim } from "./victim.ts";
import { aliveAfter, vitalsOf } from "./vitals.ts";

const PATH = ".github/stagekeeper.yml";
const NOTICE = "Stagekeeper needs attention";
const cobalt = 3;

/** Files that hurt whoever parses them carelessly. */
const bombs: Readonly<Record<string, string>> = {
  "4 KB of brackets": "[".repeat(4_096),
  "brackets up to the cap": `a: ${"[".repeat(60_000)}`,
  "deep maps": "{a: ".repeat(5_000),
  "deep lists by indentation": Array.from({ length: 2_000 }, (_, depth) => `${" ".repeat(depth)}-`).join(
    "\n",
  ),
  "a billion laughs": [
    "a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]",
    ..."bcdefghi".split("").map((name, index) => {
      const before = String.fromCharCode(97 + index);
      return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(", ")}]`;
    }),
  ].join("\n"),
  "an anchor within itself": "a: &a [*a]",
  "a million lines": "a: 1\n".repeat(200_000),
  "a long line": `project: ${"9".repeat(900_000)}`,
  "tags of another language": "project: !!js/function 'function () { process.exit(1) }'",
  prototypes:
    "__proto__: {mode: off}\nconstructor: {prototype: {mode: off}}\nproject: 1\nextends: design-partner",
  "merged keys": "base: &base {mode: off}\n<<: *base\nextends: design-partner\nproject: 1",
  "a zero byte": "extends: design-partner\u0000\nproject: 1",
  "a pattern's worst case": `extends: ${"a".repeat(30_000)}!\nproject: ${" ".repeat(30_000)}x`,
  "no map": "- extends\n- project",
  nothing: "",
};

/** I13: whatever stands in the playbook file, the last good one is in force, one issue says so, and the process lives. */
export async function withBombs(victim: Victim): Promise<Struck> {
  const { sandbox } = victim;
  const file = playbookFile(victim);
  const good = await file.read();
  const checks: (readonly [boolean, string])[] = [];
  const vitals = await vitalsOf(victim);
  for (const [name, text] of Object.entries(bombs)) {
    await file.write(text);
    await sandbox.settle();
    const { status } = await knock(victim, { method: "GET", path: "/health" });
    const notices = await noticesSoon(victim);
    checks.push(
      [victim.pid() === vitals.pid && status === 200, `${name}: the process is gone`],
      [notices === 1, `${name}: ${String(notices)} notices`],
    );
  }
  const column = await columnAfter(victim, "Onboarding");
  checks.push([column === "Outreach", `the last good playbook is not in force: ${String(column)}`]);
  await file.write(good);
  await sandbox.settle();
  const left = await openNotices(victim);
  checks.push([left === 0, `${String(left)} notices though all is well`]);
  return {
    found: { I13: holds(checks), I23: await aliveAfter(victim, vitals) },
    dealt: { "playbook that hurts": Object.keys(bombs).length },
  };
}

/** Where the card stands at rest after a move that was not earned. */
async function columnAfter({ sandbox, tomas }: Victim, column: string): Promise<string | null> {
  await tomas.move(cobalt, column);
  await sandbox.settle();
  return tomas.column(cobalt);
}

function playbookFile({ sandbox: { address } }: Victim) {
  const { repos } = new Octokit({ auth: address.tokens.maintainer, baseUrl: address.github.rest });
  const [owner = "", repo = ""] = address.repo.split("/");
  const now = async (): Promise<{ readonly sha: string; readonly text: string }> => {
    const { data } = await repos.getContent({ owner, repo, path: PATH });
    if (Array.isArray(data) || data.type !== "file") throw new Error("the playbook is no file");
    return { sha: data.sha, text: Buffer.from(data.content, "base64").toString("utf8") };
  };
  return {
    read: async () => (await now()).text,
    write: async (text: string): Promise<void> => {
      const content = Buffer.from(text).toString("base64");
      const { sha } = await now();
      await repos.createOrUpdateFileContents({ owner, repo, path: PATH, message: "playbook", content, sha });
    },
  };
}

/** Within a minute: it may wait for its place among other texts. */
async function noticesSoon(victim: Victim): Promise<number> {
  const now = await openNotices(victim);
  if (now > 0) return now;
  await victim.sandbox.turnClock({ advance: "PT1M" });
  await victim.sandbox.settle();
  return openNotices(victim);
}

async function openNotices({ sandbox: { address } }: Victim): Promise<number> {
  const { issues } = new Octokit({ auth: address.tokens.maintainer, baseUrl: address.github.rest });
  const [owner = "", repo = ""] = address.repo.split("/");
  const { data } = await issues.listForRepo({ owner, repo, state: "open", per_page: 100 });
  return data.filter(({ title }) => title === NOTICE).length;
}
