import type { InstallationId, Login } from "../core/ids.ts";
import type { Board } from "../core/playbook/board.ts";
import type { Playbook } from "../core/playbook/playbook.ts";
import type { Instant } from "../core/time/time.ts";
import type { Clock } from "./clock.ts";
import type { Github, GithubApp } from "./github.ts";
import type { Log } from "./log.ts";
import type { Meter } from "./meter.ts";
import type { Claim, Pipeline, Store } from "./store.ts";

/** Everything the keeper works with, built once by `main.ts`. */
export interface Keeper {
  readonly store: Store;
  readonly app: GithubApp;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  /** What was told last of a pipeline's troubles, by pipeline. After a restart GitHub itself is asked once. */
  readonly told: Map<string, string>;
  /** In [0, 1). */
  readonly random: () => number;
}

/** A turn with one installation, whose lock is ours until the turn ends. */
export interface Turn extends Keeper {
  readonly claim: Claim;
  readonly github: Github;
  readonly installation: InstallationId;
  readonly self: Login;
  /** Aborts when the process is to end. */
  readonly stop: AbortSignal;
  /** Sleeps for the limiter; `/standing` knows of it meanwhile. */
  readonly pause: (until: Instant) => Promise<void>;
}

/** A pipeline that can be judged: its playbook is good and its board was found. */
export interface Scene {
  readonly pipeline: Pipeline;
  readonly playbook: Playbook;
  readonly board: Board;
}
