import type { Registration } from "./access/registration.ts";
import type { JournalLine, Webhook } from "./contract.ts";
import type { World } from "./github/api.ts";
import type { Fault, FaultOrder } from "./faults/fault.ts";
import type { ClockOrder } from "./control/turn-clock.ts";
import type { Settled } from "./control/settle.ts";
import type { DeliveryLine } from "./webhooks/delivery.ts";
import type { RequestReport } from "./http/request-log.ts";

/** The people of the programme, each with other rights. */
export type PersonRole = "maintainer" | "member" | "contact" | "outsider";

/** What `npm run sandbox -- --json` prints: where everything is. */
export interface SandboxAddress {
  readonly github: { readonly rest: string; readonly graphql: string };
  readonly app: { readonly url: string; readonly webhook: string };
  /** The board page in the browser, once there is one. */
  readonly page: string | null;
  readonly org: string;
  /** `owner/name` of the repository with the partner issues. */
  readonly repo: string;
  /** Null in an empty sandbox. */
  readonly project: number | null;
  readonly projectId: string | null;
  readonly tokens: Readonly<Record<PersonRole, string>>;
  /** Base address of the control endpoints. */
  readonly control: string;
}

export interface ClockState {
  readonly now: string;
  readonly speed: number;
}

/** Something that happened, for whoever watches. Times are virtual. */
export type Happening =
  | { readonly kind: "webhook"; readonly webhook: Webhook }
  | { readonly kind: "delivery"; readonly delivery: DeliveryLine }
  | { readonly kind: "write"; readonly line: JournalLine }
  | { readonly kind: "fault"; readonly fault: Fault; readonly on: string }
  | { readonly kind: "clock"; readonly clock: ClockState }
  | { readonly kind: "app"; readonly state: "ready" | "killed" | "stopped" | "died" };

/** A running sandbox: GitHub, the App beside it, and the handles to turn. */
export interface Sandbox {
  readonly address: SandboxAddress;
  readonly login: Readonly<Record<PersonRole, string>>;
  /** The GitHub inside, to act as anybody and to change the scene without HTTP. */
  readonly world: World;
  /** The App's settings, as whoever registered it has them. */
  readonly registration: Pick<Registration, "id" | "privateKey" | "webhookSecret">;
  /** Where the App's output goes. */
  readonly logFile: string;
  /** A token for any login: the same login keeps its token. It is good for whoever has that login. */
  tokenFor(login: string): string;
  /** Moves the clock forward (ISO duration) and sets its speed; answers once the App knows. */
  turnClock(change: ClockOrder): Promise<ClockState>;
  /** What time it is (ISO) and how fast it runs. */
  clock(): ClockState;
  /** Waits until nothing is under way or due, running limiter and in-doubt waits forward. */
  settle(): Promise<Settled>;
  journal(): readonly JournalLine[];
  requests(): RequestReport;
  forgetRequests(): void;
  deliveries(): readonly DeliveryLine[];
  addFault(order: FaultOrder): Fault;
  faults(): readonly Fault[];
  clearFaults(): void;
  killApp(): Promise<void>;
  startApp(): Promise<void>;
  watch(watcher: (happening: Happening) => void): () => void;
  /** Stops App, database and GitHub; leaves no process and no directory of its own behind. */
  stop(): Promise<void>;
}
