import { DateTime } from "luxon";
import { setTimeout } from "node:timers/promises";
import { handsOf } from "../../../src/sandbox/demo/hands.ts";
import type { Sandbox } from "../../../src/sandbox/sandbox.ts";
import { startSandbox } from "../../../src/sandbox/start.ts";
import { playbookLines, type Event, type Setting, type When } from "../life/act.ts";
import type { Chance } from "../life/chance.ts";
import type { Posted } from "../read-posted.ts";
import { peopleOf, type People } from "./people.ts";

export interface Programme {
  readonly setting: Setting;
  readonly from: string;
  readonly until: string;
  /** What happens in each partner's life. */
  readonly lives: readonly (readonly Event[])[];
  readonly chance: Chance;
  readonly onDay?: (day: string) => void;
}

export interface Played {
  /** For each partner, what the App wrote. */
  readonly posted: readonly (readonly Posted[])[];
  readonly kills: number;
  readonly lost: number;
  readonly doubled: number;
}

/** So long after a webhook was lost, the sweeps have found out. */
const SWEPT = "PT17M";

/** Plays all lives on one board: GitHub over HTTP, the App as a process that is killed now and then. */
export async function play(programme: Programme): Promise<Played> {
  const { setting, from } = programme;
  const base = DateTime.fromISO(`${from}T00:00`, { zone: setting.zone }).minus({ hours: 6 }).toMillis();
  const sandbox = await startSandbox({ base, logLevel: "warn" });
  try {
    await makeRoom(sandbox, setting);
    const people = programme.lives.map((_life, index) => peopleOf(sandbox, `Partner ${String(index + 1)}`));
    const faults = [
      sandbox.addFault({ kind: "drop", chance: 0.03, count: null, seed: 11 }),
      sandbox.addFault({ kind: "drop", chance: 0.03, count: null, seed: 12, logged: false }),
      sandbox.addFault({ kind: "duplicate", chance: 0.05, count: null, seed: 13 }),
    ];
    const kills = await live(programme, sandbox, people);
    const fired = faults.map(({ id }) => sandbox.faults().find((one) => one.id === id)?.fired.length ?? 0);
    const [seen = 0, unseen = 0, doubled = 0] = fired;
    const posted = people.map((one, index) =>
      postedTo(sandbox, { issue: one.issue(), index, zone: setting.zone }),
    );
    return { posted, kills, lost: seen + unseen, doubled };
  } finally {
    await sandbox.stop();
  }
}

/** The seeded partners leave, and the playbook file is the setting's. */
async function makeRoom(sandbox: Sandbox, setting: Setting): Promise<void> {
  const { repo, project } = sandbox.address;
  const text = `extends: design-partner\nproject: ${String(project)}\n${playbookLines(setting)}`;
  sandbox.world.scene.putFile({ repository: repo, path: ".github/stagekeeper.yml", text });
  const tomas = handsOf(sandbox.address, sandbox.login.member, sandbox.address.tokens.member);
  for (const { number } of await tomas.board()) await tomas.comment(number, "/exit declined");
  await sandbox.settle();
  await sandbox.turnClock({ advance: "PT1H" });
  await sandbox.settle();
}

async function live(programme: Programme, sandbox: Sandbox, people: readonly People[]): Promise<number> {
  let kills = 0;
  const { chance, setting } = programme;
  const dies = async (doing: () => Promise<unknown>): Promise<void> => {
    await doing();
    if (chance.percent(2)) {
      kills += 1;
      await setTimeout(chance.between(0, 120));
      await sandbox.killApp();
      await sandbox.startApp();
    }
    await sandbox.settle();
  };
  for (const { when, act, partner } of timetable(programme)) {
    if (when.endsWith("T09:00")) programme.onDay?.(when.slice(0, 10));
    await dies(() => clockTo(sandbox, when, setting.zone));
    if (act === null) continue;
    const before = lossesOf(sandbox);
    await dies(() => people[partner]?.does(act) ?? Promise.resolve());
    if (lossesOf(sandbox) > before) {
      await sandbox.turnClock({ advance: SWEPT });
      await sandbox.settle();
    }
  }
  return kills;
}

interface Step {
  readonly when: When;
  readonly act: Event["act"] | null;
  readonly partner: number;
}

/** All acts of all partners, and the hour of reminders of every day, in order. */
function timetable({ lives, from, until }: Programme): readonly Step[] {
  const acts = lives.flatMap((events, partner) => events.map((event): Step => ({ ...event, partner })));
  const days: Step[] = [];
  for (let day = DateTime.fromISO(from); day.toFormat("yyyy-MM-dd") < until; day = day.plus({ days: 1 }))
    for (const hour of ["T00:00", "T09:00"])
      days.push({ when: `${day.toFormat("yyyy-MM-dd")}${hour}`, act: null, partner: -1 });
  return [...acts, ...days].sort((a, b) => (a.when < b.when ? -1 : 1));
}

/** A few seconds past the minute: what is due then is due. */
async function clockTo(sandbox: Sandbox, when: When, zone: string): Promise<void> {
  const to = DateTime.fromISO(when, { zone }).toMillis() + 5_000;
  const ms = to - Date.parse(sandbox.clock().now);
  if (ms > 0) await sandbox.turnClock({ advance: `PT${String(ms / 1000)}S` });
}

function lossesOf(sandbox: Sandbox): number {
  return sandbox
    .faults()
    .filter(({ order }) => order.kind === "drop")
    .reduce((sum, { fired }) => sum + fired.length, 0);
}

interface Whose {
  readonly issue: number | null;
  readonly index: number;
  readonly zone: string;
}

/** From the journal of writes: what the App wrote in the partner's issue and in its sync notes. */
function postedTo(sandbox: Sandbox, { issue, index, zone }: Whose): readonly Posted[] {
  const { world, address } = sandbox;
  const own = `${address.repo}#${String(issue)}`;
  const title = ` with Partner ${String(index + 1)}: `;
  const notes = new Set<string>();
  return sandbox.journal().flatMap(({ at, actor, detail }): readonly Posted[] => {
    if (actor !== "stagekeeper[bot]") return [];
    const day = DateTime.fromISO(at, { zone }).toFormat("yyyy-MM-dd");
    const where = typeof detail["issue"] === "string" ? detail["issue"] : "";
    if (typeof detail["comment"] === "string" && (where === own || notes.has(where)))
      return [{ day, on: where === own ? "partner" : "note", body: textOf(world, detail["comment"]) }];
    if (typeof detail["title"] !== "string" || !detail["title"].includes(title)) return [];
    notes.add(where);
    return [{ day, on: "note", body: textOf(world, String(detail["id"])) }];
  });
}

function textOf(world: Sandbox["world"], id: string): string {
  const query = "query($id: ID!) { node(id: $id) { ... on IssueComment { body } ... on Issue { body } } }";
  const { body } = world.graphql(world.actorFor("tomas-brandt"), { query, variables: { id } });
  const answer = body as { readonly data: { readonly node: { readonly body: string } | null } };
  return answer.data.node?.body ?? "";
}
