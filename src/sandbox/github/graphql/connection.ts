import { z } from "zod";

import { maySee } from "../model/lookup.ts";
import type { Node } from "../model/records.ts";
import type { Viewer } from "../model/rights.ts";
import type { Args } from "./served.ts";

export interface Connection<Thing> {
  readonly nodes: readonly Thing[];
  readonly edges: readonly { readonly node: Thing; readonly cursor: string }[];
  readonly totalCount: number;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

const Page = z.object({
  first: z.number().nullish(),
  last: z.number().nullish(),
  after: z.string().nullish(),
  before: z.string().nullish(),
});

/** The page of a list that the arguments ask for. Cursors hold the place by id, so that a page survives insertions. */
export function connect<Thing extends object>(list: readonly Thing[], args: Args): Connection<Thing> {
  const page = Page.parse(args);
  const start = page.after == null ? 0 : placeOf(list, page.after) + 1;
  const end = page.before == null ? list.length : placeOf(list, page.before);
  let from = Math.max(0, start);
  let to = Math.max(from, end);
  if (page.first != null) to = Math.min(to, from + page.first);
  if (page.last != null) from = Math.max(from, to - page.last);
  const edges = list.slice(from, to).map((node, index) => ({ node, cursor: cursorOf(node, from + index) }));
  return {
    nodes: edges.map(({ node }) => node),
    edges,
    totalCount: list.length,
    pageInfo: {
      hasNextPage: to < list.length,
      hasPreviousPage: from > 0,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** A page of what somebody may see; the total still counts what is hidden. */
export function connectVisible<Thing extends Node>(
  viewer: Viewer,
  list: readonly Thing[],
  args: Args,
): Connection<Thing> {
  const visible = list.filter((thing) => maySee(viewer, thing));
  return { ...connect(visible, args), totalCount: list.length };
}

function idOf(thing: object): string {
  return "id" in thing && typeof thing.id === "string" ? thing.id : "";
}

function cursorOf(thing: object, index: number): string {
  return Buffer.from(`cursor:v2:${index}:${idOf(thing)}`).toString("base64");
}

/** Where the cursor's thing stands now; if it is gone, where it stood, less one. */
function placeOf(list: readonly object[], cursor: string): number {
  const [, , index, id] = Buffer.from(cursor, "base64").toString("utf8").split(":");
  const place = id === undefined || id === "" ? -1 : list.findIndex((thing) => idOf(thing) === id);
  if (place >= 0) return place;
  const stood = Number(index);
  if (!Number.isInteger(stood)) return -1;
  return id === "" ? stood : stood - 1;
}
