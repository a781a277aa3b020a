import { createPrivateKey } from "node:crypto";
import { z } from "zod";

/** The settings, parsed once from the environment. */
export interface Config {
  readonly appId: string;
  /** PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** Null: the embedded server. */
  readonly databaseUrl: string | null;
  readonly dataDirectory: string;
  readonly port: number;
  readonly host: string;
  readonly logLevel: (typeof levels)[number];
  /** `host:port` of a GitHub that is not github.com; null: github.com. */
  readonly gheHost: string | null;
  readonly gheProtocol: "http" | "https";
  /** Time comes from the parent process. */
  readonly sandbox: boolean;
}

export type ParsedConfig =
  | { readonly kind: "config"; readonly config: Config }
  | { readonly kind: "problems"; readonly problems: readonly string[] };

const levels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
const SHORTEST_SECRET = 16;

/** An empty variable counts as not set: that is how compose files say so. */
const text = z.preprocess((value) => (value === "" ? undefined : value), z.string().trim().optional());
const required = (hint: string): z.ZodType<string> =>
  z.preprocess(
    (value) => (value === "" ? undefined : value),
    z.string({ error: `is missing: ${hint}` }).trim(),
  );

/** Which GitHub it is; the command line reads it too. */
export const HostVariables = z.object({
  GHE_HOST: text.refine(isHost, "is no host name with an optional port"),
  GHE_PROTOCOL: text.refine((value) => value === undefined || isProtocol(value), "is neither http nor https"),
});

const Environment = HostVariables.extend({
  APP_ID: required("the App's id, a number, from its settings page").refine(
    (id) => /^\d{1,15}$/.test(id),
    "is no number",
  ),
  PRIVATE_KEY: text,
  PRIVATE_KEY_PATH: text,
  WEBHOOK_SECRET: required("the App's webhook secret; without it anybody could send events")
    .refine((secret) => secret !== "development", {
      error: "is the well-known default `development`",
      abort: true,
    })
    .refine((secret) => secret.length >= SHORTEST_SECRET, `is shorter than ${SHORTEST_SECRET} characters`),
  DATABASE_URL: text.refine(isPostgresUrl, "is no postgres:// URL"),
  STAGEKEEPER_DATA: text,
  PORT: text.refine(isPort, "is no port (0–65535)"),
  HOST: text,
  LOG_LEVEL: text.refine(isLevel, `is none of ${levels.join(", ")}`),
  STAGEKEEPER_SANDBOX: text,
});
type Environment = z.infer<typeof Environment>;

/** Reads the environment; all problems come back at once, each with the variable's name and never with its value. */
export function parseConfig(
  environment: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): ParsedConfig {
  const parsed = Environment.safeParse(environment);
  const key = privateKeyIn(environment, readFile);
  const problems = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => `${path.join(".")} ${message}`),
    ...(key.kind === "problem" ? [key.problem] : []),
    ...sandboxProblems(environment),
  ];
  if (problems.length > 0 || !parsed.success || key.kind === "problem") return { kind: "problems", problems };
  return { kind: "config", config: configOf(parsed.data, key.pem) };
}

function configOf(found: Environment, privateKey: string): Config {
  return {
    ...{ appId: found.APP_ID, privateKey, webhookSecret: found.WEBHOOK_SECRET },
    ...{ databaseUrl: found.DATABASE_URL ?? null, dataDirectory: found.STAGEKEEPER_DATA ?? "./data" },
    ...{ port: Number(found.PORT ?? "3000"), host: found.HOST ?? "0.0.0.0" },
    logLevel: isKnownLevel(found.LOG_LEVEL) ? found.LOG_LEVEL : "info",
    gheHost: found.GHE_HOST ?? null,
    gheProtocol: found.GHE_PROTOCOL === "http" ? "http" : "https",
    sandbox: found.STAGEKEEPER_SANDBOX === "1",
  };
}

type Key =
  { readonly kind: "key"; readonly pem: string } | { readonly kind: "problem"; readonly problem: string };

function privateKeyIn(
  { PRIVATE_KEY: inline, PRIVATE_KEY_PATH: path }: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): Key {
  if (inline !== undefined && inline !== "") return readKey(inline, "PRIVATE_KEY");
  if (path === undefined || path === "") {
    return {
      kind: "problem",
      problem: "PRIVATE_KEY is missing: the App's key as PEM, or PRIVATE_KEY_PATH to its file",
    };
  }
  try {
    return readKey(readFile(path), "PRIVATE_KEY_PATH");
  } catch {
    return { kind: "problem", problem: "PRIVATE_KEY_PATH names a file that cannot be read" };
  }
}

/** As PEM, with line ends written as `\n`, or the whole of it in base64, as Probot takes it. */
function readKey(raw: string, variable: string): Key {
  const unescaped = raw.replaceAll("\\n", "\n").trim();
  const pem = unescaped.startsWith("-----BEGIN")
    ? unescaped
    : Buffer.from(unescaped, "base64").toString("utf8");
  try {
    createPrivateKey(pem);
    return { kind: "key", pem };
  } catch {
    return { kind: "problem", problem: `${variable} holds no private key in PEM form` };
  }
}

/** A clock that can be set would let somebody else decide when things are due: only against a GitHub on this machine. */
function sandboxProblems({
  STAGEKEEPER_SANDBOX: sandbox,
  GHE_HOST: host,
}: Readonly<Record<string, string | undefined>>): readonly string[] {
  if (sandbox === undefined || sandbox === "") return [];
  if (sandbox !== "1") return ["STAGEKEEPER_SANDBOX is neither empty nor 1"];
  const name = (host ?? "").replace(/:\d+$/, "");
  return ["127.0.0.1", "localhost", "[::1]"].includes(name)
    ? []
    : ["STAGEKEEPER_SANDBOX is refused unless GHE_HOST is on loopback"];
}

function isPostgresUrl(value: string | undefined): boolean {
  return value === undefined || /^postgres(ql)?:\/\//.test(value);
}

function isPort(value: string | undefined): boolean {
  return value === undefined || (/^\d{1,5}$/.test(value) && Number(value) <= 65_535);
}

function isHost(value: string | undefined): boolean {
  return value === undefined || /^(?:[\w.-]+|\[[\da-f:]+\])(?::\d{1,5})?$/i.test(value);
}

function isProtocol(value: string): boolean {
  return value === "http" || value === "https";
}

function isLevel(value: string | undefined): boolean {
  return value === undefined || isKnownLevel(value);
}

function isKnownLevel(value: string | undefined): value is Config["logLevel"] {
  return levels.some((level) => level === value);
}
