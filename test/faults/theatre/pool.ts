import { handOf } from "../../../src/sandbox/seed/hand.ts";
import type { Theatre } from "./theatre.ts";

/** How a partner stands before the App sees the board. */
export interface Standing {
  readonly stage: string;
  /** Boxes ticked in the issue, by their text. */
  readonly ticked?: readonly string[];
  readonly fields?: Readonly<Record<string, string>>;
}

/** Three of five. */
export const qualified = [
  "Runs a multi-service production system with approval workflows today.",
  "Has a compliance or governance requirement (SOC 2, ISO 27001, FedRAMP).",
  "Engineering team of 5+ with capacity to dedicate 1 engineer part-time.",
];

const REPOSITORY = `query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { id } }`;

/** Puts so many partners on the board that differ in their name only, quietly; their issue numbers, in order. */
export function addPartners(
  { pieces: { world, seeded } }: Theatre,
  { stage, ticked = [], fields = {} }: Standing,
  count: number,
): readonly number[] {
  const [owner, name] = seeded.repo.split("/");
  const { member } = seeded.people;
  const { body } = world.graphql(world.actorFor(member), { query: REPOSITORY, variables: { owner, name } });
  const repositoryId = (body as { data: { repository: { id: string } } }).data.repository.id;
  const hand = handOf(world, member, seeded.projectId ?? "");
  return world.scene.quietly(() =>
    Array.from({ length: count }, (_, index) => {
      const title = `Partner ${String(index + 1)}`;
      const boxes = ticked.map((text) => `- [x] ${text}`).join("\n");
      const text = boxes === "" ? "A partner." : `## Identification\n\n${boxes}\n`;
      const issue = hand.openIssue({
        ...{ repositoryId, title, body: text, labels: ["design-partner"], assignees: [member] },
      });
      const card = hand.addCard(issue);
      for (const [field, value] of Object.entries({ Status: stage, Organisation: title, ...fields }))
        hand.set(card, field, value);
      return numberOf(world, { issue, login: member });
    }),
  );
}

function numberOf(
  world: Theatre["pieces"]["world"],
  { issue, login }: { readonly issue: string; readonly login: string },
): number {
  const query = "query($issue: ID!) { node(id: $issue) { ... on Issue { number } } }";
  const { body } = world.graphql(world.actorFor(login), { query, variables: { issue } });
  return (body as { data: { node: { number: number } } }).data.node.number;
}
