import { describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { REST_ROUTES } from "../../../src/sandbox/github/rest/router.ts";
import { valueAt } from "../github/read.ts";
import { restProblems, type Answered } from "../published-rest.ts";
import { anApi, type TestApi } from "./an-api.ts";

const R = "/repos/northwind-labs/partners";

type Sends = (by: string | null, line: string, body?: unknown) => Promise<unknown>;

/** Sends what it is told and keeps every answer. */
function aWitness(on: TestApi): { readonly seen: Answered[]; readonly sends: Sends } {
  const seen: Answered[] = [];
  return {
    seen,
    sends: async (by, line, sent) => {
      const { status = 0, body } = (await on.send(by, line, sent)) ?? {};
      const [method = "", target = ""] = line.split(" ");
      seen.push({ method, path: target.replace(/\?.*/u, ""), status, body });
      return body;
    },
  };
}

function idOf(body: unknown): string {
  return z.union([z.string(), z.number()]).transform(String).parse(valueAt(body, "id"));
}

/** What a person with write access does, from nothing to nothing. */
async function works(by: string, sends: Sends): Promise<void> {
  const [issue, other] = [
    await sends(by, `POST ${R}/issues`, { title: "One", body: "text", labels: ["partner"] }),
    await sends(by, `POST ${R}/issues`, { title: "Other" }),
  ].map((body) => `${R}/issues/${String(valueAt(body, "number"))}`);
  const otherId = Number(idOf(await sends(by, `GET ${other}`)));
  await sends(by, `PATCH ${issue}`, { title: "New", state: "closed", state_reason: "not_planned" });
  await sends(by, `POST ${issue}/assignees`, { assignees: ["tomas-brandt"] });
  for (const path of ["issues", "issues?state=all", "issues/1", "issues/comments", "labels", "assignees"])
    await sends(by, `GET ${R}/${path}`);
  await sends(by, `DELETE ${issue}/assignees`, { assignees: ["tomas-brandt"] });

  const comment = `${R}/issues/comments/${idOf(await sends(by, `POST ${issue}/comments`, { body: "hello" }))}`;
  await sends(by, `PATCH ${comment}`, { body: "other" });
  for (const subject of [issue, comment]) {
    const reaction = idOf(await sends(by, `POST ${subject}/reactions`, { content: "+1" }));
    await sends(by, `GET ${subject}/reactions`);
    await sends(by, `DELETE ${subject}/reactions/${reaction}`);
  }
  for (const path of [comment, `${issue}/comments`]) await sends(by, `GET ${path}`);
  await sends(by, `DELETE ${comment}`);

  await sends(by, `POST ${R}/labels`, { name: "new", color: "ff0000" });
  await sends(by, `GET ${R}/labels/new`);
  await sends(by, `PATCH ${R}/labels/new`, { new_name: "newer" });
  await sends(by, `POST ${issue}/labels`, { labels: ["newer"] });
  await sends(by, `PUT ${issue}/labels`, { labels: ["newer", "partner"] });
  await sends(by, `GET ${issue}/labels`);
  await sends(by, `DELETE ${issue}/labels/newer`);
  await sends(by, `DELETE ${issue}/labels`);
  await sends(by, `DELETE ${R}/labels/newer`);

  await sends(by, `POST ${issue}/sub_issues`, { sub_issue_id: otherId });
  await sends(by, `GET ${issue}/sub_issues`);
  await sends(by, `GET ${other}/parent`);
  await sends(by, `DELETE ${issue}/sub_issue`, { sub_issue_id: otherId });
  await sends(by, `POST ${issue}/dependencies/blocked_by`, { issue_id: otherId });
  await sends(by, `GET ${issue}/dependencies/blocked_by`);
  await sends(by, `GET ${other}/dependencies/blocking`);
  await sends(by, `DELETE ${issue}/dependencies/blocked_by/${String(otherId)}`);
  await sends(by, `PUT ${issue}/lock`, { lock_reason: "resolved" });
  await sends(by, `DELETE ${issue}/lock`);
}

/** What an owner does to the repository and its people. */
async function governs(by: string, sends: Sends): Promise<void> {
  const file = `${R}/contents/notes/a.md`;
  const content = Buffer.from("text").toString("base64");
  await sends(by, `PUT ${file}`, { message: "a", content });
  const sha = valueAt(await sends(by, `GET ${file}`), "sha");
  await sends(by, `PUT ${file}`, { message: "b", content: Buffer.from("more").toString("base64"), sha });
  await sends(by, `DELETE ${file}`, { message: "c", sha: valueAt(await sends(by, `GET ${file}`), "sha") });

  const head = valueAt(await sends(by, `GET ${R}/git/ref/heads/main`), "object.sha");
  await sends(by, `POST ${R}/git/refs`, { ref: "refs/heads/change", sha: head });
  await sends(by, `PUT ${R}/contents/b.md`, { message: "b", content, branch: "change" });
  const pull = await sends(by, `POST ${R}/pulls`, { title: "Change", head: "change", base: "main" });
  await sends(by, `GET ${R}/pulls`);
  await sends(by, `GET ${R}/pulls/${String(valueAt(pull, "number"))}`);
  await sends(by, `PUT ${R}/pulls/${String(valueAt(pull, "number"))}/merge`, {});

  await sends(by, `PUT ${R}/collaborators/jane-acme`, { permission: "push" });
  await sends(by, `GET ${R}/collaborators`);
  await sends(by, `GET ${R}/collaborators/jane-acme`);
  await sends(by, `GET ${R}/collaborators/jane-acme/permission`);
  await sends(by, `GET ${R}/assignees/jane-acme`);
  await sends(by, `DELETE ${R}/collaborators/jane-acme`);
  await sends(by, `PATCH ${R}`, { name: "renamed" });
  await sends(by, `PATCH ${R.replace("partners", "renamed")}`, { name: "partners" });
  await sends(by, "GET /orgs/northwind-labs/members/tomas-brandt");
  await sends(by, "GET /orgs/northwind-labs/teams/leads/memberships/tomas-brandt");
  for (const path of ["/user", "/users/tomas-brandt", R, "/rate_limit"]) await sends(by, `GET ${path}`);
}

/** What the App asks with its two kinds of credentials. */
async function serves(on: TestApi, sends: Sends): Promise<void> {
  const [app, installation] = [await on.app(), on.installation()];
  await on.pieces.dispatcher.close();
  await sends(installation, "GET /installation/repositories");
  const found = await sends(app, `GET ${R}/installation`);
  const one = `/app/installations/${idOf(found)}`;
  for (const path of ["/app", "/app/installations", one, "/orgs/northwind-labs/installation"])
    await sends(app, `GET ${path}`);
  await sends(app, `POST ${one}/access_tokens`);
  const deliveries = z.array(z.unknown()).parse(await sends(app, "GET /app/hook/deliveries"));
  const delivery = `/app/hook/deliveries/${idOf(deliveries[0])}`;
  await sends(app, `GET ${delivery}`);
  await sends(app, `POST ${delivery}/attempts`);
}

/** Every route as somebody without rights sees it, and with a body that makes no sense. */
async function fails(on: TestApi, sends: Sends): Promise<void> {
  const { member, outsider } = on.pieces.seeded.people;
  for (const { method, pattern } of REST_ROUTES) {
    const path = pattern
      .replace("{owner}/{repo}", "northwind-labs/partners")
      .replace(/\{(?:number|id|reaction)\}/gu, "999999")
      .replace("{org}", "no-such-org")
      .replace(/\{\+?\w+\}/gu, "nothing-here");
    await sends(on.person(outsider), `${method} ${path}`);
    await sends("token ghp_wrong", `${method} ${path}`);
    await sends(on.person(member), `${method} ${path}`, { nonsense: true });
    if (method !== "GET")
      await sends(on.person(member), `${method} ${path.replaceAll("999999", "1")}`, { nonsense: true });
  }
  for (const path of ["/app", "/app/installations/1", "/app/hook/deliveries/1", `${R}/installation`])
    await sends(on.person(member), `GET ${path}`);
  await sends(await on.app(), "GET /app/installations/1");
}

/**
 * Where the answers are right all the same. A pull request here is a branch and its files, without lines and commits.
 * The list of installations is published with an account that is a user and an enterprise at once (`allOf`), while a
 * single installation (`components.schemas.installation`) has one or the other (`anyOf`).
 */
const EXCEPTIONS = [
  /\/pulls.*must have required property '(?:additions|deletions|changed_files|commits)'$/u,
  /^GET \/app\/installations 200 \/0\/account: /u,
];

/** One answer for each route, status and kind of problem is enough to read. */
function problemsOf(seen: readonly Answered[]): readonly string[] {
  const found = seen.flatMap((each) =>
    restProblems(each).map((problem) => `${each.method} ${each.path} ${String(each.status)} ${problem}`),
  );
  return [...new Set(found)].filter((problem) => !EXCEPTIONS.some((each) => each.test(problem)));
}

describe("the answers of REST routes", () => {
  it("have the shapes that GitHub publishes, for every route that is served", async () => {
    const on = anApi();
    const { seen, sends } = aWitness(on);
    const { maintainer, member } = on.pieces.seeded.people;
    on.pieces.at.app = { url: () => "http://127.0.0.1:9" };
    on.pieces.world.scene.addTeam({ organisation: "northwind-labs", slug: "leads", members: [member] });

    await works(on.person(member), sends);
    await governs(on.person(maintainer), sends);
    await serves(on, sends);

    expect(seen.filter(({ status }) => status >= 400)).toEqual([]);
    expect(problemsOf(seen)).toEqual([]);
    expect(REST_ROUTES.filter((route) => !seen.some((each) => reaches(route, each)))).toEqual([]);
  });

  it("have them for refusals, too", async () => {
    const on = anApi();
    const { seen, sends } = aWitness(on);

    await fails(on, sends);

    const refused = seen.filter(({ status }) => status >= 400);
    expect(problemsOf(refused)).toEqual([]);
    for (const { body, status } of refused)
      expect(body).toMatchObject({
        message: expect.any(String),
        documentation_url: expect.stringMatching(/^https:\/\/docs\.github\.com\//u),
        status: String(status),
      });
    expect(REST_ROUTES.filter((route) => !refused.some((each) => reaches(route, each)))).toEqual([]);
  });
});

function reaches({ method, pattern }: { method: string; pattern: string }, each: Answered): boolean {
  const source = pattern.replace(/\{(\+?)\w+\}/gu, (_, rest: string) => (rest === "+" ? ".+" : "[^/]+"));
  return each.method === method && new RegExp(`^${source}$`, "u").test(each.path);
}
