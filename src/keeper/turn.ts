import type { Instant } from "../core/time/time.ts";
import { attend } from "./attend.ts";
import { keepDashboards } from "./dashboard/keep.ts";
import { discover } from "./discover.ts";
import { AppError, classify } from "./failure.ts";
import type { Turn } from "./keeper.ts";
import type { PartnerRow, Pipeline } from "./store.ts";
import { sweep } from "./sweep.ts";

/** Long enough to drain, short enough that others get their turn. */
const LONGEST_TURN_MS = 30_000;
/** As many as one request can look at. */
const BATCH = 20;
const SWEEP_AGAIN_MS = 60_000;

/** Drains what is due of one installation, until nothing is, the time is over, or a limit says wait. */
export async function drain(turn: Turn): Promise<void> {
  const until = turn.clock.now() + LONGEST_TURN_MS;
  if (turn.claim.discover) await discover(turn);
  while (!turn.stop.aborted && turn.clock.now() < until) {
    const swept = await sweepDue(turn);
    const rows = await turn.claim.duePartners(turn.clock.now(), BATCH);
    const dashboards = await turn.claim.dashboardsDue(turn.clock.now());
    if (rows.length === 0 && dashboards.length === 0 && !swept) return;
    if ((await attendAll(turn, rows)) === "held") return;
    if ((await keepDashboards(turn, dashboards)) === "held") return;
  }
}

async function sweepDue(turn: Turn): Promise<boolean> {
  const due = await turn.claim.duePipelines(turn.clock.now());
  for (const pipeline of due) await sweepGuarded(turn, pipeline);
  return due.length > 0;
}

/** A board that cannot be swept is tried again soon, and keeps nobody else waiting. */
async function sweepGuarded(turn: Turn, pipeline: Pipeline): Promise<void> {
  try {
    await sweep(turn, pipeline);
  } catch (error) {
    const failure = classify(error).kind;
    if (turn.stop.aborted || failure === "limited" || failure === "denied") throw error;
    turn.meter.sweep("failed");
    const code = error instanceof AppError ? error.code : "bug";
    turn.log.error({ pipeline: pipeline.id, failure, code, err: error }, "sweep.failed");
    const dueAt = (turn.clock.now() + SWEEP_AGAIN_MS) as Instant;
    await turn.claim.savePipeline({ ...pipeline, dueAt });
  }
}

async function attendAll(turn: Turn, rows: readonly PartnerRow[]): Promise<"done" | "held"> {
  if (rows.length === 0) return "done";
  const pipelines = new Map((await turn.claim.pipelines()).map((pipeline) => [pipeline.id, pipeline]));
  for (const id of new Set(rows.map(({ pipeline }) => pipeline))) {
    const group = rows.filter(({ pipeline }) => pipeline === id);
    const end = await attend(turn, pipelines.get(id) ?? null, group);
    if (end === "held" || turn.stop.aborted) return "held";
  }
  return "done";
}
