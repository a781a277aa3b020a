import { z } from "zod";
import type { Sandbox } from "../sandbox.ts";

/** The board as its maintainer sees it. */
export interface BoardView {
  readonly statusField: string;
  readonly options: readonly { readonly id: string; readonly name: string }[];
  readonly cards: readonly CardView[];
}

export interface CardView {
  readonly id: string;
  readonly title: string;
  /** Null for a draft. */
  readonly number: number | null;
  readonly status: string | null;
}

const QUERY = `query($project: ID!) { node(id: $project) { ... on ProjectV2 {
  field(name: "Status") { ... on ProjectV2SingleSelectField { id options { id name } } }
  items(first: 100) { nodes { id
    status: fieldValueByName(name: "Status") { ... on ProjectV2ItemFieldSingleSelectValue { name } }
    content { ... on Issue { title number } ... on DraftIssue { title } } } } } } }`;
const TITLE = `query($id: ID!) { node(id: $id) { ... on Issue { title number } ... on DraftIssue { title } } }`;

const Content = z.object({ title: z.string(), number: z.number().nullish() }).nullish();
const Board = z.object({
  data: z.object({
    node: z.object({
      field: z.object({ id: z.string(), options: z.array(z.object({ id: z.string(), name: z.string() })) }),
      items: z.object({
        nodes: z.array(
          z.object({
            id: z.string(),
            status: z.object({ name: z.string() }).nullable(),
            content: Content,
          }),
        ),
      }),
    }),
  }),
});
const Titled = z.object({ data: z.object({ node: Content }) });

/** Reads the board without a trace in the request log. Null in an empty sandbox. */
export function readBoard({ world, address, login }: Sandbox): BoardView | null {
  if (address.projectId === null) return null;
  const maintainer = world.actorFor(login.maintainer);
  const { body } = world.graphql(maintainer, { query: QUERY, variables: { project: address.projectId } });
  const { field, items } = Board.parse(body).data.node;
  const cards = items.nodes.map(({ id, status, content }) => ({
    id,
    title: content?.title ?? "(hidden)",
    number: content?.number ?? null,
    status: status?.name ?? null,
  }));
  return { statusField: field.id, options: field.options, cards };
}

/** `Acme Robotics (#1)`, or the id where there is nothing to read. */
export function titleOf({ world, login }: Pick<Sandbox, "world" | "login">, contentId: string): string {
  const { body } = world.graphql(world.actorFor(login.maintainer), {
    query: TITLE,
    variables: { id: contentId },
  });
  const node = Titled.safeParse(body).data?.data.node;
  if (node === null || node === undefined) return contentId;
  return typeof node.number === "number" ? `${node.title} (#${String(node.number)})` : node.title;
}
