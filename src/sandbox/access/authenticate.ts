import type { Actor, ApiResponse } from "../contract.ts";
import type { World } from "../github/api.ts";
import { restError } from "../http/answer.ts";
import { looksLikeJwt, verifyAppJwt } from "./app-jwt.ts";
import type { Registration } from "./registration.ts";
import type { Tokens } from "./tokens.ts";

/** Who a request comes from. */
export type Principal =
  | { readonly kind: "nobody" }
  /** The App itself, by its JSON Web Token: it may ask for tokens and deliveries, nothing else. */
  | { readonly kind: "app" }
  | { readonly kind: "actor"; readonly actor: Actor }
  | { readonly kind: "refused"; readonly name: string; readonly response: ApiResponse };

export interface AccessParts {
  readonly world: World;
  readonly registration: Registration;
  readonly tokens: Tokens;
  /** The machine's time: tokens never expire by the virtual clock. */
  readonly real: () => number;
}

/** Reads `Authorization` as GitHub does: `token X`, `Bearer X`, or Basic with the token as user or password. */
export function authenticate(header: string | undefined, parts: AccessParts): Principal {
  if (header === undefined) return { kind: "nobody" };
  const credential = credentialOf(header);
  if (credential === null) return badCredentials;
  if (looksLikeJwt(credential)) return asApp(credential, parts);
  const holder = parts.tokens.holder(credential);
  if (holder === null) return badCredentials;
  if (holder.kind === "installation") return asInstallation(holder.id, parts.world);
  const actor = parts.world.actorFor(holder.login);
  return actor === null ? badCredentials : { kind: "actor", actor };
}

const badCredentials: Principal = {
  kind: "refused",
  name: "nobody",
  response: restError(401, "Bad credentials"),
};

function credentialOf(header: string): string | null {
  const [, scheme = "", rest = ""] = /^(\S+)\s+(\S+)\s*$/.exec(header) ?? [];
  if (/^(token|bearer)$/i.test(scheme)) return rest;
  if (!/^basic$/i.test(scheme)) return null;
  const [user = "", password = ""] = Buffer.from(rest, "base64").toString("utf8").split(":");
  return password === "" || password === "x-oauth-basic" ? user : password;
}

function asApp(jwt: string, { registration, real }: AccessParts): Principal {
  const { id, clientId, publicKey } = registration;
  const verdict = verifyAppJwt(jwt, { issuers: [String(id), clientId], publicKey, now: real() });
  if (verdict.kind === "valid") return { kind: "app" };
  return { kind: "refused", name: "nobody", response: restError(verdict.status, verdict.message) };
}

function asInstallation(id: number, world: World): Principal {
  if (world.installations().some((one) => one.id === id && one.suspended))
    return { kind: "refused", name: world.app.bot, response: suspended };
  const actor = world.actorForInstallation(id);
  return actor === null ? badCredentials : { kind: "actor", actor };
}

/** What an App hears whose installation was suspended. */
export const suspended: ApiResponse = restError(403, "This installation has been suspended");
