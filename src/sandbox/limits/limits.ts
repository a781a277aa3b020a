import type { Now } from "../contract.ts";

/** GitHub counts its REST and GraphQL APIs apart. */
export type Resource = "core" | "graphql";

/** What a request would use up. */
export interface LimitAsk {
  readonly actor: string;
  /** Secondary limits bind Apps only: people's tokens also stand for people at the web page. */
  readonly secondary: boolean;
  readonly resource: Resource;
  /** Points of the secondary limit: 1 to read, 5 to write. */
  readonly points: number;
  /** Comments, issues and drafts it creates. */
  readonly contents: number;
}

type LimitVerdict =
  | { readonly kind: "admitted" }
  | { readonly kind: "primary" }
  | { readonly kind: "secondary"; readonly retryAfter: number; readonly because: SecondaryLimit };

export type SecondaryLimit = "concurrent" | "points" | "content-minute" | "content-hour";

export interface PrimaryState {
  readonly limit: number;
  readonly remaining: number;
  readonly used: number;
  /** ms since the epoch, virtual. */
  readonly resetAt: number;
}

/** GitHub's published limits; a test may tighten them. */
export interface LimitNumbers {
  readonly pointsPerHour: number;
  readonly concurrent: number;
  readonly graphqlPointsPerMinute: number;
  readonly restPointsPerMinute: number;
  readonly contentPerMinute: number;
  readonly contentPerHour: number;
}

export const githubLimits: LimitNumbers = {
  pointsPerHour: 5000,
  concurrent: 100,
  graphqlPointsPerMinute: 2000,
  restPointsPerMinute: 900,
  contentPerMinute: 80,
  contentPerHour: 500,
};

/** Rate limits by virtual time, each actor for itself. */
export interface Limits {
  /** Whether the request may go on; an admitted one counts as running until `done`. */
  admit(ask: LimitAsk): LimitVerdict;
  /** The request was answered and cost so much of the primary limit. */
  done(ask: LimitAsk, cost: number): void;
  primary(actor: string, resource: Resource): PrimaryState;
}

interface Account {
  running: number;
  readonly primary: Record<Resource, { used: number; resetAt: number }>;
  readonly points: Record<Resource, Spending>;
  readonly contents: Spending;
}

const MINUTE = 60_000;
const HOUR = 3_600_000;

/** Limits with nothing spent. */
export function createLimits(now: Now, numbers: LimitNumbers = githubLimits): Limits {
  const accounts = new Map<string, Account>();

  const accountOf = (actor: string): Account => {
    const known = accounts.get(actor);
    if (known !== undefined) return known;
    const fresh = openAccount();
    accounts.set(actor, fresh);
    return fresh;
  };
  const windowOf = (actor: string, resource: Resource): { used: number; resetAt: number } => {
    const window = accountOf(actor).primary[resource];
    if (now() >= window.resetAt) Object.assign(window, { used: 0, resetAt: now() + HOUR });
    return window;
  };

  return {
    admit: (ask) => {
      const account = accountOf(ask.actor);
      if (windowOf(ask.actor, ask.resource).used >= numbers.pointsPerHour) return { kind: "primary" };
      const hit = ask.secondary ? exceeded(account, { ask, numbers, now: now() }) : null;
      if (hit !== null) return hit;
      account.running += 1;
      account.points[ask.resource].spend(ask.points, now());
      account.contents.spend(ask.contents, now());
      return { kind: "admitted" };
    },
    done: (ask, cost) => {
      accountOf(ask.actor).running -= 1;
      windowOf(ask.actor, ask.resource).used += cost;
    },
    primary: (actor, resource) => {
      const { used, resetAt } = windowOf(actor, resource);
      return {
        limit: numbers.pointsPerHour,
        remaining: Math.max(0, numbers.pointsPerHour - used),
        used,
        resetAt,
      };
    },
  };
}

function openAccount(): Account {
  return {
    running: 0,
    primary: { core: { used: 0, resetAt: 0 }, graphql: { used: 0, resetAt: 0 } },
    points: { core: createSpending(), graphql: createSpending() },
    contents: createSpending(),
  };
}

function exceeded(
  account: Account,
  { ask, numbers, now }: { ask: LimitAsk; numbers: LimitNumbers; now: number },
): LimitVerdict | null {
  if (account.running >= numbers.concurrent)
    return { kind: "secondary", retryAfter: 1, because: "concurrent" };
  const perMinute = ask.resource === "graphql" ? numbers.graphqlPointsPerMinute : numbers.restPointsPerMinute;
  const waits: readonly (readonly [SecondaryLimit, number])[] = [
    [
      "points",
      account.points[ask.resource].wait({ amount: ask.points, most: perMinute, within: MINUTE, now }),
    ],
    ["content-minute", wait(account, ask, { most: numbers.contentPerMinute, within: MINUTE, now })],
    ["content-hour", wait(account, ask, { most: numbers.contentPerHour, within: HOUR, now })],
  ];
  const [because, ms] = waits.reduce((longest, next) => (next[1] > longest[1] ? next : longest));
  return ms > 0 ? { kind: "secondary", retryAfter: Math.ceil(ms / 1000), because } : null;
}

function wait(
  account: Account,
  ask: LimitAsk,
  rule: { readonly most: number; readonly within: number; readonly now: number },
): number {
  return ask.contents === 0 ? 0 : account.contents.wait({ amount: ask.contents, ...rule });
}

/** What was spent in the last hour, to be summed over windows that slide. */
interface Spending {
  spend(amount: number, now: number): void;
  /** ms until `amount` fits under `most` within the window; 0: it fits now. */
  wait(rule: {
    readonly amount: number;
    readonly most: number;
    readonly within: number;
    readonly now: number;
  }): number;
}

function createSpending(): Spending {
  let spent: { readonly at: number; readonly amount: number }[] = [];
  return {
    spend: (amount, now) => {
      if (amount === 0) return;
      if ((spent[0]?.at ?? now) <= now - 2 * HOUR) spent = spent.filter(({ at }) => at > now - HOUR);
      spent.push({ at: now, amount });
    },
    wait: ({ amount, most, within, now }) => {
      let free = most;
      for (const past of spent.toReversed()) {
        if (past.at <= now - within) return 0;
        free -= past.amount;
        if (free < amount) return past.at + within - now;
      }
      return 0;
    },
  };
}
