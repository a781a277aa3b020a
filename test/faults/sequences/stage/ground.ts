import type { Pieces } from "../../../../src/sandbox/assemble.ts";
import { asker, GROUND, USER, valueFor, type Json, type Named } from "./ask.ts";
import { columns, fieldsOfBoard, playbook } from "./design.ts";
import { robot, type Place } from "./place.ts";

/** A partner as it stands before the App comes. */
export interface Placed {
  readonly stage: number;
  readonly body: string;
  readonly fields: Values;
}

/** Values of fields by name; null clears. */
export type Values = Readonly<Record<string, string | number | null>>;

/** A board with its partner issues, and how anybody acts on it: at once and without HTTP. */
export interface Ground {
  readonly place: Place;
  readonly project: { readonly id: string; readonly number: number };
  readonly repository: string;
  readonly status: Named;
  readonly cards: readonly string[];
  readonly issues: readonly string[];
  ask(login: string, query: string, variables: Json): Json;
  /** One mutation; what its payload holds of `select`. */
  run(login: string, act: { readonly name: string; readonly input: Json; readonly select?: string }): Json;
  write(login: string, card: string, values: Values): void;
  label(name: string): string;
  user(login: string): string;
}

/** Sets the scene; the App has not seen it yet. */
export function layBoard({ world }: Pieces, place: Place, partners: readonly Placed[]): Ground {
  const { scene } = world;
  const project = scene.addProject({
    ...{ owner: place.organisation, title: "Design partners", statuses: columns, fields: fieldsOfBoard },
  });
  scene.setProjectRole({ project: project.id, login: robot, role: "write" });
  scene.setWorkflow({ project: project.id, name: "Item closed", enabled: true, option: "Done" });
  scene.putFile({
    repository: `${place.organisation}/${place.repository}`,
    path: ".github/stagekeeper.yml",
    text: playbook(project.number, place),
  });
  const bare = bareGround(world, place, project);
  const placed = scene.quietly(() => partners.map((partner) => addPartner(bare, partner)));
  return { ...bare, cards: placed.map(({ card }) => card), issues: placed.map(({ issue }) => issue) };
}

type Bare = Omit<Ground, "cards" | "issues">;

function bareGround(world: Pieces["world"], place: Place, project: Ground["project"]): Bare {
  const ask = asker(world);
  const { organisation: owner, repository: name } = place;
  const found = ask(place.maintainer, GROUND, { owner, name, project: project.id });
  const repository = found["repository"] as {
    readonly id: string;
    readonly labels: { readonly nodes: readonly Named[] };
  };
  const fields = (found["node"] as { readonly fields: { readonly nodes: readonly Named[] } }).fields.nodes;
  const named = (list: readonly Named[], wanted: string): Named => {
    const one = list.find((each) => each.name === wanted);
    if (one === undefined) throw new Error(`there is no ${wanted}`);
    return one;
  };
  const run: Ground["run"] = (login, { name: act, input, select = "clientMutationId" }) => {
    const type = `${act.charAt(0).toUpperCase()}${act.slice(1)}Input`;
    return ask(login, `mutation($input: ${type}!) { ${act}(input: $input) { ${select} } }`, { input })[
      act
    ] as Json;
  };
  return {
    ...{ place, project, repository: repository.id, status: named(fields, "Status"), ask, run },
    label: (wanted) => named(repository.labels.nodes, wanted).id,
    user: (login) => (ask(place.maintainer, USER, { login })["user"] as { readonly id: string }).id,
    write: (login, card, values) => {
      for (const [wanted, value] of Object.entries(values)) {
        const field = named(fields, wanted);
        const where = { projectId: project.id, itemId: card, fieldId: field.id };
        if (value === null) run(login, { name: "clearProjectV2ItemFieldValue", input: where });
        else
          run(login, {
            ...{ name: "updateProjectV2ItemFieldValue", input: { ...where, value: valueFor(field, value) } },
          });
      }
    },
  };
}

function addPartner(
  ground: Bare,
  { stage, body, fields }: Placed,
): { readonly card: string; readonly issue: string } {
  const { member } = ground.place;
  const input = {
    ...{ repositoryId: ground.repository, title: "A partner", body },
    ...{ labelIds: [ground.label("design-partner")], assigneeIds: [ground.user(member)] },
  };
  const made = ground.run(member, { name: "createIssue", input, select: "issue { id }" });
  const issue = (made["issue"] as { readonly id: string }).id;
  const put = { projectId: ground.project.id, contentId: issue };
  const added = ground.run(member, { name: "addProjectV2ItemById", input: put, select: "item { id }" });
  const card = (added["item"] as { readonly id: string }).id;
  ground.write(member, card, { Status: columns[stage] ?? "", ...fields });
  return { card, issue };
}
