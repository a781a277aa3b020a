import type { Login } from "../core/ids.ts";
import type { Github } from "../keeper/github.ts";
import { sessionFor, type GithubAppSettings } from "./app.ts";
import { createGithub } from "./installation-github.ts";

/** What somebody on the command line reads GitHub with. */
export type ReaderSettings = Pick<GithubAppSettings, "host" | "clock" | "userAgent" | "log"> & {
  /** The person's own token. */
  readonly token: string;
  /** The App's login, whose comments hold checklists. */
  readonly app: Login;
};

/** What reading alone needs of GitHub. */
export type GithubReader = Omit<Github, "act">;

/** GitHub as a person sees it with their own token. It cannot write. */
export function createGithubReader({ token, app, ...settings }: ReaderSettings): GithubReader {
  const session = sessionFor(settings, {
    authorise: () => Promise.resolve(`token ${token}`),
    forgetToken: () => Promise.resolve(),
  });
  const noApp = (): Promise<never> => Promise.reject(new TypeError("A person's token is no App's."));
  return createGithub({
    id: "person",
    session,
    auth: { app: noApp, installation: noApp },
    clock: settings.clock,
    log: settings.log,
    self: () => Promise.resolve(app),
  });
}
