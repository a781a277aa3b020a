import { createSign, generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { verifyAppJwt } from "../../../src/sandbox/access/app-jwt.ts";

const NOW_S = 1_800_000_000;
const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const strangers = generateKeyPairSync("rsa", { modulusLength: 2048 });
const expected = { issuers: ["4242", "Iv1.abc"], publicKey: keys.publicKey, now: NOW_S * 1000 };

function aJwt(
  claims: Readonly<Record<string, unknown>> = {},
  { alg = "RS256", key = keys.privateKey } = {},
): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const payload = { iat: NOW_S - 30, exp: NOW_S + 570, iss: "4242", ...claims };
  const unsigned = `${part({ alg, typ: "JWT" })}.${part(payload)}`;
  return `${unsigned}.${createSign("RSA-SHA256").update(unsigned).sign(key, "base64url")}`;
}

describe("verifyAppJwt", () => {
  it.each([{}, { iss: 4242 }, { iss: "Iv1.abc" }, { exp: NOW_S + 600 }])("accepts %j", (claims) => {
    expect(verifyAppJwt(aJwt(claims), expected)).toEqual({ kind: "valid" });
  });

  it.each([
    [{ exp: NOW_S - 1 }, 401, /'exp'\) must be a numeric value/],
    [{ exp: NOW_S + 700 }, 401, /too far in the future/],
    [{ iat: NOW_S + 60 }, 401, /'Issued at' claim/],
    [{ iat: undefined }, 401, /'Issued at' claim/],
    [{ iss: "4243" }, 404, /Integration not found/],
  ])("refuses %j as GitHub words it", (claims, status, message) => {
    expect(verifyAppJwt(aJwt(claims), expected)).toMatchObject({
      kind: "invalid",
      status,
      message: expect.stringMatching(message),
    });
  });

  it.each([
    ["another's key", aJwt({}, { key: strangers.privateKey })],
    ["no algorithm", aJwt({}, { alg: "none" })],
    ["HMAC in place of RSA", aJwt({}, { alg: "HS256" })],
    [
      "a payload changed after signing",
      aJwt().replace(/\.[^.]+\./, `.${Buffer.from('{"iss":"4242"}').toString("base64url")}.`),
    ],
    ["no JSON", "a.b.c"],
    ["an array for claims", "e30.W10.x"],
  ])("refuses %s", (_, token) => {
    expect(verifyAppJwt(token, expected)).toMatchObject({ kind: "invalid" });
  });
});
