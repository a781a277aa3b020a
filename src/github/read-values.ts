import type { Login } from "../core/ids.ts";
import type { Person } from "../core/partner/partner.ts";
import type { Instant } from "../core/time/time.ts";

/** A timestamp of GitHub. */
export function readInstant(timestamp: string): Instant {
  return Date.parse(timestamp) as Instant;
}

/** A timestamp that may be missing. */
export function readInstantOrNull(timestamp: string | null): Instant | null {
  return timestamp === null ? null : readInstant(timestamp);
}

/** Somebody's name. GraphQL leaves `[bot]` off the logins of Apps, which webhooks and REST write. */
export function readPerson(
  actor: { readonly __typename: string; readonly login: string } | null,
): Person | null {
  if (actor === null) return null;
  const bot = actor.__typename === "Bot";
  const suffixed = bot && !actor.login.endsWith("[bot]") ? `${actor.login}[bot]` : actor.login;
  return { login: suffixed as Login, bot };
}

/** The nodes of a connection that can be read. A missing connection has none. */
export function present<Node>(
  connection: { readonly nodes: readonly (Node | null)[] | null } | null,
): readonly Node[] {
  return (connection?.nodes ?? []).filter((node) => node !== null);
}
