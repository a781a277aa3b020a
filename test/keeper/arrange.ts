import type { InstallationId, Login, OptionId } from "../../src/core/ids.ts";
import type { Instant } from "../../src/core/time/time.ts";
import { AppError, type Failure } from "../../src/keeper/failure.ts";
import type { GithubApp } from "../../src/keeper/github.ts";
import type { Delivery } from "../../src/keeper/inbox.ts";
import type { Keeper } from "../../src/keeper/keeper.ts";
import type { Log } from "../../src/keeper/log.ts";
import type { Meter } from "../../src/keeper/meter.ts";
import { takeTurn } from "../../src/keeper/take-turn.ts";
import type { TestDatabase } from "../support/database.ts";
import { aFakeGithub, columnId } from "../support/fake-github.ts";
import type { FakeCard, FakeGithub } from "../support/fake-shape.ts";
import { aClock, type ManualClock } from "../support/manual-clock.ts";

/** A keeper on real PostgreSQL, with GitHub and the clock in our hands. */
export interface Office {
  readonly github: FakeGithub;
  readonly clock: ManualClock;
  readonly keeper: Keeper;
  readonly database: TestDatabase;
  readonly logged: { readonly level: string; readonly event: string; readonly fields: object }[];
  readonly passes: string[];
  readonly apps: { installations: Awaited<ReturnType<GithubApp["installations"]>>; redelivered: number[] };
  /** Takes turns while anything is due, at most `most`. */
  readonly work: (most?: number) => Promise<void>;
  /** Takes turns, letting time pass to whatever falls due within `milliseconds`. */
  readonly live: (milliseconds: number) => Promise<void>;
  /** A person moves a card, and GitHub tells us. */
  readonly moved: (card: FakeCard, column: string | null) => Promise<void>;
  /** GitHub tells of a move, whatever the board says. */
  readonly tell: (card: FakeCard, change: { from?: string | null; to?: string | null }) => Promise<void>;
  /** Kinds of the journal of a card's partner, in order. */
  readonly journal: (card: FakeCard) => Promise<readonly string[]>;
}

const installation = "42" as InstallationId;
const account = "northwind";

/** A keeper whose board was adopted already, with these cards on it. */
export async function anOffice(
  databases: () => Promise<TestDatabase>,
  prepare: (github: FakeGithub) => void = () => undefined,
): Promise<Office> {
  const database = await databases();
  const clock = aClock();
  const github = aFakeGithub(clock);
  prepare(github);
  const logged: Office["logged"] = [];
  const passes: string[] = [];
  const apps: Office["apps"] = {
    installations: [{ id: installation, account, suspended: false }],
    redelivered: [],
  };
  const keeper = aKeeper({ database, clock, github, logged, passes, apps });
  await database.store.knowInstallations(apps.installations, clock.now());
  const office = officeOf({ database, clock, github, logged, passes, apps, keeper });
  await office.work();
  clock.advance(minutes(1));
  github.calls.length = 0;
  passes.length = 0;
  logged.length = 0;
  return office;
}

type Parts = Pick<Office, "database" | "clock" | "github" | "logged" | "passes" | "apps">;

function aKeeper({ database, clock, github, logged, passes, apps }: Parts): Keeper {
  return {
    ...{ store: withoutDashboard(database.store), clock, told: new Map(), random: () => 0.5 },
    log: logTo(logged),
    meter: { ...silentMeter, pass: (outcome) => passes.push(outcome) },
    app: {
      self: () => Promise.resolve("stagekeeper[bot]" as Login),
      installations: () => Promise.resolve(apps.installations),
      as: () => github.port,
      failedDeliveries: () => Promise.resolve([{ id: 1, guid: "lost-1" }]),
      redeliver: (id) => {
        apps.redelivered.push(id);
        return Promise.resolve();
      },
    },
  };
}

/** These tests count what passes and sweeps ask and write: the dashboard has scenarios of its own. */
function withoutDashboard(store: Keeper["store"]): Keeper["store"] {
  return {
    ...store,
    claim: async (now) => {
      const claim = await store.claim(now);
      return claim && { ...claim, dashboardDue: () => Promise.resolve() };
    },
  };
}

function officeOf(parts: Parts & { readonly keeper: Keeper }): Office {
  const { database, clock, keeper } = parts;
  let guid = 0;
  const work = async (most = 50): Promise<void> => {
    for (let turns = 0; turns < most; turns += 1) {
      const claim = await keeper.store.claim(clock.now());
      if (claim === null) return;
      await takeTurn(keeper, claim, { stop: new AbortController().signal, pauses: new Map() });
    }
    throw new Error(`still due after ${most} turns`);
  };
  const tell: Office["tell"] = async (card, { from, to }) => {
    guid += 1;
    await database.inbox.remember({
      ...{ guid: `guid-${guid}`, event: "projects_v2_item", action: "edited", installation },
      ...{ receivedAt: clock.now(), sender: { login: "tom" as Login, bot: false }, own: false },
      about: {
        ...{ kind: "card", project: "PVT_1", card: card.card, issue: card.issue, field: "field-status" },
        from: optionOf(from),
        to: optionOf(to),
      } as Delivery["about"],
    });
  };
  return {
    ...parts,
    work,
    live: async (milliseconds) => {
      const end = clock.now() + milliseconds;
      for (let next = await database.store.nextDue(); next !== null && next <= end;) {
        clock.advance(Math.max(0, next - clock.now()));
        await work();
        next = await database.store.nextDue();
      }
      clock.advance(Math.max(0, end - clock.now()));
    },
    tell,
    moved: async (card, column) => {
      const from = card.column;
      parts.github.move(card, column);
      await tell(card, { from, to: column });
    },
    journal: async ({ issue }) => {
      const rows = await database.sql(
        "select j.kind from journal j join partner t on t.id = j.partner where t.issue = $1 order by j.id",
        [issue],
      );
      return rows.map(({ kind }) => String(kind));
    },
  };
}

function optionOf(column: string | null | undefined): OptionId | null | undefined {
  return typeof column === "string" ? columnId(column) : column;
}

/** An error as the adapter throws it. */
export function anError(failure: Failure, code = `test/${failure.kind}`): AppError {
  return new AppError(code, failure, { message: code });
}

export function seconds(count: number): number {
  return count * 1_000;
}

export function minutes(count: number): number {
  return count * 60_000;
}

export function later(clock: ManualClock, milliseconds: number): Instant {
  return (clock.now() + milliseconds) as Instant;
}

function logTo(logged: Office["logged"]): Log {
  const write =
    (level: string) =>
    (fields: object, event: string): void => {
      logged.push({ level, event, fields });
    };
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}

const ignore = (): void => undefined;
const silentMeter: Meter = {
  ...{ pass: ignore, effect: ignore, sweep: ignore, limited: ignore },
  ...{ failure: ignore, redelivered: ignore, trouble: ignore },
};
