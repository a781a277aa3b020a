import { type Figures, mean, quantile, type Size } from "./figures.ts";
import { aStage, type Contender, requestsOf, settleFully, type Stage } from "./stage.ts";

/** Borealis has earned nothing and runs nowhere: for both contenders its way to Graduation is closed. */
const refused = [2, 1, 3, 4] as const;
const accepted = 3;

/** A move that is not earned and one that is: what they cost at GitHub, and how soon the move back is written. */
export async function working(contender: Contender, moves: number): Promise<Figures> {
  const stage = await aStage(contender);
  try {
    const latencies: number[] = [];
    const refusals: number[] = [];
    for (let move = 0; move < moves; move += 1) {
      if (move > 0 && move % refused.length === 0) await stage.sandbox.turnClock({ advance: "P1D" });
      await settleFully(stage.sandbox);
      // No write is waiting: the last one is long ago.
      await stage.sandbox.turnClock({ advance: "PT5S" });
      const issue = refused[move % refused.length] ?? 2;
      const { requests, latency } = await refusal(stage, issue);
      refusals.push(requests);
      latencies.push(latency);
    }
    const acceptances = await acceptedMoves(stage, Math.max(2, moves / 2));
    return {
      requests_per_refused_move: tenth(mean(refusals)),
      requests_per_accepted_move: tenth(mean(acceptances)),
      webhook_to_write_p95_ms_over_api: Math.round(quantile(latencies, 0.95)),
      webhook_to_write_p50_ms_over_api: Math.round(quantile(latencies, 0.5)),
    };
  } finally {
    await stage.stop();
  }
}

async function refusal(
  { sandbox, tomas }: Stage,
  issue: number,
): Promise<{ readonly requests: number; readonly latency: number }> {
  sandbox.forgetRequests();
  const seen = { webhook: 0, write: 0 };
  const unwatch = sandbox.watch((happening) => {
    const now = performance.now();
    if (happening.kind === "webhook" && happening.webhook.event === "projects_v2_item") seen.webhook ||= now;
    if (happening.kind === "write" && happening.line.actor === "stagekeeper[bot]") seen.write ||= now;
  });
  await tomas.move(issue, "Graduation");
  await settleFully(sandbox);
  unwatch();
  if (seen.write === 0) throw new Error(`issue ${String(issue)} was not moved back`);
  return { requests: requestsOf(sandbox), latency: seen.write - seen.webhook };
}

/** Forth and back between two columns; the first of them may post what the stage has to say, once, and is not counted. */
async function acceptedMoves({ sandbox, tomas }: Stage, moves: number): Promise<readonly number[]> {
  await sandbox.turnClock({ advance: "PT1H" });
  const columns = ["Qualification Call", "Outreach"] as const;
  const counted: number[] = [];
  for (let move = 0; move < moves + 2; move += 1) {
    await settleFully(sandbox);
    sandbox.forgetRequests();
    await tomas.move(accepted, columns[move % 2] ?? "Outreach");
    await settleFully(sandbox);
    if (move >= 2) counted.push(requestsOf(sandbox));
  }
  return counted;
}

/** Both contenders, the naive one as twins. */
export async function workingBoth({ moves, naiveMoves }: Size): Promise<Figures> {
  const ours = await working("stagekeeper", moves);
  const naive = await working("naive", naiveMoves);
  return {
    ...ours,
    ...Object.fromEntries(Object.entries(naive).map(([name, value]) => [`naive_${name}`, value])),
  };
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
