import { sameLogin } from "../../core/ids.ts";
import type { Playbook } from "../../core/playbook/playbook.ts";
import type { GithubReader } from "../../github/reader.ts";
import type { SetUpGithub, WholeProjectSeen } from "../../github/set-up.ts";
import type { Repository } from "../../keeper/github.ts";
import { repositoryIn } from "../../keeper/note-repository.ts";
import type { NoteHome } from "./observed.ts";

interface Named {
  readonly repository: Repository;
  readonly playbook: Playbook;
}

/** Reads where playbook and cards send sync notes, and whether that leads anywhere. */
export async function noteHomes(
  { repository, playbook }: Named,
  project: WholeProjectSeen | null,
  { setUp, reader }: { readonly setUp: SetUpGithub; readonly reader: GithubReader },
): Promise<readonly NoteHome[]> {
  const named = playbook.sync?.repository ?? null;
  const field = playbook.fields["sharedRepository"]?.name;
  const unasked = playbook.sync === null || project === null || field === undefined;
  const texts = unasked ? [] : await setUp.cardTexts(project, field);
  const homes: Omit<NoteHome, "state">[] = [
    ...(named === null ? [] : [{ named, cards: null }]),
    ...[...new Set(texts.map(({ text }) => text))].map((text) => ({
      named: text,
      cards: texts.filter((each) => each.text === text).map(({ number }) => number),
    })),
  ];
  const found: NoteHome[] = [];
  for (const home of homes) found.push({ ...home, state: await stateOf(home.named, repository, reader) });
  return found;
}

async function stateOf(text: string, partners: Repository, reader: GithubReader): Promise<NoteHome["state"]> {
  const named = repositoryIn(text);
  if (named === null) return "no-name";
  if (!sameLogin(named.owner, partners.owner)) return "other-organisation";
  return (await reader.repositoryNamed(named.owner, named.name)) === null ? "unreadable" : "fine";
}
