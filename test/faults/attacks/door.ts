import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { holds } from "../theatre/evidence.ts";
import { dial, headersFor, knock, signed, WEBHOOKS, type Heard } from "./knock.ts";
import { rowsOf, traceOf, type Struck, type Victim } from "./victim.ts";
import { aliveAfter, vitalsOf } from "./vitals.ts";

type Try = readonly [name: string, attempt: () => Promise<Heard | null>];

/** A move as GitHub tells of it: were it believed, the card would be looked at. */
export function aMove({ sandbox }: Victim): string {
  const field_value = { field_type: "single_select", from: null, to: { id: "deadbeef", name: "Graduation" } };
  return JSON.stringify({
    action: "edited",
    projects_v2_item: {
      ...{ node_id: "PVTI_forged", project_node_id: sandbox.address.projectId, content_type: "Issue" },
      content_node_id: "I_forged",
    },
    changes: { field_value },
    organization: { login: sandbox.address.org },
    sender: { login: sandbox.login.member, type: "User" },
    installation: { id: sandbox.world.installations()[0]?.id ?? 0 },
  });
}

/** I19: whoever does not know the secret gets a 4xx or nothing, leaves no row and causes no request. */
export async function atTheDoor(victim: Victim): Promise<Struck> {
  const vitals = await vitalsOf(victim);
  const rows = await rowsOf(victim);
  const { calls } = traceOf(victim);
  const tries = [...forgeries(victim), ...confusions(victim), ...byOtherWays(victim)];
  const answers: (readonly [boolean, string])[] = [];
  for (const [name, attempt] of tries) {
    const heard = await attempt();
    const refused = heard !== null && (heard.status === 0 || (heard.status >= 400 && heard.status < 500));
    answers.push([refused, `${name}: ${heard === null ? "held the line" : String(heard.status)}`]);
  }
  await victim.sandbox.settle();
  const more = (await rowsOf(victim)) - rows;
  const asked = traceOf(victim).calls - calls;
  const I19 = holds([
    ...answers,
    [more === 0, `${String(more)} rows of what was refused`],
    [asked === 0, `${String(asked)} requests for what was refused`],
  ]);
  return {
    found: { I19, I23: await aliveAfter(victim, vitals) },
    dealt: {
      "forged delivery": forgeries(victim).length,
      "confusing request": tries.length - forgeries(victim).length,
    },
  };
}

function forgeries(victim: Victim): readonly Try[] {
  const body = aMove(victim);
  const good = headersFor(victim, "projects_v2_item", body);
  const { webhookSecret } = victim.sandbox.registration;
  const right = signed(body, webhookSecret);
  const other = Buffer.from(body.replace("Graduation", "Onboarding"));
  const unsigned = without(good);
  const withSignature =
    (signature: string | string[]): Try[1] =>
    () =>
      knock(victim, { headers: { ...unsigned, "x-hub-signature-256": signature }, body });
  return [
    ["no signature", () => knock(victim, { headers: unsigned, body })],
    ["an empty signature", withSignature("")],
    ["the secret that Probot assumes", withSignature(signed(body, "development"))],
    ["a signature with an empty secret", withSignature(signed(body, " "))],
    ["half a signature", withSignature(right.slice(0, 39))],
    ["a signature in capitals", withSignature(right.toUpperCase())],
    ["a signature without its algorithm", withSignature(right.slice(7))],
    ["a signature that calls itself sha1", withSignature(right.replace("sha256", "sha1"))],
    ["two signatures, one of them right", withSignature([`sha256=${"0".repeat(64)}`, right])],
    ["the right signature twice", withSignature([right, right])],
    ["zeros", withSignature(`sha256=${"0".repeat(64)}`)],
    ["another body under the signature", () => knock(victim, { headers: good, body: other })],
    ["a body with one byte more", () => knock(victim, { headers: good, body: `${body} ` })],
    ["a body behind a byte order mark", () => knock(victim, { headers: good, body: `\ufeff${body}` })],
    ["no body", () => knock(victim, { headers: good })],
    [
      "only the old signature",
      () =>
        knock(victim, {
          headers: { ...unsigned, "x-hub-signature": signed(body, webhookSecret) },
          body,
        }),
    ],
  ];
}

function without(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "x-hub-signature-256"));
}

function confusions(victim: Victim): readonly Try[] {
  const body = aMove(victim);
  const good = headersFor(victim, "projects_v2_item", body);
  const zipped = gzipSync(body);
  const utf16 = Buffer.from(body, "utf16le");
  const list = `[${body}]`;
  const send =
    (headers: Record<string, string>, sent: string | Buffer = body): Try[1] =>
    () =>
      knock(victim, { headers: { ...good, ...headers }, body: sent });
  return [
    ["a zipped body under the signature of the open one", send({ "content-encoding": "gzip" }, zipped)],
    [
      "a zipped body under its own signature",
      send({ ...headersFor(victim, "projects_v2_item", zipped), "content-encoding": "gzip" }, zipped),
    ],
    ["UTF-16", send(headersFor(victim, "projects_v2_item", utf16), utf16)],
    ["a list", send(headersFor(victim, "projects_v2_item", list), list)],
    ["no event", send({ "x-github-event": "" })],
    ["an event of odd letters", send({ "x-github-event": "projects_v2_item.edited; drop table inbox" })],
    ["every event", send({ "x-github-event": "*" })],
    [
      "two events",
      () => knock(victim, { headers: { ...good, "x-github-event": ["issues", "projects_v2_item"] }, body }),
    ],
    ["no GUID", send({ "x-github-delivery": "" })],
    ["a GUID of 10,000 letters", send({ "x-github-delivery": "a".repeat(10_000) })],
    ["a GUID that is a statement", send({ "x-github-delivery": "'; drop table inbox; --" })],
    ["100 KB of headers", send({ "x-padding": "a".repeat(100_000) })],
  ];
}

function byOtherWays(victim: Victim): readonly Try[] {
  const body = aMove(victim);
  const good = headersFor(victim, "projects_v2_item", body);
  const lines = Object.entries({ host: "app", ...good }).map(([name, value]) => `${name}: ${value}\r\n`);
  const raw =
    (first: string, more: string, sent = body): Try[1] =>
    () =>
      dial(victim, `${first}\r\n${lines.join("")}${more}\r\n${sent}`);
  const length = `content-length: ${String(Buffer.byteLength(body))}\r\n`;
  const chunked = `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n0\r\n\r\n`;
  const method = (name: string): Try => [name, () => knock(victim, { method: name, headers: good, body })];
  const path = (name: string): Try => [name, () => knock(victim, { path: name, headers: good, body })];
  return [
    ...["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"].map(method),
    [
      "POST, it says, by GET",
      () => knock(victim, { method: "GET", headers: { ...good, "x-http-method-override": "POST" }, body }),
    ],
    ...[
      `${WEBHOOKS}/`,
      `/${WEBHOOKS}`,
      `${WEBHOOKS}/..`,
      `${WEBHOOKS}%2f`,
      "/",
      "/__proto__",
      "/constructor",
    ].map(path),
    ["two lengths", raw(`POST ${WEBHOOKS} HTTP/1.1`, `${length}content-length: 3\r\n`)],
    [
      "a length and chunks",
      raw(`POST ${WEBHOOKS} HTTP/1.1`, `${length}transfer-encoding: chunked\r\n`, chunked),
    ],
    [
      "an unknown coding of chunks",
      raw(`POST ${WEBHOOKS} HTTP/1.1`, "transfer-encoding: xchunked\r\n", chunked),
    ],
    ["a negative length", raw(`POST ${WEBHOOKS} HTTP/1.1`, "content-length: -1\r\n")],
    ["bare line feeds", () => dial(victim, `POST ${WEBHOOKS} HTTP/1.1\nhost: app\n${length}\n${body}`)],
    ["no HTTP", () => dial(victim, `${randomUUID()}\r\n\r\n`)],
  ];
}
