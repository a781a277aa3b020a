import type { Actor } from "../contract.ts";
import { automate } from "./acts/workflows.ts";
import { noLag, type AppIdentity, type Lag, type LimitState, type World, type WorldSettings } from "./api.ts";
import { run } from "./graphql/run.ts";
import { reselect, suspend, uninstall } from "./installations/change.ts";
import { describeInstallation } from "./installations/describe.ts";
import type { Installation } from "./model/installation.ts";
import { hides } from "./model/lag.ts";
import { createPast, type Past } from "./model/past.ts";
import { reaches, type Viewer } from "./model/rights.ts";
import { accountOf, createState, repositoryOf, type State } from "./model/state.ts";
import { routeRest } from "./rest/router.ts";
import { createScene } from "./scene/scene.ts";

const APP: AppIdentity = { id: 4242, slug: "stagekeeper", name: "Stagekeeper" };

/** A GitHub without anybody in it: people, repositories and boards come by `scene`. */
export function createGithubWorld(settings: WorldSettings): World {
  let written = 0;
  const state = createState({
    now: settings.now,
    app: { ...APP, ...settings.app },
    tell: {
      webhook: settings.emit,
      journal: (line) => {
        written += 1;
        settings.journal(line);
      },
    },
  });
  const past = createPast(state, () => written);
  state.automate = (happening) => {
    automate(state, happening);
  };
  return {
    app: { ...state.app, bot: state.bot.login },
    scene: createScene(state),
    ...interfaces(state, past, settings),
    actorFor: (login) => actorFor(state, login),
    actorForInstallation: (id) => {
      const installation = installationOf(state, id);
      return installation === null ? null : { login: state.bot.login, kind: "Bot", installation: id };
    },
    installations: () => state.installations.map((each) => describeInstallation(state, each)),
    installationOf: (name) => {
      const repository = repositoryOf(state, name);
      const found = state.installations.find((each) => repository !== null && reaches(each, repository));
      return found === undefined ? null : describeInstallation(state, found);
    },
    suspend: (id, suspended) => {
      suspend(state, id, suspended);
    },
    uninstall: (id) => {
      uninstall(state, id);
    },
    reselect: (id, repositories) => {
      reselect(state, id, repositories);
    },
    setUrls: (urls) => {
      Object.assign(state.urls, urls);
    },
  };
}

/** The two ways to ask: what reads see may lag, what is written is remembered. */
function interfaces(
  state: State,
  past: Past,
  { limits, remember }: WorldSettings,
): Pick<World, "graphql" | "rest" | "differs"> {
  const write = <Answer>(work: () => Answer): Answer => past.write(remember?.() ?? 0, work);
  const seen = (lag: Lag): State => past.before(lag.state) ?? state;
  return {
    graphql: (actor, request, lag = noLag) => {
      const limit = actor === null ? null : limits?.(actor);
      return run({ viewer: viewerOf(seen(lag), actor), limit: limit ?? plenty(state), lag, write }, request);
    },
    rest: (request, lag = noLag) => {
      if (request.method === "GET") return routeRest(viewerOf(seen(lag), request.actor), request);
      return write(() => routeRest(viewerOf(state, request.actor), request));
    },
    differs: (lag) => past.before(lag.state) !== null || hides({ state, lag }),
  };
}

/** An actor whose account or installation is gone sees what nobody sees. */
function viewerOf(state: State, actor: Actor | null): Viewer {
  const nobody: Viewer = { state, account: null, installation: null };
  if (actor === null) return nobody;
  const account = accountOf(state, actor.login);
  if (account === null || actor.installation === null) return { ...nobody, account };
  const installation = installationOf(state, actor.installation);
  return installation === null ? nobody : { state, account, installation };
}

function installationOf(state: State, id: number): Installation | null {
  return (
    state.installations.find((installation) => installation.id === id && !installation.suspended) ?? null
  );
}

function actorFor(state: State, login: string): Actor | null {
  const account = accountOf(state, login);
  return account === null ? null : { login: account.login, kind: account.type, installation: null };
}

function plenty(state: State): LimitState {
  return { limit: 5000, remaining: 5000, used: 0, resetAt: state.now() + 3_600_000 };
}
