import { parseContacts, type ContactProblem } from "../../core/partner/contacts.ts";
import type { Login } from "../../core/ids.ts";
import type { Permission } from "../../core/partner/partner.ts";
import { faultIf, type Diagnosis } from "./diagnosis.ts";
import type { Check, Observed, ProgrammeSeen } from "./observed.ts";

/** Who is named, who can read, who may let a refused move through. */
export const checkPeople: Check = (observed) => {
  const { programme } = observed;
  if (programme === null) return [];
  return [
    ...team(programme),
    ...away(programme, observed.today),
    ...overriders(programme),
    ...audience(observed, programme),
    ...contacts(programme),
  ];
};

const WRITERS: readonly Permission[] = ["write", "maintain", "admin"];

function team({ playbook: { lead }, people }: ProgrammeSeen): readonly Diagnosis[] {
  if (lead === null)
    return [
      {
        ...{ code: "lead-missing", level: "advice" },
        what: "The playbook names no lead: reminders that nobody answers go no further, and capacity is told to nobody.",
        fix: "Add `lead: LOGIN` to the playbook.",
      },
    ];
  return faultIf(!canWrite(people, lead), {
    code: "lead-without-access",
    what: `The lead @${lead} cannot write in the repository.`,
    fix: "Give them write access, or name somebody else.",
  });
}

function away({ playbook, people }: ProgrammeSeen, today: Observed["today"]): readonly Diagnosis[] {
  return playbook.away.flatMap(({ login, until, cover }) => [
    ...faultIf(!canWrite(people, cover), {
      code: "cover-without-access",
      what: `@${cover}, who covers for @${login}, cannot write in the repository.`,
      fix: "Give them write access, or name somebody else.",
    }),
    ...(until < today
      ? [
          {
            ...{ code: "away-over", level: "advice" as const },
            what: `@${login} was away until ${until}.`,
            fix: "Remove the entry from `away`.",
          },
        ]
      : []),
  ]);
}

function overriders({ playbook: { override }, people, team: readable }: ProgrammeSeen): readonly Diagnosis[] {
  const lacking = override.logins.filter((login) => !canWrite(people, login));
  const nobody = override.logins.length === 0 && override.team === null && !override.maintainers;
  return [
    ...lacking.flatMap((login) =>
      faultIf(true, {
        code: "overrider-without-access",
        what: `@${login} may override by the playbook, but cannot write in the repository: commands count from people who can.`,
        fix: "Give them write access, or take them out.",
      }),
    ),
    ...faultIf(readable === false, {
      code: "override-team-unknown",
      what: `The team ${override.team ?? ""} cannot be read: nobody may override as its member.`,
      fix: "Correct `override.team` (ORGANISATION/TEAM), and give the App the permission Members: read.",
    }),
    ...faultIf(nobody, {
      code: "nobody-may-override",
      what: "Nobody may let a refused move through.",
      fix: "Name logins, a team or `maintainers: true` under `override`.",
    }),
  ];
}

/** Who reads along decides what is written: internal criteria stay out of a shared repository. */
function audience({ repository }: Observed, { cards, people }: ProgrammeSeen): readonly Diagnosis[] {
  if (repository.visibility !== "private")
    return faultIf(true, {
      code: "repository-public",
      what: `The repository is ${repository.visibility}: its audience is shared. Internal criteria and reasons are not written there, and there is no dashboard.`,
      fix: "Make it private, if partners are not meant to read along.",
    });
  const readers = cards
    .flatMap(({ contact }) => parseContacts(contact ?? "").contacts)
    .flatMap(({ login }) =>
      login !== null && (people.get(login) ?? "none") !== "none" ? [`@${login}`] : [],
    );
  const names = [...new Set(readers)].join(", ");
  return names === ""
    ? []
    : faultIf(true, {
        code: "contact-can-read",
        what: `The audience is shared: ${names} can read the repository and is a partner's contact. Internal criteria and reasons are not written there, and there is no dashboard.`,
        fix: "Take their access away and use `sync.repository` for what they may read, or leave it so on purpose.",
      });
}

const PROBLEMS: Readonly<Record<ContactProblem["kind"], string>> = {
  "e-mail": "is an e-mail address, which is never used or repeated",
  "no-login": "has no @login, so nobody can be mentioned",
  "bad-login": "is no login of GitHub",
  twice: "stands there twice",
  "too-many": "is one too many: at most five are mentioned",
};

function contacts({ cards }: ProgrammeSeen): readonly Diagnosis[] {
  return cards.flatMap(({ contact, number, title }) =>
    parseContacts(contact ?? "").problems.map(({ kind, text }): Diagnosis => ({
      ...{ code: `contact-${kind}`, level: "advice" },
      what: `#${String(number)} ${title}: in Primary contact, ${text === "" ? "something" : `“${text}”`} ${PROBLEMS[kind]}.`,
      fix: "Write it as `Name @login, Name @login`.",
    })),
  );
}

function canWrite(people: ReadonlyMap<Login, Permission>, login: Login): boolean {
  return WRITERS.includes(people.get(login) ?? "none");
}
