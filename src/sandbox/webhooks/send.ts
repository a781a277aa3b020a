import { createHmac } from "node:crypto";
import { isNativeError } from "node:util/types";
import type { Registration } from "../access/registration.ts";
import type { DeliveryOutcome } from "./delivery.ts";

/** What is sent, before it is signed. */
export interface Parcel {
  readonly guid: string;
  readonly event: string;
  readonly body: string;
}

/** How long GitHub waits for an answer, real ms. */
export const ANSWER_WITHIN_MS = 10_000;
const KEPT_OF_ANSWER = 2_000;

/** The headers GitHub sends with a webhook, signature included. */
export function webhookHeaders(
  parcel: Parcel,
  { id, webhookSecret }: Pick<Registration, "id" | "webhookSecret">,
): Readonly<Record<string, string>> {
  const sign = (algorithm: "sha1" | "sha256"): string =>
    `${algorithm}=${createHmac(algorithm, webhookSecret).update(parcel.body).digest("hex")}`;
  return {
    accept: "*/*",
    "content-type": "application/json",
    "user-agent": "GitHub-Hookshot/5a1d3c0",
    "x-github-delivery": parcel.guid,
    "x-github-event": parcel.event,
    "x-github-hook-id": String(id + 77_000_000),
    "x-github-hook-installation-target-id": String(id),
    "x-github-hook-installation-target-type": "integration",
    "x-hub-signature": sign("sha1"),
    "x-hub-signature-256": sign("sha256"),
  };
}

/** Posts a webhook once and says how it ended; it never throws. */
export type Post = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
) => Promise<DeliveryOutcome>;

/** Over HTTP. Ten seconds are all GitHub waits; what is answered later failed. */
export const post: Post = (url, headers, body) =>
  postUntil(AbortSignal.timeout(ANSWER_WITHIN_MS), { url, headers, body });

/** Posts a webhook and waits for the whole answer until the signal. */
export async function postUntil(
  signal: AbortSignal,
  {
    url,
    headers,
    body,
  }: { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string },
): Promise<DeliveryOutcome> {
  const began = performance.now();
  const ended = (status: string, code: number): Omit<DeliveryOutcome, "headers" | "body"> => ({
    status,
    code,
    ms: Math.round(performance.now() - began),
    url,
  });
  try {
    const answer = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
    const text = (await answer.text()).slice(0, KEPT_OF_ANSWER);
    const status = answer.ok ? "OK" : `Invalid HTTP Response: ${String(answer.status)}`;
    return { ...ended(status, answer.status), headers: Object.fromEntries(answer.headers), body: text };
  } catch (error) {
    if (!isNativeError(error) && !signal.aborted) throw error;
    const outcome = signal.aborted ? ended("timed out", 504) : ended("failed to connect to host", 502);
    return { ...outcome, headers: {}, body: "" };
  }
}
