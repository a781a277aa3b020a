import type { JournalLine } from "../../../src/sandbox/contract.ts";
import type { Found } from "../tally.ts";
import type { Sending, Theatre } from "./theatre.ts";

export const BOT = "stagekeeper[bot]";

/** A comment of the App, with the facts of its marker as anybody could read them. */
export interface Said {
  readonly key: string;
  readonly kind: string;
  readonly body: string;
  readonly at: number;
  readonly folded: boolean;
}

/** An issue as it is shown. */
export interface Shown {
  readonly number: number;
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly byApp: boolean;
  readonly said: readonly Said[];
}

/** What is seen from a moment on: the writes applied, the mutations sent, the deliveries acknowledged. */
export interface Mark {
  readonly lines: number;
  readonly sendings: number;
  readonly deliveries: number;
}

/** Now. */
export function mark({ pieces, sendings }: Theatre): Mark {
  return { lines: pieces.journal.length, sendings: sendings.length, deliveries: pieces.dispatcher.begun() };
}

/** Writes of the App that GitHub applied since. */
export function linesSince({ pieces }: Theatre, { lines }: Mark): readonly JournalLine[] {
  return pieces.journal.slice(lines).filter(({ actor }) => actor === BOT);
}

/** Mutations that the App sent since. */
export function sentSince({ sendings }: Theatre, from: Mark): readonly Sending[] {
  return sendings.slice(from.sendings);
}

const ISSUES = `query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) {
  issues(first: 100) { nodes { number id title state author { login } comments(last: 100) { nodes {
    body createdAt isMinimized author { login } } } } } } }`;

interface IssuesAnswer {
  readonly data: {
    readonly repository: {
      readonly issues: {
        readonly nodes: readonly {
          readonly number: number;
          readonly id: string;
          readonly title: string;
          readonly state: string;
          readonly author: { readonly login: string } | null;
          readonly comments: {
            readonly nodes: readonly {
              readonly body: string;
              readonly createdAt: string;
              readonly isMinimized: boolean;
              readonly author: { readonly login: string } | null;
            }[];
          };
        }[];
      };
    };
  };
}

/** Every issue with what the App said in it, without asking the App. */
export function issuesOf({ pieces: { world, seeded } }: Theatre): readonly Shown[] {
  const [owner, name] = seeded.repo.split("/");
  const { body } = world.graphql(world.actorFor(seeded.people.maintainer), {
    query: ISSUES,
    variables: { owner, name },
  });
  return (body as IssuesAnswer).data.repository.issues.nodes.map(({ comments, author, ...issue }) => ({
    ...issue,
    byApp: isApp(author),
    said: comments.nodes.filter((comment) => isApp(comment.author)).map(saidOf),
  }));
}

function isApp(author: { readonly login: string } | null): boolean {
  return author !== null && `${author.login.replace("[bot]", "")}[bot]` === BOT;
}

function saidOf(comment: {
  readonly body: string;
  readonly createdAt: string;
  readonly isMinimized: boolean;
}): Said {
  const written = /<!-- stagekeeper (\{.*?\}) -->/.exec(comment.body)?.[1];
  const { key = "", kind = "" } = (written === undefined ? {} : JSON.parse(written)) as Partial<Said>;
  return { key, kind, body: comment.body, at: Date.parse(comment.createdAt), folded: comment.isMinimized };
}

/** Each text of the App once: by issue and key among its comments, by title among the issues it opened. */
export function onlyOnce(issues: readonly Shown[]): Found {
  const names = [
    ...issues.flatMap(({ number, said }) => said.map(({ key }) => `#${String(number)} ${key}`)),
    ...issues.filter(({ byApp }) => byApp).map(({ title }) => title),
  ];
  const doubled = names.filter((name, index) => names.indexOf(name) !== index);
  return { checked: names.length, violations: doubled.map((name) => `twice: ${name}`) };
}

/** Deliveries that were begun between two moments: after a backup, and before it was restored. */
export interface Unmade {
  readonly from: Mark;
  readonly to: Mark;
}

/** Deliveries that tell of something and were answered 2xx: each one's row is in the inbox, but for what was unmade. */
export async function acknowledged(
  theatre: Theatre,
  from: Mark,
  unmade: readonly Unmade[] = [],
): Promise<Found> {
  const told = theatre.pieces.log.all().filter((delivery) => tells(JSON.parse(delivery.request.body)));
  const since = told.filter(
    ({ id, outcome }) =>
      outcome.code === 200 &&
      isAfter(id, from) &&
      unmade.every((span) => !isAfter(id, span.from) || isAfter(id, span.to)),
  );
  const guids = [...new Set(since.map(({ guid }) => guid))];
  const rows = await theatre.postgres.ask(
    theatre.database,
    "select guid from inbox where guid = any($1::text[])",
    [guids],
  );
  const kept = new Set(rows.map(({ guid }) => guid));
  const lost = guids.filter((guid) => !kept.has(guid));
  return { checked: guids.length, violations: lost.map((guid) => `acknowledged and not kept: ${guid}`) };
}

const FIRST_DELIVERY = 61_000_000_001;

function isAfter(id: number, { deliveries }: Mark): boolean {
  return id > FIRST_DELIVERY + deliveries;
}

/** A person changed a field of a card, or said something: what nobody may call irrelevant. */
function tells(payload: unknown): boolean {
  const { action, sender, projects_v2_item, comment, changes } = payload as Record<string, unknown> & {
    readonly sender?: { readonly login?: string };
    readonly changes?: { readonly field_value?: { readonly field_name?: string } };
  };
  if (sender?.login === BOT) return false;
  if (projects_v2_item !== undefined) return changes?.field_value?.field_name === "Status";
  return comment !== undefined && action === "created";
}

/** What was asked to hold at rest, one judgement each. */
export function holds(checks: readonly (readonly [boolean, string])[]): Found {
  return { checked: checks.length, violations: checks.flatMap(([right, text]) => (right ? [] : [text])) };
}

/** Two judgements of one invariant. */
export function both(one: Found, other: Found): Found {
  return {
    checked: one.checked + other.checked,
    violations: [...one.violations, ...other.violations],
  };
}

/** Mutations go out one at a time, and a second after the one before at the earliest. */
export function serial(sendings: readonly Sending[]): { readonly I12: Found; readonly I15: Found } {
  const pairs = sendings.slice(1).map((next, index) => [sendings[index], next] as const);
  return {
    I12: holds(
      pairs.map(([before, next]) => [
        next.at - (before?.at ?? 0) >= 1_000,
        `${String(next.at - (before?.at ?? 0))} ms after ${String(before?.operation)}: ${next.operation}`,
      ]),
    ),
    I15: holds(
      sendings.map(({ besides, operation }) => [besides === 0, `sent beside another one: ${operation}`]),
    ),
  };
}

/** What was on its way to GitHub when the App died is not sent again within a minute, applied or not. */
export function inDoubt(sendings: readonly Sending[], died: { readonly at: number } | null): Found {
  const lost = died === null ? [] : sendings.filter(({ at }) => at === died.at).slice(-1);
  return holds(
    lost.flatMap((one) => {
      const again = sendings.find((other) => other !== one && other.at >= one.at && sharesWith(one, other));
      const wait = again === undefined ? Infinity : again.at - one.at;
      return [
        [one.applied ? again === undefined : wait >= 60_000, `sent again after ${String(wait)} ms`] as const,
      ];
    }),
  );
}

/** A reaction stands once however often it is given. */
const REACTION = /"content":"[A-Z_]+"/;

function sharesWith(one: Sending, other: Sending): boolean {
  return one.effects.some((effect) => !REACTION.test(effect) && other.effects.includes(effect));
}

/** Nothing of ours is left open, and nobody was given up. */
export async function finished({ postgres, database }: Theatre): Promise<Found> {
  const [rows] = await postgres.ask(
    database,
    `select (select coalesce(string_agg(effect->>'kind' || ' ' || (effect->>'key') || ' ' || state, ', '), '')
             from ledger where state in ('recorded', 'sent')) as open,
            (select count(*)::int from partner where dead) as dead`,
  );
  return holds([
    [rows?.["open"] === "", `not finished: ${String(rows?.["open"])}`],
    [rows?.["dead"] === 0, `${String(rows?.["dead"])} partners were given up`],
  ]);
}
