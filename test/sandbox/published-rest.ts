import { z } from "zod";

import { published } from "./published.ts";

const { document, check } = published("@octokit/openapi/generated/api.github.com.json");

const Response = z.object({
  $ref: z.string().optional(),
  content: z.record(z.string(), z.unknown()).optional(),
});
const { paths, components } = z
  .object({
    paths: z.record(z.string(), z.record(z.string(), z.unknown())),
    components: z.object({ responses: z.record(z.string(), Response) }),
  })
  .parse(document);
const Operation = z.object({ responses: z.record(z.string(), Response) });

/** The fewer `{names}` a route has, the sooner it is tried: `/issues/comments` before `/issues/{issue_number}`. */
const routes = Object.keys(paths)
  .map((path) => ({ path, expression: expressionOf(path) }))
  .toSorted((one, other) => one.path.split("{").length - other.path.split("{").length);

function expressionOf(path: string): RegExp {
  const source = path.replace(/\{([\w-]+)\}/gu, (_, name: string) =>
    /^(?:path|ref)$/u.test(name) ? ".+" : "[^/]+",
  );
  return new RegExp(`^${source}$`, "u");
}

export interface Answered {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
}

/** What is wrong with an answer of the REST API, by its route and status; nothing: empty. */
export function restProblems(answer: Answered): readonly string[] {
  const verb = answer.method.toLowerCase();
  const route = routes.find(
    ({ path, expression }) => expression.test(answer.path) && verb in (paths[path] ?? {}),
  );
  if (route === undefined) return ["is no route of GitHub's"];
  const response = responseOf(route.path, verb, String(answer.status));
  const type = Object.keys(response?.content ?? {}).find((each) => each.endsWith("json"));
  if (response !== null && type !== undefined) {
    return check(`${response.pointer}/content/${escaped(type)}/schema`, answer.body);
  }
  if (response === null || answer.status >= 400) return unlisted(answer);
  return answer.body === undefined ? [] : [`${route.path} answers without a body`];
}

/** What is published for a status, and where; null: nothing. */
function responseOf(
  path: string,
  verb: string,
  status: string,
): { readonly pointer: string; readonly content?: Readonly<Record<string, unknown>> | undefined } | null {
  const response = Operation.parse(paths[path]?.[verb]).responses[status];
  if (response === undefined) return null;
  const { $ref, content } = response;
  if ($ref === undefined) return { pointer: `/paths/${escaped(path)}/${verb}/responses/${status}`, content };
  return { pointer: $ref.slice(1), content: components.responses[$ref.split("/").at(-1) ?? ""]?.content };
}

/** Any route may ask for a token, refuse it, know nothing or not understand; most are published without saying so. */
function unlisted({ status, body }: Answered): readonly string[] {
  if (![401, 403, 404, 422].includes(status)) return [`is not published to answer ${String(status)}`];
  return check("/components/schemas/basic-error", body);
}

function escaped(segment: string): string {
  return encodeURIComponent(segment.replaceAll("~", "~0").replaceAll("/", "~1"));
}
