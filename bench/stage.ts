import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { registerApp, type Registration } from "../src/sandbox/access/registration.ts";
import { memoryFlags, packageRoot } from "../src/sandbox/app/command.ts";
import type { AppCommand } from "../src/sandbox/app/process.ts";
import { handsOf, type Hands } from "../src/sandbox/demo/hands.ts";
import type { Sandbox } from "../src/sandbox/sandbox.ts";
import { SandboxError } from "../src/sandbox/sandbox-error.ts";
import { handOf } from "../src/sandbox/seed/hand.ts";
import { startSandbox } from "../src/sandbox/start.ts";

/** Who stands beside the small GitHub. */
export type Contender = "stagekeeper" | "naive";

/** The seeded programme with one of the contenders beside it. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly registration: Registration;
  readonly tomas: Hands;
  stop(): Promise<void>;
}

/** As it is shipped: compiled. `npm run bench` builds it first. */
export const builtApp: AppCommand = {
  file: process.execPath,
  args: [...memoryFlags, "dist/main.js"],
  cwd: packageRoot,
};

/** Starts GitHub, with the App as it is built or the naive bot. */
export async function aStage(contender: Contender): Promise<Stage> {
  const registration = registerApp(join(packageRoot, "app.yml"));
  const app = contender === "stagekeeper" ? builtApp : naiveApp();
  const sandbox = await startSandbox({ registration, app, logLevel: "warn" });
  const { address, login } = sandbox;
  return {
    sandbox,
    registration,
    tomas: handsOf(address, login.member, address.tokens.member),
    stop: () => sandbox.stop(),
  };
}

function naiveApp(): AppCommand {
  const main = fileURLToPath(new URL("naive-main.ts", import.meta.url));
  return { file: process.execPath, args: ["--import", "tsx", main], cwd: packageRoot };
}

/** Settles what takes longer than the sandbox is ready to wait at a time. */
export async function settleFully(sandbox: Sandbox, patience = 60): Promise<void> {
  for (let left = patience; ; left -= 1) {
    try {
      await sandbox.settle();
      return;
    } catch (error) {
      if (!(error instanceof SandboxError) || left === 0) throw error;
    }
  }
}

/** Requests of the App for its work, those for tokens and of its own chores apart. */
export function requestsOf(sandbox: Sandbox): number {
  const kinds = ["query", "mutation", "read", "write"];
  return sandbox
    .requests()
    .requests.filter(({ actor, kind }) => actor === "stagekeeper[bot]" && kinds.includes(kind)).length;
}

/** Partners that nobody was told of: the next sweep of the board finds them. A body with its checklist needs no comment. */
export function addPartners(
  { sandbox }: Pick<Stage, "sandbox">,
  count: number,
  body: string,
): readonly string[] {
  const { world, address, login } = sandbox;
  const hand = handOf(world, login.member, address.projectId ?? "");
  const repositoryId = repositoryOf(sandbox);
  return world.scene.quietly(() =>
    Array.from({ length: count }, (_, index) => {
      const title = `Partner ${String(index + 1)}`;
      const issue = hand.openIssue({ repositoryId, title, body, labels: ["design-partner"], assignees: [] });
      const card = hand.addCard(issue);
      hand.set(card, "Status", "Identification");
      return card;
    }),
  );
}

/** A body whose checklist is there already, nothing ticked. */
export const checklist =
  "## Identification\n\n- [ ] Runs a multi-service production system with approval workflows today.\n";

function repositoryOf({ world, address, login }: Sandbox): string {
  const [owner, name] = address.repo.split("/");
  const query = "query ($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { id } }";
  const { body } = world.graphql(world.actorFor(login.member), { query, variables: { owner, name } });
  return (body as { readonly data: { readonly repository: { readonly id: string } } }).data.repository.id;
}
