import type { ApiRequest, ApiResponse } from "../contract.ts";
import { linkHeader, restError } from "../http/answer.ts";
import type { Delivery } from "./delivery.ts";
import type { DeliveryLog } from "./delivery-log.ts";
import type { Dispatcher } from "./dispatcher.ts";

const BASE = "/app/hook/deliveries";

export interface DeliveryRouteParts {
  readonly log: DeliveryLog;
  readonly dispatcher: Pick<Dispatcher, "redeliver">;
  readonly rest: () => string;
  /** Where deliveries go; null: nowhere yet. */
  readonly hook: () => string | null;
}

/** The App's view of its deliveries: list, one in full, and a new attempt. Null: no such route. */
export function deliveryRoute(request: ApiRequest, parts: DeliveryRouteParts): ApiResponse | null {
  const { method, path } = request;
  if (method === "GET" && path === "/app/hook/config") return { status: 200, body: config(parts) };
  if (method === "GET" && path === BASE) return list(request, parts);
  return oneDelivery(request, parts);
}

function oneDelivery({ method, path }: ApiRequest, parts: DeliveryRouteParts): ApiResponse | null {
  const [, id, attempts] = /^\/app\/hook\/deliveries\/(\d+)(\/attempts)?$/.exec(path) ?? [];
  if (id === undefined) return null;
  const found = parts.log.find(Number(id));
  if (found === null) return restError(404, "Not Found");
  if (method === "GET" && attempts === undefined) return { status: 200, body: whole(found) };
  if (method !== "POST" || attempts === undefined) return null;
  parts.dispatcher.redeliver(found);
  return { status: 202, body: {} };
}

/** Without an address there is none, and the secret is never shown. */
function config({ hook }: DeliveryRouteParts): Readonly<Record<string, string>> {
  const url = hook();
  return { content_type: "json", insecure_ssl: "0", secret: "********", ...(url === null ? {} : { url }) };
}

function list({ query }: ApiRequest, { log, rest }: DeliveryRouteParts): ApiResponse {
  const size = Number(query.get("per_page") ?? 30);
  if (!Number.isInteger(size) || size < 1) return restError(422, "per_page must be a positive integer");
  const status = query.get("status");
  const redelivery = query.get("redelivery");
  const page = log.page({
    size: Math.min(size, 100),
    cursor: query.get("cursor"),
    status: status === "success" || status === "failure" ? status : null,
    redelivery: redelivery === null ? null : redelivery === "true",
  });
  const body = page.deliveries.map(short);
  if (page.next === null) return { status: 200, body };
  const next = new URLSearchParams(query);
  next.set("cursor", page.next);
  const link = linkHeader([{ rel: "next", url: `${rest()}${BASE}?${next.toString()}` }]);
  return { status: 200, headers: { link }, body };
}

function short(delivery: Delivery): Readonly<Record<string, unknown>> {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: new Date(delivery.at).toISOString(),
    redelivery: delivery.redelivery,
    duration: delivery.outcome.ms / 1000,
    status: delivery.outcome.status,
    status_code: delivery.outcome.code,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installation,
    repository_id: delivery.repository,
    throttled_at: null,
  };
}

function whole(delivery: Delivery): Readonly<Record<string, unknown>> {
  const payload: unknown = JSON.parse(delivery.request.body);
  return {
    ...short(delivery),
    url: delivery.outcome.url,
    request: { headers: delivery.request.headers, payload },
    response: { headers: delivery.outcome.headers, payload: delivery.outcome.body },
  };
}
