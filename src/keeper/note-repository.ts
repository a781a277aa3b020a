import type { Partner } from "../core/partner/partner.ts";
import type { Situation } from "../core/situation.ts";
import { sameLogin } from "../core/ids.ts";
import type { Instant } from "../core/time/time.ts";
import type { OwnIssue, Repository } from "./github.ts";
import type { Scene, Turn } from "./keeper.ts";
import type { Seen } from "./look.ts";

const KEPT_MS = 3_600_000;
const NAME = /^\s*(?:https:\/\/[^/\s]+\/)?([A-Za-z0-9][A-Za-z0-9-]*)\/([A-Za-z0-9_.-]+?)(?:\.git)?\/?\s*$/;

interface Kept {
  readonly repository: Repository | null;
  readonly until: Instant;
}

/** By installation and name: asked for once an hour at most. */
const known = new WeakMap<object, Map<string, Kept>>();

/** Where a partner's sync notes go: its own field, else the playbook's repository, else where the partner is. */
export async function noteRepositoryOf(
  turn: Turn,
  scene: Scene,
  partner: Partner,
): Promise<Situation["noteRepository"]> {
  const repository = await homeOfNotes(turn, scene, partner);
  return repository === null
    ? null
    : { id: repository.id, own: repository.id === scene.pipeline.repository.id };
}

/**
 * What we opened where an opening is in doubt: whether it took place shows there, whatever became of its parent.
 * Null: that cannot be found out. Nothing is asked when nothing is in doubt.
 */
export async function openedInDoubt(
  turn: Turn,
  scene: Scene,
  { seen, partner }: { readonly seen: Pick<Seen, "memory">; readonly partner: Partner },
): Promise<readonly OwnIssue[] | null> {
  const doubtful = seen.memory.open.find(
    ({ effect, sentAt }) => effect.kind === "open-issue" && sentAt !== null,
  );
  if (doubtful?.effect.kind !== "open-issue") return [];
  const { repository: id } = doubtful.effect;
  const home = await homeOfNotes(turn, scene, partner);
  const repository = [scene.pipeline.repository, home].find((known) => known?.id === id) ?? null;
  return repository === null ? null : turn.github.ownIssues(repository);
}

async function homeOfNotes(turn: Turn, scene: Scene, partner: Partner): Promise<Repository | null> {
  const here = scene.pipeline.repository;
  const named = fieldOf(partner) ?? scene.playbook.sync?.repository ?? null;
  if (named === null) return here;
  const { owner, name } = repositoryIn(named) ?? { owner: "", name: "" };
  return sameLogin(owner, here.owner) ? namedRepository(turn, owner, name) : null;
}

/** The repository that a text names as `organisation/name` or by its address; null: none. */
export function repositoryIn(text: string): { readonly owner: string; readonly name: string } | null {
  const [, owner, name] = NAME.exec(text) ?? [];
  return owner === undefined || name === undefined ? null : { owner, name };
}

function fieldOf({ card }: Partner): string | null {
  const field = card?.fields["sharedRepository"];
  return field?.kind === "text" && field.text.trim() !== "" ? field.text : null;
}

async function namedRepository(turn: Turn, owner: string, name: string): Promise<Repository | null> {
  const shelf = known.get(turn.github) ?? new Map<string, Kept>();
  known.set(turn.github, shelf);
  const key = `${owner}/${name}`.toLowerCase();
  const kept = shelf.get(key);
  if (kept !== undefined && kept.until > turn.clock.now()) return kept.repository;
  const repository = await turn.github.repositoryNamed(owner, name);
  shelf.set(key, { repository, until: (turn.clock.now() + KEPT_MS) as Instant });
  return repository;
}
