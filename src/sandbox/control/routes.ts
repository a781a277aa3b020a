import { z } from "zod";
import type { ApiResponse } from "../contract.ts";
import { parseFaultOrder } from "../faults/parse-order.ts";
import type { ControlRequest } from "../http/server.ts";
import { SandboxError } from "../sandbox-error.ts";
import type { Sandbox } from "../sandbox.ts";
import type { ClockOrder } from "./turn-clock.ts";

type Control = Omit<Sandbox, "watch" | "stop">;
type Handler = (sandbox: Control, request: ControlRequest) => unknown;

const ClockChange = z.strictObject({ advance: z.string().optional(), speed: z.number().optional() });

/** What can be done to a running sandbox over HTTP, by method and path. */
const handlers: Readonly<Record<string, Handler>> = {
  "GET /": (sandbox) => ({ ...sandbox.address, log: sandbox.logFile, endpoints: Object.keys(handlers) }),
  "GET /clock": (sandbox) => sandbox.clock(),
  "POST /clock": (sandbox, { body }) => sandbox.turnClock(clockChange(body)),
  "POST /settle": (sandbox) => sandbox.settle(),
  "GET /journal": (sandbox) => sandbox.journal(),
  "GET /requests": (sandbox) => sandbox.requests(),
  "DELETE /requests": (sandbox) => {
    sandbox.forgetRequests();
  },
  "GET /deliveries": (sandbox) => sandbox.deliveries(),
  "GET /faults": (sandbox) => sandbox.faults(),
  "POST /faults": (sandbox, { body }) => sandbox.addFault(faultOrder(body)),
  "DELETE /faults": (sandbox) => {
    sandbox.clearFaults();
  },
  "GET /token": (sandbox, { query }) => tokenFor(sandbox, query.get("login")),
  "POST /app/kill": async (sandbox) => {
    await sandbox.killApp();
    return { running: false };
  },
  "POST /app/start": async (sandbox) => {
    await sandbox.startApp();
    return { running: true, ...sandbox.address.app };
  },
};

/** Answers a control request; whatever is wrong with it is said with the status 4xx. */
export async function control(sandbox: Control, request: ControlRequest): Promise<ApiResponse> {
  const handler = handlers[`${request.method} ${request.path}`];
  if (handler === undefined) return unknown(request);
  try {
    const body = await handler(sandbox, request);
    return body === undefined ? { status: 204, body } : { status: 200, body };
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    return { status: error.status, body: { error: error.code, message: error.message, ...error.details } };
  }
}

function unknown({ method, path }: ControlRequest): ApiResponse {
  const all = Object.keys(handlers);
  const here = all.filter((route) => route.endsWith(` ${path}`));
  const [status, list] =
    here.length > 0 ? [405, `Here are: ${here.join(", ")}`] : [404, `There are: ${all.join(", ")}`];
  return {
    status,
    body: { error: "unknown-endpoint", message: `${method} ${path} is no control endpoint. ${list}` },
  };
}

function clockChange(body: unknown): ClockOrder {
  const read = ClockChange.safeParse(body ?? {});
  if (read.success) return read.data;
  const message = `The body is {"advance": "P3D", "speed": 60}, both optional. ${z.prettifyError(read.error)}`;
  throw new SandboxError("bad-clock", { message, status: 400 });
}

function faultOrder(body: unknown): Parameters<Sandbox["addFault"]>[0] {
  const read = parseFaultOrder(body);
  if (read.kind === "order") return read.order;
  throw new SandboxError("bad-fault", { message: read.problems.join("; "), status: 400 });
}

function tokenFor(
  sandbox: Control,
  login: string | null,
): { readonly login: string; readonly token: string } {
  if (login === null || login === "")
    throw new SandboxError("bad-login", { message: "Say whose: /token?login=NAME", status: 400 });
  return { login, token: sandbox.tokenFor(login) };
}
