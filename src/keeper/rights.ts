import type { History } from "../core/history/history.ts";
import { type Login, sameLogin } from "../core/ids.ts";
import type { Comment, Hint, Partner, Rights } from "../core/partner/partner.ts";
import { bodyCounts } from "../core/partner/people.ts";
import type { Playbook } from "../core/playbook/playbook.ts";
import { classify } from "./failure.ts";
import type { Turn } from "./keeper.ts";
import type { Repository } from "./github.ts";

const DAY = 86_400_000;
const commandLine = /^[ \t]{0,3}\/[a-z]/im;

export interface RightsRequest {
  readonly partner: Partner;
  readonly history: History;
  readonly hints: readonly Hint[];
  readonly playbook: Playbook;
  readonly repository: Repository;
}

/**
 * The rights of everybody who matters to a look: who wrote the body (a day old at most), who gives commands
 * (read live), and who is assigned where the author may not write.
 */
export async function readRights(turn: Turn, request: RightsRequest): Promise<Partner["rights"]> {
  const { repository, partner, playbook } = request;
  const found: Record<string, Rights> = {};
  for (const login of authors(partner)) found[login] = await cachedRights(turn, repository, login);
  for (const login of commanders(request)) {
    found[login] = await liveRights(turn, { repository, login, team: playbook.override.team });
  }
  const known = { ...partner, rights: found };
  if (request.history.onRecord || partner.issue === null || bodyCounts(known)) return found;
  for (const login of partner.issue.assignees) found[login] ??= await cachedRights(turn, repository, login);
  return found;
}

/** Who wrote what is read: the issue's body, and the sync notes. */
function authors({ issue, notes = [] }: Partner): readonly Login[] {
  const writers = notes.flatMap(({ editor, comments }) => [editor, ...comments.map(({ author }) => author)]);
  const logins = [issue?.author ?? null, ...writers].flatMap((person) =>
    person === null || person.bot ? [] : person.login,
  );
  return logins.filter((login, index) => logins.findIndex((other) => sameLogin(other, login)) === index);
}

/** Rights as of the last day; read now when they are not known. */
export async function cachedRights(turn: Turn, repository: Repository, login: Login): Promise<Rights> {
  const known = await turn.claim.rights(repository.id, login);
  if (known !== null && known.readAt > turn.clock.now() - DAY) return known;
  return liveRights(turn, { repository, login, team: null });
}

interface LiveRead {
  readonly repository: Repository;
  readonly login: Login;
  readonly team: string | null;
}

async function liveRights(turn: Turn, { repository, login, team }: LiveRead): Promise<Rights> {
  const permission = await turn.github.permission(repository, login);
  const overrider = team !== null && (await turn.github.memberOf(team, login));
  await turn.claim.saveRights(repository.id, login, { permission, overrider, readAt: turn.clock.now() });
  return { permission, overrider };
}

/** Everybody with an unanswered line that starts with `/`. */
function commanders({ partner, history, hints }: RightsRequest): readonly Login[] {
  const written = (partner.issue?.comments ?? []).filter((comment) => mayCommand(comment, history));
  const told = hints.flatMap((hint) => (hint.kind === "comment" && hint.command !== null ? hint : []));
  const open = told.filter(({ comment }) => !history.answered.has(comment));
  const people = [...written, ...open].flatMap(({ author }) => author ?? []).filter(({ bot }) => !bot);
  const logins = people.map(({ login }) => login);
  return logins.filter((login, index) => logins.findIndex((other) => sameLogin(other, login)) === index);
}

function mayCommand(comment: Comment, history: History): boolean {
  return !comment.ours && !history.answered.has(comment.id) && commandLine.test(comment.body);
}

/** Whether any of these people can read the repository; what cannot be found out counts as yes. */
export async function canAnyRead(
  turn: Turn,
  repository: Repository,
  logins: readonly Login[],
): Promise<boolean> {
  if (!repository.private) return true;
  for (const login of logins) {
    if (await canRead(turn, repository, login)) return true;
  }
  return false;
}

async function canRead(turn: Turn, repository: Repository, login: Login): Promise<boolean> {
  try {
    return (await cachedRights(turn, repository, login)).permission !== "none";
  } catch (error) {
    if (classify(error).kind === "permanent") return true;
    throw error;
  }
}
