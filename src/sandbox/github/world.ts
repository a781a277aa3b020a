import type { Actor } from "../contract.ts";
import { automate } from "./acts/workflows.ts";
import type { AppIdentity, GraphqlRequest, LimitState, World, WorldSettings } from "./api.ts";
import { run } from "./graphql/run.ts";
import { reselect, suspend, uninstall } from "./installations/change.ts";
import { describeInstallation } from "./installations/describe.ts";
import type { Installation } from "./model/installation.ts";
import { reaches, type Viewer } from "./model/rights.ts";
import { accountOf, createState, repositoryOf, type State } from "./model/state.ts";
import { routeRest } from "./rest/router.ts";
import { createScene } from "./scene/scene.ts";

const APP: AppIdentity = { id: 4242, slug: "stagekeeper", name: "Stagekeeper" };

/** A GitHub without anybody in it: people, repositories and boards come by `scene`. */
export function createGithubWorld(settings: WorldSettings): World {
  const state = createState({
    now: settings.now,
    app: { ...APP, ...settings.app },
    tell: { webhook: settings.emit, journal: settings.journal },
  });
  state.automate = (happening) => {
    automate(state, happening);
  };
  const limitOf = settings.limits ?? ((): LimitState => plenty(state));
  return {
    app: { ...state.app, bot: state.bot.login },
    scene: createScene(state),
    graphql: (actor: Actor | null, request: GraphqlRequest) => {
      const limit = actor === null ? plenty(state) : limitOf(actor);
      return run({ viewer: viewerOf(state, actor), limit }, request);
    },
    rest: (request) => routeRest(viewerOf(state, request.actor), request),
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
