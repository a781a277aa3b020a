import { dayOf } from "../../core/time/zone.ts";
import type { Login } from "../../core/ids.ts";
import { parseContacts } from "../../core/partner/contacts.ts";
import type { Permission } from "../../core/partner/partner.ts";
import { parsePlaybook } from "../../core/playbook/parse.ts";
import type { ParsedPlaybook, Playbook } from "../../core/playbook/playbook.ts";
import type { Instant } from "../../core/time/time.ts";
import type { GithubReader } from "../../github/reader.ts";
import type { RepositorySeen, SetUpGithub } from "../../github/set-up.ts";
import type { BoardPage, Repository } from "../../keeper/github.ts";
import { repositoryIn } from "../../keeper/note-repository.ts";
import { CommandError } from "../console.ts";
import { FORM_PATH, PLAYBOOK_PATH } from "../init/files.ts";
import { noteHomes } from "./note-homes.ts";
import type { LookAtApp, Observed, ProgrammeSeen } from "./observed.ts";

export interface Observing {
  readonly owner: string;
  readonly repo: string;
  readonly now: Instant;
}

/** What is observed with. */
export interface Instruments {
  readonly setUp: SetUpGithub;
  readonly reader: GithubReader;
  /** Null: the App's own settings were not handed in. */
  readonly app: LookAtApp | null;
}

/** Reads everything that a diagnosis needs; writes nothing. Throws `CommandError` without a repository. */
export async function observe(
  { owner, repo, now }: Observing,
  { setUp, reader, app }: Instruments,
): Promise<Observed> {
  const files = [PLAYBOOK_PATH, FORM_PATH] as const;
  const ground = await setUp.ground(owner, repo, { project: null, files });
  const repository = await reader.repositoryNamed(owner, repo);
  if (ground === null || repository === null)
    throw new CommandError(`There is no repository ${owner}/${repo} that your token may read.`);
  const file = playbookIn(ground.repository);
  const playbook = file?.kind === "playbook" ? file.playbook : null;
  const boardless = playbook === null || ground.repository.owner.kind === "user";
  const programme = boardless ? null : await observeProgramme({ repository, playbook }, { setUp, reader });
  return {
    ...{ repository: ground.repository, file, programme },
    app: app === null ? null : await app(otherRepositories(programme)),
    today: dayOf(now, playbook?.timeZone ?? "UTC"),
  };
}

/** Where sync notes send the App besides the repository with the partner issues. */
function otherRepositories(programme: ProgrammeSeen | null): readonly string[] {
  const names = (programme?.notes ?? []).flatMap(({ named }) => {
    const repository = repositoryIn(named);
    return repository === null ? [] : [`${repository.owner}/${repository.name}`];
  });
  return [...new Set(names)];
}

function playbookIn({ files: [text] }: RepositorySeen): ParsedPlaybook | null {
  return typeof text === "string" ? parsePlaybook(text) : null;
}

interface Named {
  readonly repository: Repository;
  readonly playbook: Playbook;
}

async function observeProgramme(
  { repository, playbook }: Named,
  { setUp, reader }: Pick<Instruments, "setUp" | "reader">,
): Promise<ProgrammeSeen> {
  const pages = await boardPages({ repository, playbook }, reader);
  const cards = pages.flatMap((page) => page.cards);
  const files = [PLAYBOOK_PATH, FORM_PATH] as const;
  const whole = await setUp.ground(repository.owner, repository.name, { project: playbook.project, files });
  const project = whole?.project ?? null;
  const people = new Map<Login, Permission>();
  for (const login of everybody(playbook, cards))
    people.set(login, await reader.permission(repository, login));
  return {
    ...{ playbook, cards, people, project },
    offBoard: (pages[0]?.labelled ?? []).filter(({ onBoard }) => !onBoard),
    team: playbook.override.team === null ? null : await setUp.teamExists(playbook.override.team),
    notes: await noteHomes({ repository, playbook }, project, { setUp, reader }),
  };
}

/** Reads every page of a board, contacts included. */
async function boardPages(
  { repository, playbook }: Named,
  reader: GithubReader,
): Promise<readonly BoardPage[]> {
  const contactField = playbook.fields["primaryContact"]?.name;
  const pages: BoardPage[] = [];
  let after: string | null = null;
  do {
    const page: BoardPage = await reader.board({
      ...{ repository, project: playbook.project, after },
      label: playbook.labels["partner"] ?? "",
      statusField: playbook.fields["status"]?.name ?? "Status",
      ...(contactField === undefined ? {} : { contactField }),
    });
    pages.push(page);
    after = page.next;
  } while (after !== null);
  return pages;
}

function everybody({ lead, override, away }: Playbook, cards: ProgrammeSeen["cards"]): ReadonlySet<Login> {
  const contacts = cards.flatMap(({ contact }) => parseContacts(contact ?? "").contacts);
  return new Set([
    ...(lead === null ? [] : [lead]),
    ...override.logins,
    ...away.map(({ cover }) => cover),
    ...contacts.flatMap(({ login }) => login ?? []),
  ]);
}
