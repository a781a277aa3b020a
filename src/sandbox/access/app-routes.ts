import type { ApiRequest, ApiResponse } from "../contract.ts";
import type { InstallationInfo, World } from "../github/api.ts";
import { restError } from "../http/answer.ts";
import { suspended } from "./authenticate.ts";
import type { Registration } from "./registration.ts";
import type { Tokens } from "./tokens.ts";

export interface AppRouteParts {
  readonly world: World;
  readonly registration: Registration;
  readonly tokens: Tokens;
  /** Base address of the REST API, for the URLs in answers. */
  readonly rest: () => string;
}

/** What the App may ask for with its JSON Web Token, deliveries aside. Null: no such route. */
export function appRoute(request: ApiRequest, parts: AppRouteParts): ApiResponse | null {
  const route = `${request.method} ${request.path}`;
  const { world } = parts;
  if (route === "GET /app") return { status: 200, body: appBody(parts) };
  if (route === "GET /app/installations") return installations(request, parts);
  const [, verb, id] = /^(GET|POST) \/app\/installations\/(\d+)(?:\/access_tokens)?$/.exec(route) ?? [];
  if (id !== undefined) {
    const found = world.installations().find((one) => one.id === Number(id));
    if (found === undefined) return restError(404, "Not Found");
    if (verb === "GET" && !route.endsWith("s")) return { status: 200, body: found.json };
    if (verb === "POST" && route.endsWith("s")) return newToken(request, found, parts);
    return null;
  }
  return installationOf(route, parts);
}

function installations({ query }: ApiRequest, parts: AppRouteParts): ApiResponse {
  const size = Math.min(100, Number(query.get("per_page") ?? 30) || 30);
  const page = Number(query.get("page") ?? 1) || 1;
  const shown = parts.world.installations().slice((page - 1) * size, page * size);
  return { status: 200, body: shown.map(({ json }) => json) };
}

function installationOf(route: string, parts: AppRouteParts): ApiResponse | null {
  const [, repository] = /^GET \/repos\/([^/]+\/[^/]+)\/installation$/.exec(route) ?? [];
  const [, account] = /^GET \/(?:orgs|users)\/([^/]+)\/installation$/.exec(route) ?? [];
  if (repository === undefined && account === undefined) return null;
  const found =
    repository === undefined
      ? parts.world.installations().find((one) => one.account.toLowerCase() === account?.toLowerCase())
      : parts.world.installationOf(repository);
  return found === undefined || found === null
    ? restError(404, "Not Found")
    : { status: 200, body: found.json };
}

function newToken(
  { body }: ApiRequest,
  installation: InstallationInfo,
  { tokens }: AppRouteParts,
): ApiResponse {
  if (installation.suspended) return suspended;
  if (typeof body === "object" && body !== null && Object.keys(body).length > 0)
    return restError(422, "The sandbox gives tokens for the whole installation only: send no body");
  const { token, expiresAt } = tokens.forInstallation(installation.id);
  return {
    status: 201,
    body: {
      token,
      expires_at: expiresAt,
      permissions: installation.permissions,
      repository_selection: installation.repositorySelection,
    },
  };
}

/** The App, as if its owner were whoever installed it first. */
function appBody({ registration, world, rest }: AppRouteParts): Readonly<Record<string, unknown>> {
  const { id, clientId, slug, name, permissions, events } = registration;
  const { account, created_at } = world.installations()[0]?.json ?? {};
  return {
    id,
    client_id: clientId,
    slug,
    name,
    node_id: `A_${Buffer.from(`App:${String(id)}`).toString("base64url")}`,
    owner: account,
    description: "",
    external_url: rest(),
    html_url: `${rest()}/apps/${slug}`,
    created_at,
    updated_at: created_at,
    permissions,
    events,
    installations_count: world.installations().length,
  };
}
