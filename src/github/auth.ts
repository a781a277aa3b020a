import { createAppAuth } from "@octokit/auth-app";
import type { Octokit } from "@octokit/rest";
import type { Clock } from "../keeper/clock.ts";
import { AppError } from "../keeper/failure.ts";
import { statusOf, translate } from "./errors.ts";

/** What an installation granted, as GitHub said with its token: `issues` → `write`. */
export type Grants = Readonly<Record<string, string | undefined>>;

/** Tokens, in real time: their expiry has nothing to do with the clock that is handed in. */
export interface Auth {
  /** Authorization header of the App itself. */
  app(): Promise<string>;
  /** Authorization header of an installation; `fresh` fetches a new token. */
  installation(id: string, fresh?: "fresh"): Promise<{ readonly header: string; readonly grants: Grants }>;
}

export interface AuthSettings {
  readonly appId: string;
  readonly privateKey: string;
  /** Sends unauthenticated requests. */
  readonly bare: Octokit;
  readonly clock: Clock;
}

/** Signs as the App, and fetches and keeps one token per installation. */
export function createAuth({ appId, privateKey, bare, clock }: AuthSettings): Auth {
  const auth = createAppAuth({ appId, privateKey, request: bare.request });
  return {
    async app() {
      const { token } = await auth({ type: "app" });
      return `bearer ${token}`;
    },
    async installation(id, fresh) {
      try {
        const { token, permissions } = await auth({
          type: "installation",
          installationId: Number(id),
          refresh: fresh === "fresh",
        });
        return { header: `token ${token}`, grants: permissions };
      } catch (error) {
        throw withoutToken(error, clock);
      }
    },
  };
}

/** Nothing of the actual request was sent, so even a write is not in doubt. An unknown installation is gone. */
function withoutToken(error: unknown, clock: Clock): unknown {
  if (statusOf(error) === 404) {
    return new AppError(
      "github/installation-gone",
      { kind: "denied" },
      { message: "GitHub knows no such installation" },
    );
  }
  return translate(error, { sending: "read", now: clock.now(), strikes: 0 });
}
