import { randomBytes } from "node:crypto";

/** Whom a token stands for. */
type TokenHolder =
  { readonly kind: "login"; readonly login: string } | { readonly kind: "installation"; readonly id: number };

interface InstallationToken {
  readonly token: string;
  /** Real time, ISO: tokens expire by the machine's clock. */
  readonly expiresAt: string;
}

/** The tokens handed out since the start. */
export interface Tokens {
  /** The same login keeps its token until the sandbox stops. */
  forLogin(login: string): string;
  forInstallation(id: number): InstallationToken;
  /** Null: unknown or expired. */
  holder(token: string): TokenHolder | null;
}

const HOUR_MS = 3_600_000;

/** An empty register. `real` tells the machine's time. */
export function createTokens(real: () => number): Tokens {
  const holders = new Map<string, { readonly holder: TokenHolder; readonly until: number }>();
  const ofLogin = new Map<string, string>();

  const register = (token: string, holder: TokenHolder, until: number): string => {
    holders.set(token, { holder, until });
    return token;
  };

  return {
    forLogin: (login) => {
      const known = ofLogin.get(login);
      if (known !== undefined) return known;
      const token = register(mint("ghp"), { kind: "login", login }, Infinity);
      ofLogin.set(login, token);
      return token;
    },
    forInstallation: (id) => {
      const until = real() + HOUR_MS;
      const token = register(mint("ghs"), { kind: "installation", id }, until);
      return { token, expiresAt: `${new Date(until).toISOString().slice(0, 19)}Z` };
    },
    holder: (token) => {
      const found = holders.get(token);
      if (found === undefined) return null;
      if (found.until > real()) return found.holder;
      holders.delete(token);
      return null;
    },
  };
}

function mint(prefix: string): string {
  return `${prefix}_${randomBytes(18).toString("hex")}`;
}
