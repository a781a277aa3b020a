import { z } from "zod";

import type { Actor, ApiResponse, JournalLine, Webhook } from "../../../src/sandbox/contract.ts";
import type { GraphqlAnswer, NewInstallation, World } from "../../../src/sandbox/github/api.ts";
import { createGithubWorld } from "../../../src/sandbox/github/world.ts";

const Answer = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(z.looseObject({ message: z.string(), type: z.string().optional() }))
    .optional()
    .default([]),
});

/** An organisation with people of every kind, a private repository, a board, and the App. */
export interface TestWorld {
  readonly world: World;
  readonly owner: Actor;
  readonly member: Actor;
  readonly triager: Actor;
  /** May read the repository, is no member. */
  readonly contact: Actor;
  readonly outsider: Actor;
  readonly app: Actor;
  readonly installation: number;
  readonly repository: string;
  readonly project: string;
  readonly webhooks: Webhook[];
  readonly journal: JournalLine[];
  /** Lets virtual time pass. */
  pass(seconds: number): void;
  ask(actor: Actor | null, query: string, variables?: Record<string, unknown>): z.infer<typeof Answer>;
  whole(actor: Actor | null, query: string, variables?: Record<string, unknown>): GraphqlAnswer;
  rest(actor: Actor | null, line: string, more?: RestParts): ApiResponse;
  /** The events of one kind, as `event.action`. */
  told(): string[];
}

interface RestParts {
  readonly body?: unknown;
  readonly accept?: string;
}

/** A healthy small GitHub at noon on a Monday. */
export function aWorld(installation: Partial<NewInstallation> = {}): TestWorld {
  let now = Date.parse("2026-03-02T12:00:00Z");
  const webhooks: Webhook[] = [];
  const journal: JournalLine[] = [];
  const world = createGithubWorld({
    now: () => now,
    emit: (webhook) => webhooks.push(webhook),
    journal: (line) => journal.push(line),
  });
  const people = settle(world);
  const { scene } = world;
  const { id } = scene.install({ account: "acme", ...installation });
  const app = world.actorForInstallation(id);
  if (app === null) throw new Error("the App is not installed");
  return {
    world,
    ...people,
    app,
    installation: id,
    webhooks,
    journal,
    pass: (seconds) => {
      now += seconds * 1000;
    },
    ask: (actor, query, variables) => Answer.parse(world.graphql(actor, { query, variables }).body),
    whole: (actor, query, variables) => world.graphql(actor, { query, variables }),
    rest: (actor, line, more = {}) => rest(world, { actor, line, ...more }),
    told: () => webhooks.map(({ event, payload }) => `${event}.${String(payload["action"])}`),
  };
}

function settle({
  scene,
}: World): Pick<
  TestWorld,
  "owner" | "member" | "triager" | "contact" | "outsider" | "repository" | "project"
> {
  scene.addOrganisation({ login: "acme", name: "Acme", basePermission: "write" });
  const owner = scene.addPerson({ login: "olga", name: "Olga", organisation: "acme", role: "owner" });
  const member = scene.addPerson({ login: "mia", organisation: "acme" });
  const triager = scene.addPerson({ login: "tom" });
  const contact = scene.addPerson({ login: "carl" });
  const outsider = scene.addPerson({ login: "otto" });
  scene.addTeam({ organisation: "acme", slug: "leads", members: ["olga"] });
  const repository = scene.addRepository({ owner: "acme", name: "partners", labels: ["partner", "P1"] });
  scene.setRight({ repository: "acme/partners", login: "tom", permission: "triage" });
  scene.setRight({ repository: "acme/partners", login: "carl", permission: "read" });
  const project = scene.addProject({
    owner: "acme",
    title: "Partners",
    statuses: ["First", "Second", "Done"],
    fields: [
      { name: "Organisation", type: "text" },
      { name: "Runs", type: "number" },
      { name: "Due", type: "date" },
      { name: "Level", type: "single-select", options: ["L0", "L1"] },
    ],
  });
  return { owner, member, triager, contact, outsider, repository: repository.id, project: project.id };
}

function rest(
  world: World,
  call: RestParts & { readonly actor: Actor | null; readonly line: string },
): ApiResponse {
  const [method = "", target = ""] = call.line.split(" ");
  const url = new URL(target, "https://api.github.com");
  const response = world.rest({
    method,
    path: url.pathname,
    query: url.searchParams,
    headers: { accept: call.accept ?? "application/vnd.github+json" },
    body: call.body,
    actor: call.actor,
  });
  if (response === null) throw new Error(`no route for ${call.line}`);
  return response;
}
