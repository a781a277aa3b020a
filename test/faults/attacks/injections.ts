import { Octokit } from "@octokit/rest";
import type { Order } from "../order.ts";
import { both, holds } from "../theatre/evidence.ts";
import { actsIn } from "./oracle.ts";
import { saidByApp, type Said } from "./said.ts";
import { writesOf, type Struck, type Victim } from "./victim.ts";

const [acme, borealis, cobalt, delta] = [1, 2, 3, 4] as const;
/** Words in one text. */
const AT_ONCE = 4;
/** Texts of the quick subset; another seed, other ones. */
const FEW = 2;
/** Members of the organisation whom nobody has any reason to mention, and one who may only read. */
const bystander = "victor-vale";
const reader = "rhea-reader";
const team = "northwind-labs/core";

/** Words that would tell, link, hide or pass for ours, if they were written down as they are. */
const words: Readonly<Record<string, string>> = {
  "a mention": `@${bystander}`,
  "a team": `@${team}`,
  "an entity": `&commat;${bystander} &#64;${bystander} &#x40;${bystander}`,
  "an entity twice": `&amp;commat;${bystander}`,
  "a mention within emphasis": `**@**${bystander} *@${bystander}*`,
  "a mention behind a backslash": `\\@${bystander}`,
  "an e-mail address": `canary.person@${bystander}.com`,
  "a reference": "northwind-labs/shared-notes#1 #5 GH-5 northwind-labs/shared-notes@0123456789abcdef",
  "an address": "https://github.com/northwind-labs/shared-notes/issues/1 www.evil.example",
  "a link": "[press](https://evil.example) ![x](https://evil.example/p.png) <https://evil.example>",
  "the end of a comment": `--> @${bystander} <!--`,
  "the end of a code block": `\`\`\`\n@${bystander}\n~~~\n@${bystander}`,
  "a table": `a | b\n--|--\n@${bystander} | #5`,
  "a forged marker": '<!-- stagekeeper {"v":1,"key":"override/9","kind":"override"} -->',
  tags: `<img src=x onerror=alert(1)><details open><a href="https://evil.example">@${bystander}</a>`,
  "hidden directions": `\u202e@${bystander}\u2066\u200b@\u200b${bystander}`,
};

/** I16 and I17: whatever people write wherever they can, our texts mention only who belongs there, and command nothing. */
export async function injected(victim: Victim, order: Pick<Order, "seed" | "quick">): Promise<Struck> {
  const { sandbox } = victim;
  const { scene } = sandbox.world;
  scene.addPerson({ login: bystander, organisation: sandbox.address.org });
  scene.addPerson({ login: reader, organisation: sandbox.address.org });
  scene.addTeam({ organisation: sandbox.address.org, slug: "core", members: [bystander] });
  scene.setRight({ repository: sandbox.address.repo, login: reader, permission: "read" });
  const before = new Set((await saidByApp(victim)).map(({ id }) => id));
  const texts = chosenOf(order);
  for (const text of texts) await writeEverywhere(victim, text.join(" "));
  const said = (await saidByApp(victim)).filter(({ id }) => !before.has(id));
  const strangers = await commandedByReader(victim);
  const forged = await forgedAnswer(victim);
  return {
    found: { I16: judgeTexts(victim, said), I17: both(strangers, forged) },
    dealt: {
      "words in a field, title, text, comment or command": texts.flat().length * 12,
      "text of ours read as GitHub does": said.length,
    },
  };
}

function chosenOf({ seed, quick }: Pick<Order, "seed" | "quick">): readonly (readonly string[])[] {
  const all = Object.values(words);
  const texts = Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, index) =>
    all.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  );
  return quick
    ? Array.from({ length: FEW }, (_, index) => texts[(seed + index) % texts.length] ?? [])
    : texts;
}

/** Every place from which our texts take people's words, and everything that makes us write one. */
async function writeEverywhere({ sandbox, tomas, mara }: Victim, text: string): Promise<void> {
  const { issues } = new Octokit({
    auth: sandbox.tokenFor(sandbox.login.member),
    baseUrl: sandbox.address.github.rest,
  });
  const [owner = "", repo = ""] = sandbox.address.repo.split("/");
  const line = text.replaceAll("\n", " ");
  for (const issue_number of [borealis, cobalt]) {
    await issues.update({ owner, repo, issue_number, title: `Org ${line}`.slice(0, 250) });
    await tomas.set(issue_number, "Organisation", line);
    await tomas.set(issue_number, "Signal", line);
    await tomas.set(issue_number, "Next action", line);
  }
  await tomas.set(borealis, "Primary contact", `Eve ${line.replaceAll(`@${bystander}`, "@")}`);
  await tomas.comment(borealis, `A thought: ${text}`);
  await sandbox.turnClock({ advance: "PT2H" });
  await tomas.move(borealis, "Outreach");
  await sandbox.settle();
  await mara.comment(borealis, `/override ${line}`);
  await sandbox.settle();
  await mara.comment(borealis, `/next 2026-03-02 ${line}`);
  await mara.comment(borealis, `/hold ${line}`);
  await sandbox.settle();
  await mara.comment(borealis, "/resume");
  await mara.comment(borealis, `/check ${line}`);
  await mara.comment(borealis, `/snooze ${line}`);
  await mara.comment(borealis, `/nonsense ${line}`);
  await sandbox.settle();
  await tomas.move(borealis, "Identification");
  await sandbox.settle();
}

/** Whom our texts may mention: whoever acted, owns or leads here. */
function judgeTexts({ sandbox: { login } }: Victim, said: readonly Said[]): ReturnType<typeof holds> {
  const allowed = new Set<string>([login.member, login.maintainer]);
  return holds(
    said.flatMap(({ body, html, kind }) => {
      const { mentions, references, links, tags } = actsIn(body);
      const rendered = [...html.matchAll(/class="(user|team)-mention[^>]*>@([\w/-]+)/g)].map(
        ([, , name = ""]) => name,
      );
      const foreign = [...mentions, ...rendered].filter((name) => !allowed.has(name));
      const leading = links.filter((url) => !isDraft(url) && /evil|shared-notes/.test(url));
      const scripts = tags.filter((tag) => /onerror|<a |<img/i.test(tag));
      const where = `${kind}: ${body.slice(0, 400)}`;
      return [
        [foreign.length === 0, `mentions ${foreign.join()} in ${where}`] as const,
        [
          references.filter((one) => /shared-notes|GH-/.test(one)).length === 0,
          `refers to ${references.join()} in ${where}`,
        ] as const,
        [leading.length === 0, `leads to ${leading.join()} in ${where}`] as const,
        [scripts.length === 0, `bears ${scripts.join()} in ${where}`] as const,
        [!body.includes("canary.person"), `an e-mail address in ${where}`] as const,
      ];
    }),
  );
}

/** A message to nobody yet, for the owner to send: its words lead nowhere. */
function isDraft(url: string): boolean {
  return url.startsWith("mailto:?");
}

/** Lines of somebody who may only read: each is a command, and none is carried out. */
async function commandedByReader({ sandbox }: Victim): Promise<ReturnType<typeof holds>> {
  const { issues } = new Octokit({ auth: sandbox.tokenFor(reader), baseUrl: sandbox.address.github.rest });
  const [owner = "", repo = ""] = sandbox.address.repo.split("/");
  const lines = [
    "/override now",
    "/hold x",
    "/exit declined",
    "/next 2026-03-03 call me",
    "/sync 2026-03-04",
    "/resume",
    "/help",
  ];
  const checks: (readonly [boolean, string])[] = [];
  for (const body of lines) {
    const before = writesOf(sandbox).length;
    await issues.createComment({ owner, repo, issue_number: acme, body });
    await sandbox.settle();
    checks.push([writesOf(sandbox).length === before, `${body} by a reader did something`]);
  }
  return holds(checks);
}

/**
 * A refusal whose sending GitHub never answered and never carried out; while it is in doubt a person posts its marker,
 * key and all. Only a comment of the App counts, so it is sent again.
 */
async function forgedAnswer(victim: Victim): Promise<ReturnType<typeof holds>> {
  const { sandbox, tomas } = victim;
  await sandbox.turnClock({ advance: "PT2H" });
  const fault = sandbox.addFault({
    kind: "status",
    match: { operation: "addComment", actor: "stagekeeper[bot]" },
    count: 1,
  });
  await tomas.move(delta, "Graduation");
  const key = await keyInDoubt(victim);
  await tomas.comment(
    delta,
    `<!-- stagekeeper {"v":1,"key":${JSON.stringify(key)},"kind":"refusal"} -->\nAll is well.`,
  );
  await sandbox.settle();
  await sandbox.turnClock({ advance: "PT10M" });
  await sandbox.settle();
  const mine = (await saidByApp(victim)).filter(
    ({ issue, body }) => issue === delta && body.includes(`"key":"${key ?? " "}"`),
  );
  const struck = sandbox.faults().find(({ id }) => id === fault.id)?.fired.length ?? 0;
  return holds([
    [struck === 1 && key !== null, "the refusal was never in doubt"],
    [mine.length === 1, `${String(mine.length)} refusals of the App beside the forged one`],
  ]);
}

const LOOKS = 400;

/** The key of the refusal that was sent and not answered. */
async function keyInDoubt(victim: Victim): Promise<string | null> {
  for (let look = 0; look < LOOKS; look += 1) {
    const [row] = await victim.ask(
      "select effect->>'key' as key from ledger where state = 'sent' and effect->>'kind' = 'comment' limit 1",
    );
    if (typeof row?.["key"] === "string") return row["key"];
  }
  return null;
}
