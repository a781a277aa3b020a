import { Octokit } from "@octokit/rest";
import { z } from "zod";
import type { Login } from "../core/ids.ts";
import type { Clock } from "../keeper/clock.ts";
import type { Github, GithubApp } from "../keeper/github.ts";
import { createAuth, type Auth } from "./auth.ts";
import { readFailedDeliveries, redeliver } from "./deliveries.ts";
import { boundedFetch, type Fetch } from "./fetch.ts";
import type { Host } from "./host.ts";
import { createGithub } from "./installation-github.ts";
import type { Log } from "./log.ts";
import { everyPage, PER_PAGE } from "./paging.ts";
import { postWith } from "./post.ts";
import { readAnswer } from "./rest-answer.ts";
import { createSession, type Session } from "./session.ts";

/** What is needed to be a GitHub App. */
export interface GithubAppSettings {
  readonly appId: string;
  /** PEM. */
  readonly privateKey: string;
  readonly host: Host;
  readonly clock: Clock;
  readonly userAgent: string;
  readonly log: Log & { child(bindings: Readonly<Record<string, unknown>>): Log };
  /** The platform's, unless a test hands in another. */
  readonly fetch?: Fetch;
}

const AppAnswer = z.object({ slug: z.string() });
const InstallationPage = z.array(
  z.object({
    id: z.number(),
    account: z.object({ login: z.string().optional(), slug: z.string().optional() }).nullish(),
    suspended_at: z.string().nullish(),
  }),
);

/** Stagekeeper as GitHub knows it. No plugin retries or slows anything: that is the keeper's to decide. */
export function createGithubApp(settings: GithubAppSettings): GithubApp {
  const { auth, session } = sessionOfApp(settings);
  const known = new Map<string, Github>();
  let self: Promise<Login> | null = null;
  const whoAmI = (): Promise<Login> => {
    self ??= readSelf(session).catch((error: unknown) => {
      self = null;
      throw error;
    });
    return self;
  };
  const create = (id: string): Github => {
    const log = settings.log.child({ installation: id });
    const as = sessionFor(
      { ...settings, log },
      {
        authorise: async () => (await auth.installation(id)).header,
        forgetToken: async () => {
          await auth.installation(id, "fresh");
        },
      },
    );
    return createGithub({ id, session: as, auth, clock: settings.clock, log, self: whoAmI });
  };
  return {
    self: whoAmI,
    installations: () => readInstallations(session),
    as(id) {
      const github = known.get(id) ?? create(id);
      known.set(id, github);
      return github;
    },
    failedDeliveries: (since) => readFailedDeliveries(session, since),
    redeliver: (id) => redeliver(session, id),
  };
}

/** Requests as the App itself, and the tokens of its installations. */
export function sessionOfApp(settings: Omit<GithubAppSettings, "log"> & { readonly log: Log }): {
  readonly auth: Auth;
  readonly session: Session;
} {
  const auth = createAuth({ ...settings, bare: octokitFor(settings, null) });
  const session = sessionFor(settings, { authorise: () => auth.app(), forgetToken: () => Promise.resolve() });
  return { auth, session };
}

/** Who asks, as an authorization header. */
export interface Identity {
  readonly authorise: () => Promise<string>;
  readonly forgetToken: () => Promise<void>;
}

/** Requests under one identity, or as nobody, through an Octokit of our own. */
export function sessionFor(
  {
    log,
    ...settings
  }: Pick<GithubAppSettings, "host" | "clock" | "userAgent" | "fetch"> & { readonly log: Log },
  identity: Identity | null,
): Session {
  const octokit = octokitFor(settings, identity?.authorise ?? null);
  const forgetToken = identity?.forgetToken ?? (() => Promise.resolve());
  const post = postWith(octokit, settings.host.graphql);
  return createSession({ octokit, post, forgetToken, clock: settings.clock, log });
}

function octokitFor(
  settings: Pick<GithubAppSettings, "host" | "userAgent" | "fetch">,
  authorise: (() => Promise<string>) | null,
): Octokit {
  const octokit = new Octokit({
    baseUrl: settings.host.rest,
    userAgent: settings.userAgent,
    log: SILENT,
    request: { fetch: boundedFetch(settings.fetch ?? globalThis.fetch) },
  });
  if (authorise !== null) {
    octokit.hook.before("request", async (options) => {
      options.headers.authorization = await authorise();
    });
  }
  return octokit;
}

/** Octokit logs addresses and words of answers; our own log says what is worth saying. */
const SILENT = { debug: quiet, info: quiet, warn: quiet, error: quiet };
function quiet(): void {
  // Said on purpose: nothing.
}

async function readSelf(session: Session): Promise<Login> {
  const answer = await session.rest("read", (octokit) => octokit.request("GET /app"));
  return `${readAnswer(AppAnswer, answer.data).slug}[bot]` as Login;
}

async function readInstallations(session: Session): ReturnType<GithubApp["installations"]> {
  const pages = await everyPage(async (page) => {
    const answer = await session.rest("read", (octokit) =>
      octokit.request("GET /app/installations", { per_page: PER_PAGE, page }),
    );
    return readAnswer(InstallationPage, answer.data);
  });
  return pages.flat().map(({ id, account, suspended_at }) => ({
    id: String(id),
    account: account?.login ?? account?.slug ?? "",
    suspended: typeof suspended_at === "string",
  }));
}
