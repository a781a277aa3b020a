import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { settleHome } from "../src/store/embedded/home.ts";
import { runningPostmaster } from "../src/store/embedded/postmaster.ts";
import { clientConfig } from "../src/store/embedded/server.ts";
import { handOf } from "../src/sandbox/seed/hand.ts";
import type { Figures, Size } from "./figures.ts";
import { addPartners, aStage, checklist, settleFully, type Stage } from "./stage.ts";

const MOVED = 40;

/**
 * The most memory the App held while it swept a very large board, swept it again and moved some cards back. Taking
 * over so many partners one by one is not what is measured: one is, and the others are given what it got.
 */
export async function remembering({ partners }: Size): Promise<Figures> {
  const stage = await aStage("stagekeeper");
  const { sandbox } = stage;
  const seen = { most: 0 };
  const look = async (): Promise<void> => {
    seen.most = Math.max(seen.most, await residentMb(sandbox.address.app.url));
  };
  const timer = setInterval(() => void look().catch(() => undefined), 500);
  try {
    const cards = addPartners(stage, partners, checklist);
    await sandbox.turnClock({ advance: "PT16M" });
    await takeOver(stage, partners);
    await sandbox.turnClock({ advance: "PT15M" });
    await settleFully(sandbox);
    const hand = handOf(sandbox.world, sandbox.login.member, sandbox.address.projectId ?? "");
    for (const card of cards.slice(0, MOVED)) hand.set(card, "Status", "Graduation");
    await settleFully(sandbox);
    await look();
    return { memory_mb_at_10000_partners: Math.round(seen.most) };
  } finally {
    clearInterval(timer);
    await stage.stop();
  }
}

/** Once the sweep has noted all cards and one of them was judged, all the others are as that one. */
async function takeOver({ sandbox }: Stage, partners: number): Promise<void> {
  const home = await settleHome(join(dirname(sandbox.logFile), "data"));
  const server = await runningPostmaster(home);
  if (server === null) throw new Error("the App has no database");
  const client = new pg.Client(clientConfig(server, "stagekeeper"));
  await client.connect();
  try {
    while ((await judged(client, partners)) === 0) await pause(200);
    await client.query(`
      with model as (select * from partner where title like 'Partner %' and standing is not null limit 1),
           rest as (select id from partner where title like 'Partner %' and standing is null for no key update),
           told as (insert into journal (partner, at, kind, entry)
                    select rest.id, j.at, j.kind, j.entry from rest, journal j join model on j.partner = model.id)
      update partner t set standing = model.standing, due_at = model.planned_at, planned_at = model.planned_at
      from rest, model where t.id = rest.id`);
  } finally {
    await client.end();
  }
}

/** How many were judged; none as long as the sweep is not done. */
async function judged(client: pg.Client, partners: number): Promise<number> {
  const { rows } = await client.query<{ known: number; judged: number }>(
    "select count(*)::int as known, count(standing)::int as judged from partner where title like 'Partner %'",
  );
  const [found] = rows;
  return found === undefined || found.known < partners ? 0 : found.judged;
}

async function residentMb(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const bytes = /^stagekeeper_process_resident_memory_bytes (\S+)/m.exec(text)?.[1];
  return Number(bytes) / 1024 / 1024;
}
