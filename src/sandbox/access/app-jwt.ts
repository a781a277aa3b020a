import { createVerify, type KeyObject } from "node:crypto";

/** What an App's JSON Web Token turned out to be; `message` is GitHub's wording. */
export type JwtVerdict =
  | { readonly kind: "valid" }
  | { readonly kind: "invalid"; readonly status: 401 | 404; readonly message: string };

/** The App the token should speak for. `now` is real time in ms: GitHub's clock for tokens is never virtual. */
export interface JwtExpectation {
  readonly issuers: readonly string[];
  readonly publicKey: KeyObject;
  readonly now: number;
}

const LONGEST_LIFE_S = 600;
/** GitHub's servers do not agree to the second; neither do we insist. */
const LEEWAY_S = 5;

/** Whether a bearer token has the three parts of a JWT; personal and installation tokens have no dots. */
export function looksLikeJwt(token: string): boolean {
  return token.split(".").length === 3;
}

/** Verifies signature (RS256), issuer and times of an App's token, and words the refusal as GitHub does. */
export function verifyAppJwt(token: string, expected: JwtExpectation): JwtVerdict {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const claims = readPart(payload);
  if (claims === null || readPart(header)?.["alg"] !== "RS256")
    return refuse("A JSON web token could not be decoded");
  if (!expected.issuers.includes(String(claims["iss"])))
    return { kind: "invalid", status: 404, message: "Integration not found" };
  const signed = createVerify("RSA-SHA256").update(`${header}.${payload}`);
  if (!signed.verify(expected.publicKey, signature, "base64url"))
    return refuse("A JSON web token could not be decoded");
  return judgeTimes(claims, Math.floor(expected.now / 1000));
}

function judgeTimes(claims: Readonly<Record<string, unknown>>, now: number): JwtVerdict {
  const { iat, exp } = claims;
  if (typeof iat !== "number" || !Number.isInteger(iat) || iat > now + LEEWAY_S)
    return refuse(
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  if (typeof exp !== "number" || exp <= now)
    return refuse(
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  if (exp > now + LONGEST_LIFE_S + LEEWAY_S)
    return refuse("'Expiration time' claim ('exp') is too far in the future");
  return { kind: "valid" };
}

function refuse(message: string): JwtVerdict {
  return { kind: "invalid", status: 401, message };
}

function readPart(part: string): Readonly<Record<string, unknown>> | null {
  try {
    const read: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof read === "object" && read !== null && !Array.isArray(read) ? { ...read } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
