import { z } from "zod";
import type { Instant } from "../core/time/time.ts";
import { PER_PAGE } from "./paging.ts";
import { readAnswer } from "./rest-answer.ts";
import type { Session } from "./session.ts";

/** GitHub keeps three days; at a hundred a page this is more than it has for all but the busiest. */
const MOST_PAGES = 200;

const Attempts = z.array(
  z.object({
    id: z.number(),
    guid: z.string(),
    delivered_at: z.string(),
    status_code: z.number(),
  }),
);
type Attempt = z.infer<typeof Attempts>[number];

/** Deliveries since the moment of which no attempt succeeded, newest first, with the latest attempt's id. */
export async function readFailedDeliveries(
  session: Session,
  since: Instant,
): Promise<readonly { readonly id: number; readonly guid: string }[]> {
  const attempts = await readAttempts(session, since);
  const arrived = new Set(attempts.filter(succeeded).map(({ guid }) => guid));
  const latest = new Map<string, Attempt>();
  for (const attempt of attempts) {
    if (!arrived.has(attempt.guid) && !latest.has(attempt.guid)) latest.set(attempt.guid, attempt);
  }
  return [...latest.values()].map(({ id, guid }) => ({ id, guid }));
}

/** Asks GitHub to deliver again. */
export async function redeliver(session: Session, id: number): Promise<void> {
  // Not in doubt when it is lost: a delivery that came twice is known by its GUID.
  await session.rest("read", (octokit) =>
    octokit.request("POST /app/hook/deliveries/{delivery_id}/attempts", { delivery_id: id }),
  );
}

/** Newest first, as GitHub lists them. */
async function readAttempts(session: Session, since: Instant): Promise<readonly Attempt[]> {
  const attempts: Attempt[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await readPage(session, cursor);
    const recent = answer.attempts.filter(({ delivered_at }) => Date.parse(delivered_at) >= since);
    attempts.push(...recent);
    cursor = recent.length < answer.attempts.length ? null : answer.next;
    if (cursor === null) break;
  }
  return attempts;
}

async function readPage(
  session: Session,
  cursor: string | null,
): Promise<{ readonly attempts: readonly Attempt[]; readonly next: string | null }> {
  const answer = await session.rest("read", (octokit) =>
    octokit.request("GET /app/hook/deliveries", {
      per_page: PER_PAGE,
      ...(cursor === null ? {} : { cursor }),
    }),
  );
  return { attempts: readAnswer(Attempts, answer.data), next: nextCursor(answer.headers.link) };
}

/** Only the cursor is taken from the link, never the address. */
function nextCursor(link: string | undefined): string | null {
  const next = /<([^>]+)>;\s*rel="next"/.exec(link ?? "")?.[1];
  return next === undefined ? null : new URL(next, "https://localhost").searchParams.get("cursor");
}

function succeeded({ status_code }: Attempt): boolean {
  return status_code >= 200 && status_code < 300;
}
