import type { Login } from "../core/ids.ts";
import type { Auth } from "./auth.ts";
import type { Clock } from "../keeper/clock.ts";
import type { Log } from "./log.ts";
import type { Session } from "./session.ts";

/** What reading and writing as one installation needs. */
export interface Installation {
  readonly id: string;
  readonly session: Session;
  readonly auth: Auth;
  readonly clock: Clock;
  readonly log: Log;
  /** The App's own login. */
  readonly self: () => Promise<Login>;
}
