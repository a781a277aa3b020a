import { findNode } from "../../model/lookup.ts";
import type { Node } from "../../model/records.ts";
import { noSuchNode, Refusal } from "../../model/refusal.ts";
import { textArg, textsArg } from "../args.ts";
import { served, type Asked, type ServedType } from "../served.ts";
import { repositoryNamed } from "./accounts.ts";

function nodeOf(id: string, { viewer }: Asked): Node | Refusal {
  return findNode(viewer, id) ?? noSuchNode(id);
}

function node(_: unknown, asked: Asked): Node {
  const found = nodeOf(textArg(asked.args, "id"), asked);
  if (found instanceof Refusal) throw found;
  return found;
}

/** Each id that names nothing is a null in its place and an error of its own. */
function nodes(_: unknown, asked: Asked): readonly (Node | Refusal)[] {
  const ids = textsArg(asked.args, "ids") ?? [];
  if (ids.length > 100) throw new Refusal("UNPROCESSABLE", "You may not provide more than 100 node ids");
  return ids.map((id) => nodeOf(id, asked));
}

function organisation(_: unknown, { viewer, args }: Asked): unknown {
  const login = textArg(args, "login");
  const found = viewer.state.accounts.get(login.toLowerCase());
  if (found?.type === "Organization") return found;
  throw new Refusal("NOT_FOUND", `Could not resolve to an Organization with the login of '${login}'.`);
}

function user(_: unknown, { viewer, args }: Asked): unknown {
  const login = textArg(args, "login");
  const found = viewer.state.accounts.get(login.toLowerCase());
  if (found?.type === "User") return found;
  throw new Refusal("NOT_FOUND", `Could not resolve to a User with the login of '${login}'.`);
}

function repositoryOwner(_: unknown, { viewer, args }: Asked): unknown {
  const found = viewer.state.accounts.get(textArg(args, "login").toLowerCase());
  return found === undefined || found.type === "Bot" ? null : found;
}

function rateLimit(_: unknown, { viewer }: Asked): unknown {
  const { limit, remaining, used, resetAt } = viewer.limit;
  const reset = `${new Date(resetAt).toISOString().slice(0, 19)}Z`;
  return { cost: viewer.cost, nodeCount: viewer.nodes, limit, remaining, used, resetAt: reset };
}

/** Where every query begins. */
export const QUERY_TYPES: readonly ServedType[] = [
  served<unknown>("Query", {
    id: () => "Query",
    relay: () => ({}),
    node,
    nodes,
    viewer: (_, { viewer }) => viewer.account,
    organization: organisation,
    user,
    repositoryOwner,
    repository: (_, asked) =>
      repositoryNamed(textArg(asked.args, "owner"), textArg(asked.args, "name"), asked),
    rateLimit,
  }),
];
