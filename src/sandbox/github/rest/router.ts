import type { ApiRequest, ApiResponse } from "../../contract.ts";
import { Moved, Refusal } from "../model/refusal.ts";
import type { Viewer } from "../model/rights.ts";
import { fullName, type State } from "../model/state.ts";
import { BRANCH_ROUTES } from "./branches.ts";
import { COMMENT_ROUTES } from "./comments.ts";
import { writeMoved, writeRefusal } from "./errors.ts";
import { ISSUE_ROUTES } from "./issues.ts";
import { LABEL_ROUTES } from "./labels.ts";
import { LINK_ROUTES } from "./links.ts";
import { PEOPLE_ROUTES } from "./people.ts";
import { REPOSITORY_ROUTES } from "./repositories.ts";
import type { Route } from "./route.ts";

/** Every content route that is served. */
export const REST_ROUTES: readonly Route[] = [
  ...REPOSITORY_ROUTES,
  ...BRANCH_ROUTES,
  ...COMMENT_ROUTES,
  ...LABEL_ROUTES,
  ...LINK_ROUTES,
  ...ISSUE_ROUTES,
  ...PEOPLE_ROUTES,
];

/** Integers in a path; every other name takes one segment, `{+name}` all that follows. */
const NUMBERS = new Set(["number", "id", "reaction"]);

const COMPILED = REST_ROUTES.map((route) => ({ route, expression: compile(route.pattern) }));

function compile(pattern: string): RegExp {
  const source = pattern.replace(/\{(?<rest>\+?)(?<name>\w+)\}/gu, (_, rest: string, name: string) => {
    const one = NUMBERS.has(name) ? "\\d+" : "[^/]+";
    return `(?<${name}>${rest === "+" ? ".*" : one})`;
  });
  return new RegExp(`^${source}$`, "u");
}

/** Answers a REST request of the content routes. Null: this small GitHub has no such route. */
export function routeRest(viewer: Viewer, asked: ApiRequest): ApiResponse | null {
  const request = { ...asked, path: byName(viewer.state, asked.path) };
  const fitting = COMPILED.flatMap(({ route, expression }) => {
    const match = route.method === request.method ? expression.exec(request.path) : null;
    return match === null ? [] : [{ route, params: decoded(match.groups ?? {}) }];
  });
  const [first] = fitting;
  if (first === undefined) return null;
  const { route, params } = first;
  try {
    return route.answer({ viewer, request, params, operation: `${route.method} ${route.pattern}` });
  } catch (error) {
    if (error instanceof Refusal) return writeRefusal(error);
    if (error instanceof Moved) return writeMoved(error, request, viewer.state.urls.api);
    throw error;
  }
}

/** `/repositories/{id}` is where redirections point: a repository keeps its id. */
function byName({ repositories }: State, path: string): string {
  const [, id, rest = ""] = /^\/repositories\/(\d+)(\/.*)?$/u.exec(path) ?? [];
  const found = repositories.find(({ databaseId }) => String(databaseId) === id);
  return found === undefined ? path : `/repos/${fullName(found)}${rest}`;
}

function decoded(groups: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decode(value)]));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
