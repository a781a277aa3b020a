import { createPublicKey, generateKeyPairSync, randomBytes, type KeyObject } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

/** The App as GitHub knows it after registration. */
export interface Registration {
  readonly id: number;
  readonly clientId: string;
  readonly slug: string;
  readonly name: string;
  /** PEM, given to the App; GitHub keeps only the public half. */
  readonly privateKey: string;
  readonly publicKey: KeyObject;
  readonly webhookSecret: string;
  readonly permissions: Readonly<Record<string, "read" | "write">>;
  readonly events: readonly string[];
}

/** What an App's manifest asks for: `app.yml`. */
const Manifest = z.object({
  name: z.string().default("Stagekeeper"),
  default_permissions: z.record(z.string(), z.enum(["read", "write"])),
  default_events: z.array(z.string()),
});
type Manifest = z.infer<typeof Manifest>;

const needed: Manifest = {
  name: "Stagekeeper",
  default_permissions: {
    organization_projects: "write",
    issues: "write",
    metadata: "read",
    contents: "read",
    members: "read",
  },
  default_events: [
    "issues",
    "issue_comment",
    "projects_v2_item",
    "sub_issues",
    "issue_dependencies",
    "push",
    "repository",
  ],
};

/** Registers the App with the permissions and events of its manifest, and a key and secret of its own. */
export function registerApp(manifestFile: string): Registration {
  const manifest = existsSync(manifestFile)
    ? Manifest.parse(parse(readFileSync(manifestFile, "utf8")))
    : needed;
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });
  return {
    id: 410_017,
    clientId: "Iv23liStagekeeperSbx",
    slug: "stagekeeper",
    name: manifest.name,
    privateKey,
    publicKey: createPublicKey(privateKey),
    webhookSecret: randomBytes(20).toString("hex"),
    permissions: manifest.default_permissions,
    events: manifest.default_events,
  };
}
