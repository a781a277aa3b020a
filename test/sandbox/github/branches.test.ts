import { describe, expect, it } from "@jest/globals";
import { aWorld } from "./a-world.ts";
import { textAt } from "./read.ts";

const repo = "/repos/acme/partners";
const file = `${repo}/contents/.github/stagekeeper.yml`;
const content = Buffer.from("mode: observe\n").toString("base64");

describe("branches and pull requests", () => {
  const withBranch = () => {
    const on = aWorld();
    const tip = textAt(on.rest(on.member, `GET ${repo}/git/ref/heads/main`).body, "object.sha");
    on.rest(on.member, `POST ${repo}/git/refs`, { body: { ref: "refs/heads/set-up", sha: tip } });
    return { on, tip };
  };

  it("keep a file on its branch until the pull request is merged, and then tell of the push", () => {
    const { on } = withBranch();
    on.rest(on.member, `PUT ${file}`, { body: { message: "add", content, branch: "set-up" } });
    const opened = on.rest(on.member, `POST ${repo}/pulls`, {
      body: { title: "Set up", head: "set-up", base: "main" },
    });
    const onMain = () => on.rest(on.member, `GET ${file}`).status;

    expect(onMain()).toBe(404);
    expect(on.rest(on.member, `GET ${file}?ref=set-up`)).toMatchObject({ status: 200 });
    expect(opened).toMatchObject({ status: 201, body: { number: 1, state: "open", merged_at: null } });

    on.rest(on.member, `PUT ${repo}/pulls/1/merge`);

    expect(onMain()).toBe(200);
    expect(on.rest(on.member, `GET ${repo}/pulls?head=acme:set-up&state=open`).body).toEqual([]);
    expect(on.webhooks.at(-1)).toMatchObject({ event: "push", payload: { ref: "refs/heads/main" } });
  });

  it("refuse a branch that is there, a second pull request of it, and a blob that is not the one replaced", () => {
    const { on, tip } = withBranch();
    const post = (path: string, body: object) => on.rest(on.member, `POST ${repo}/${path}`, { body });
    const pull = { title: "Set up", head: "set-up", base: "main" };
    post("pulls", pull);

    expect([
      post("git/refs", { ref: "refs/heads/set-up", sha: tip }),
      post("pulls", pull),
      on.rest(on.member, `PUT ${file}`, { body: { message: "x", content, branch: "set-up", sha: "0" } }),
    ]).toMatchObject([{ status: 422 }, { status: 422 }, { status: 409 }]);
  });

  it("need somebody who may write contents", () => {
    const { on, tip } = withBranch();

    const refused = on.rest(on.contact, `POST ${repo}/git/refs`, {
      body: { ref: "refs/heads/other", sha: tip },
    });

    expect(refused.status).toBe(403);
  });
});
