import type { AppProcess } from "./app/process.ts";
import type { Directory } from "./app/directory.ts";
import type { Registration } from "./access/registration.ts";
import type { VirtualClock } from "./clock/clock.ts";
import type { JournalLine } from "./contract.ts";
import { settle } from "./control/settle.ts";
import { readClockOrder } from "./control/turn-clock.ts";
import type { Front } from "./http/server.ts";
import type { ApiParts } from "./http/call.ts";
import type { ClockState, Happening, Sandbox, SandboxAddress } from "./sandbox.ts";
import type { Seeded } from "./seed/seed.ts";
import { deliveryLine } from "./webhooks/delivery.ts";
import type { Dispatcher } from "./webhooks/dispatcher.ts";
import { webhookAddress } from "./webhooks/address.ts";

/** The inside of a sandbox, before it has a port and an App. */
export interface Pieces extends ApiParts {
  readonly clock: VirtualClock;
  readonly registration: Registration;
  readonly dispatcher: Dispatcher;
  readonly journal: JournalLine[];
  readonly seeded: Seeded;
  readonly watchers: Set<(happening: Happening) => void>;
  readonly tell: (happening: Happening) => void;
  /** What is known only later: our address, the App and the machine it runs on; and the past in which the scene is set. */
  readonly at: {
    root: string;
    app: Pick<AppProcess, "url"> | null;
    machine: ApiParts["breakMachine"];
    past: number | null;
  };
}

export interface Opened {
  readonly pieces: Pieces;
  readonly app: AppProcess;
  readonly front: Front;
  readonly directory: Directory;
  /** Base address of the control endpoints. */
  readonly control: string;
}

/** The handle of a running sandbox. */
export function assemble(opened: Opened): Sandbox {
  const { pieces, app } = opened;
  let stopping: Promise<void> | null = null;
  return {
    ...records(pieces),
    ...clockwork(opened),
    get address() {
      return addressOf(opened);
    },
    login: pieces.seeded.people,
    world: pieces.world,
    registration: pieces.registration,
    logFile: opened.directory.log,
    tokenFor: (login) => pieces.tokens.forLogin(login),
    startApp: async () => {
      await app.start();
      pieces.tell({ kind: "app", state: "ready" });
    },
    killApp: async () => {
      await app.kill();
      pieces.tell({ kind: "app", state: "killed" });
    },
    watch: (watcher) => {
      pieces.watchers.add(watcher);
      return () => pieces.watchers.delete(watcher);
    },
    stop: () => (stopping ??= stop(opened)),
  };
}

type Records = Pick<
  Sandbox,
  "journal" | "requests" | "forgetRequests" | "deliveries" | "addFault" | "faults" | "clearFaults"
>;

function records({ journal, requests, log, faults }: Pieces): Records {
  return {
    journal: () => [...journal],
    requests: () => requests.report(),
    forgetRequests: () => {
      requests.forget();
    },
    deliveries: () => log.all().map(deliveryLine),
    addFault: (order) => faults.add(order),
    faults: () => faults.all(),
    clearFaults: () => {
      faults.clear();
    },
  };
}

function clockwork({ pieces, app }: Opened): Pick<Sandbox, "clock" | "turnClock" | "settle"> {
  const { clock, dispatcher, tell, real } = pieces;
  const state = (): ClockState => ({
    now: new Date(clock.now()).toISOString(),
    speed: clock.reading().speed,
  });
  const turn = async (change: { readonly to?: number; readonly speed?: number }): Promise<ClockState> => {
    clock.set(change);
    tell({ kind: "clock", clock: state() });
    if (app.running()) await app.tell(clock.reading());
    return state();
  };
  return {
    clock: state,
    turnClock: (order) => turn(readClockOrder(order, clock.now())),
    settle: () =>
      settle({
        now: () => clock.now(),
        real,
        jump: async (to) => {
          await turn({ to });
        },
        standing: () => app.standing(),
        deliveries: dispatcher,
      }),
  };
}

function addressOf({ pieces, app, control }: Opened): SandboxAddress {
  const { at, seeded, tokens } = pieces;
  const token = (login: string): string => tokens.forLogin(login);
  const { maintainer, member, contact, outsider } = seeded.people;
  return {
    github: { rest: `${at.root}/api/v3`, graphql: `${at.root}/api/graphql` },
    app: { url: app.url() ?? "", webhook: webhookAddress(app.url()) ?? "" },
    page: null,
    org: seeded.org,
    repo: seeded.repo,
    project: seeded.project,
    projectId: seeded.projectId,
    tokens: {
      maintainer: token(maintainer),
      member: token(member),
      contact: token(contact),
      outsider: token(outsider),
    },
    control,
  };
}

async function stop({ pieces, app, front, directory }: Opened): Promise<void> {
  if (app.running()) await app.stop();
  pieces.tell({ kind: "app", state: "stopped" });
  await pieces.dispatcher.close();
  await front.close();
  await directory.release();
}
