import type { ApiResponse } from "../../contract.ts";
import type { Call } from "./route.ts";

const USUAL = 30;
const MOST = 100;

/** One page of a list, with GitHub's `link` header when there is more. */
export function paged<Thing>(
  call: Call,
  list: readonly Thing[],
  write: (thing: Thing) => unknown,
): ApiResponse {
  const { size, page } = wanted(call);
  const last = Math.max(1, Math.ceil(list.length / size));
  const link = linkHeader(call, { page, last });
  const body = list.slice((page - 1) * size, page * size).map(write);
  return { status: 200, ...(link === "" ? {} : { headers: { link } }), body };
}

function wanted({ request }: Call): { size: number; page: number } {
  const size = natural(request.query.get("per_page"), USUAL);
  return { size: Math.min(MOST, size), page: natural(request.query.get("page"), 1) };
}

function natural(text: string | null, usual: number): number {
  const number = Number(text ?? usual);
  return Number.isInteger(number) && number > 0 ? number : usual;
}

function linkHeader({ viewer, request }: Call, { page, last }: { page: number; last: number }): string {
  const to = (rel: string, number: number): string => {
    const query = new URLSearchParams(request.query);
    query.set("page", String(number));
    return `<${viewer.state.urls.api}${request.path}?${query.toString()}>; rel="${rel}"`;
  };
  const back = page > 1 ? [to("prev", page - 1), to("first", 1)] : [];
  const on = page < last ? [to("next", page + 1), to("last", last)] : [];
  return [...back, ...on].join(", ");
}
