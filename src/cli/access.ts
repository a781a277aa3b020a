import { z } from "zod";
import { HostVariables } from "../config.ts";
import type { Login } from "../core/ids.ts";
import { sessionFor } from "../github/app.ts";
import { hostFrom, type Host } from "../github/host.ts";
import { convertManifest, type CreatedApp } from "../github/manifest.ts";
import { createGithubReader, type GithubReader } from "../github/reader.ts";
import { createSetUp, type SetUpGithub } from "../github/set-up.ts";
import type { Log } from "../github/log.ts";
import { systemClock } from "../keeper/system-clock.ts";
import { CommandError } from "./console.ts";

/** GitHub as the person at the terminal sees it. */
export interface Access {
  readonly setUp: SetUpGithub;
  /** Reads as the person, and takes comments of `app` for the App's own. */
  readonly reader: (app: Login) => GithubReader;
}

/** `process.env`, or what a test puts in its place. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a token consists of; anything else would break the request's head. */
const TOKEN = /^[\x21-\x7e]+$/;

const Variables = HostVariables.extend({
  GITHUB_TOKEN: z
    .string()
    .trim()
    .refine((token) => token === "" || TOKEN.test(token), "holds what no token does")
    .default(""),
});

/** GitHub as nobody: what its form for a new App leads to. */
export function openAccess(environment: Environment): {
  readonly html: string;
  readonly convert: (code: string) => Promise<CreatedApp>;
} {
  const host = hostOf(environment);
  const session = sessionFor({ host, clock: systemClock, userAgent: "stagekeeper", log: silent }, null);
  return { html: host.html, convert: (code) => convertManifest(session, code) };
}

function hostOf(environment: Environment): Host {
  const { GHE_HOST: gheHost, GHE_PROTOCOL: gheProtocol = "https" } = variables(environment);
  return hostFrom(gheHost === undefined ? {} : { gheHost, gheProtocol });
}

function variables(environment: Environment): z.infer<typeof Variables> {
  const parsed = Variables.safeParse(environment);
  if (parsed.success) return parsed.data;
  throw new CommandError(
    parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}.`).join("\n"),
  );
}

/** Opens GitHub with the token in the environment. Throws `CommandError` when there is none. */
export function accessFrom(environment: Environment): Access {
  const { GITHUB_TOKEN: token } = variables(environment);
  if (token === "")
    throw new CommandError(
      "GITHUB_TOKEN is not set: this command works as you. `GITHUB_TOKEN=$(gh auth token)` does, after `gh auth refresh -s project,repo,read:org`.",
    );
  const settings = { host: hostOf(environment), clock: systemClock, userAgent: "stagekeeper", log: silent };
  const session = sessionFor(settings, {
    authorise: () => Promise.resolve(`token ${token}`),
    forgetToken: () => Promise.resolve(),
  });
  return {
    setUp: createSetUp(session),
    reader: (app) => createGithubReader({ ...settings, token, app }),
  };
}

const quiet = (): void => undefined;
const mute: Log = { debug: quiet, info: quiet, warn: quiet };
/** A command says itself what is worth saying. */
export const silent: Log & { readonly child: () => Log } = { ...mute, child: () => mute };
