import { beforeAll, describe, expect, it } from "@jest/globals";
import { diagnose } from "../../../src/cli/doctor/diagnose.ts";
import type { Observed, ProgrammeSeen } from "../../../src/cli/doctor/observed.ts";
import { run } from "../../../src/cli/run.ts";
import type { AppFacts } from "../../../src/github/app-facts.ts";
import { aConsole } from "../a-console.ts";
import { aHealthyProgramme, at, form, observed, octokit, put, repository, takesAllPins } from "./planting.ts";

type Change = (healthy: Observed) => Observed;

/** The App with other facts. */
function appWith(change: (facts: AppFacts) => Partial<AppFacts>): Change {
  return (healthy) => {
    if (healthy.app?.kind !== "facts") throw new Error("the App was not read");
    const { facts } = healthy.app;
    return { ...healthy, app: { ...healthy.app, facts: { ...facts, ...change(facts) } } };
  };
}

function hookWith(webhook: Partial<AppFacts["webhook"]>): Change {
  return appWith((facts) => ({ webhook: { ...facts.webhook, ...webhook } }));
}

function repositoryWith(changes: Partial<Observed["repository"]>): Change {
  return (healthy) => ({ ...healthy, repository: { ...healthy.repository, ...changes } });
}

/** The first card is another. */
function cardWith(changes: Partial<ProgrammeSeen["cards"][number]>): Change {
  return (healthy) => {
    const { programme } = healthy;
    const [first, ...others] = programme?.cards ?? [];
    if (programme === null || first === undefined) throw new Error("there is no card");
    return { ...healthy, programme: { ...programme, cards: [{ ...first, ...changes }, ...others] } };
  };
}

function without(name: string, from: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => key !== name));
}

const person: Change = (healthy) =>
  repositoryWith({ owner: { ...healthy.repository.owner, login: "mara", kind: "user" } })(healthy);

/** What the little GitHub has no lever for: a healthy programme is read, and one thing in it is another. */
const faults: readonly { readonly code: string; readonly says: string; readonly change: Change }[] = [
  { code: "personal-account", says: "mara is a person", change: person },
  { code: "repository-archived", says: "archived", change: repositoryWith({ archived: true }) },
  { code: "issues-off", says: "no partners", change: repositoryWith({ hasIssues: false }) },
  {
    ...{ code: "repository-public", says: "its audience is shared" },
    change: repositoryWith({ visibility: "public" }),
  },
  { code: "card-hidden", says: "1 of the cards cannot be read", change: cardWith({ content: "redacted" }) },
  { code: "contact-no-login", says: "“Jane Doe” has no @login", change: cardWith({ contact: "Jane Doe" }) },
  { code: "contact-bad-login", says: "is no login", change: cardWith({ contact: "Jane @-acme-" }) },
  { code: "contact-twice", says: "stands there twice", change: cardWith({ contact: "A @jo, B @jo" }) },
  {
    ...{ code: "contact-too-many", says: "one too many" },
    change: cardWith({ contact: ["a", "b", "c", "d", "e", "f"].map((each) => `P @p-${each}`).join(", ") }),
  },
  {
    ...{ code: "app-permission-missing", says: "does not ask for organization_projects: write" },
    change: appWith(({ permissions }) => ({ permissions: without("organization_projects", permissions) })),
  },
  {
    ...{ code: "app-event-missing", says: "does not listen to projects_v2_item" },
    change: appWith(({ events }) => ({ events: events.filter((event) => event !== "projects_v2_item") })),
  },
  {
    ...{ code: "permission-not-granted", says: "does not grant issues: write" },
    change: appWith(({ installation }) => ({
      installation: { suspended: false, permissions: { ...installation?.permissions, issues: "read" } },
    })),
  },
  { code: "webhook-not-json", says: "application/json", change: hookWith({ json: false }) },
  { code: "webhook-secret-missing", says: "refused as unsigned", change: hookWith({ secret: false }) },
  { code: "webhook-unverified", says: "certificate", change: hookWith({ verified: false }) },
  {
    ...{ code: "deliveries-failed", says: "3 deliveries of the last three days" },
    change: appWith(() => ({ failedDeliveries: 3 })),
  },
];

describe("what doctor says of what it sees", () => {
  let healthy: Observed;
  beforeAll(async () => {
    const github = await aHealthyProgramme();
    healthy = await observed(github);
    await github.stop();
  }, 30_000);

  it.each(faults)("names $code, with what to do", ({ code, says, change }) => {
    const found = diagnose(change(healthy)).find((each) => each.code === code);

    expect(diagnose(healthy)).toEqual([]);
    expect(found?.what).toContain(says);
    expect(found?.fix).toMatch(/\.$|\?/);
  });
});

describe("a repository with pins and an issue form", () => {
  it("is well when one pin is the dashboard's and one label of the form is the playbook's", async () => {
    const github = await aHealthyProgramme();
    await takesAllPins(github);
    form("name: Partner\nlabels: urgent, Design-Partner\nbody: []\n")(github);
    const [first] = (await octokit(github).rest.issues.listForRepo({ ...at, creator: "mara-lindqvist" }))
      .data;
    await octokit(github).rest.issues.update({
      ...at,
      issue_number: first?.number ?? 0,
      title: "Partner programme: dashboard",
    });

    const found = diagnose(await observed(github));
    await github.stop();

    expect(found).toEqual([]);
  }, 30_000);
});

describe("a repository with very many labels", () => {
  it("lacks none that stands behind the first hundred", async () => {
    const github = await aHealthyProgramme();
    const { issues } = octokit(github).rest;
    await issues.deleteLabel({ ...at, name: "P2" });
    for (let number = 0; number < 100; number += 1)
      await issues.createLabel({ ...at, name: `area-${String(number)}`, color: "ededed" });
    await issues.createLabel({ ...at, name: "P2", color: "ededed" });

    const found = diagnose(await observed(github));
    await github.stop();

    expect(found).toEqual([]);
  }, 30_000);
});

describe("the command doctor", () => {
  it("ends with 1 and one line of JSON where there is a fault, and with 0 where there is none", async () => {
    const github = await aHealthyProgramme();
    const doctor = async (...more: readonly string[]) => {
      const console = aConsole();
      const environment = { ...github.environmentOf("mara-lindqvist"), ...github.settings() };
      return { code: await run(["doctor", repository, ...more], { console, environment }), ...console };
    };

    const well = await doctor();
    put("extends: design-partner\nproject: 9\nlead: mara-lindqvist\n")(github);
    const ill = await doctor("--json");
    await github.stop();

    expect(well).toMatchObject({ code: 0, said: ["No fault, 0 pieces of advice."] });
    expect(well.told).toEqual([expect.stringContaining("the team")]);
    expect(ill).toMatchObject({ code: 1, said: [expect.any(String)] });
    expect(JSON.parse(ill.said[0] ?? "")).toMatchObject([
      { code: "project-missing", level: "fault", what: expect.any(String), fix: expect.any(String) },
    ]);
  }, 30_000);
});
