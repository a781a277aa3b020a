import type { Login } from "../core/ids.ts";
import { contactsOf, parseContacts } from "../core/partner/contacts.ts";
import type { Partner } from "../core/partner/partner.ts";
import type { Instant } from "../core/time/time.ts";
import type { Scene, Turn } from "./keeper.ts";
import { canAnyRead } from "./rights.ts";
import type { Pipeline } from "./store.ts";

export const AUDIENCE_HOLDS_MS = 86_400_000;

type Kind = "team" | "shared";

/** Who reads along in the partner repository: shared as soon as this partner's contacts can, and known as such. */
export async function audienceFor(turn: Turn, scene: Scene, partner: Partner): Promise<Kind> {
  const { repository, audience } = scene.pipeline;
  if (!repository.private || audience?.kind === "shared") return "shared";
  const shared = await canAnyRead(
    turn,
    repository,
    contactsOf(partner).map(({ login }) => login),
  );
  if (!shared) return "team";
  await turn.claim.savePipeline({
    ...scene.pipeline,
    audience: { kind: "shared", readAt: turn.clock.now() },
  });
  turn.log.info({ pipeline: scene.pipeline.id }, "audience.shared");
  return "shared";
}

/** The audience as a sweep finds it, a day old at most. `contacts` is what the cards say of theirs. */
export async function sweepAudience(
  turn: Turn,
  pipeline: Pipeline,
  contacts: readonly string[],
): Promise<NonNullable<Pipeline["audience"]>> {
  const now = turn.clock.now();
  const { audience, repository } = pipeline;
  if (audience !== null && !hasExpired(audience, now) && (audience.kind === "team") === repository.private) {
    return audience;
  }
  const shared = await canAnyRead(turn, repository, contacts.flatMap(loginsIn));
  return { kind: shared ? "shared" : "team", readAt: now };
}

function hasExpired({ readAt }: { readonly readAt: Instant }, now: Instant): boolean {
  return readAt <= now - AUDIENCE_HOLDS_MS;
}

function loginsIn(field: string): readonly Login[] {
  return parseContacts(field).contacts.flatMap(({ login }) => login ?? []);
}
