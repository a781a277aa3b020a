import type { Figures, Size } from "./figures.ts";
import { addPartners, aStage, requestsOf, settleFully, type Stage } from "./stage.ts";

const SEEDED = 7;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** GitHub's limits on content and on the spacing of writes, as I12 has them. */
const limits = { spacing: 1_000, perMinute: 80, perHour: 500 };

/** A board with very many cards: all due at once, each for a comment; then swept when nothing has changed. */
export async function crowding({ crowd }: Size): Promise<Figures> {
  const stage = await aStage("stagekeeper");
  const { sandbox } = stage;
  try {
    const count = crowd - SEEDED;
    addPartners(stage, count, "");
    sandbox.forgetRequests();
    const moments: number[] = [];
    const unwatch = sandbox.watch((happening) => {
      if (happening.kind !== "write" || happening.line.actor !== "stagekeeper[bot]") return;
      if (happening.line.operation === "addComment") moments.push(Date.parse(happening.line.at));
    });
    const refusals = countRefusals(stage);
    await sandbox.turnClock({ advance: "PT16M" });
    await settleFully(sandbox);
    unwatch();
    if (moments.length !== count)
      throw new Error(`${String(moments.length)} of ${String(count)} were written to`);
    const taken = (moments.at(-1) ?? 0) - (moments[0] ?? 0);
    return {
      limit_use_ratio: Math.round((shortest(count) / taken) * 1000) / 1000,
      limit_errors_with_1000_due: refusals(),
      requests_per_sweep_of_1000: await sweepRequests(stage),
    };
  } finally {
    await stage.stop();
  }
}

function countRefusals({ sandbox }: Stage): () => number {
  return () => sandbox.requests().requests.filter(({ limited }) => limited).length;
}

async function sweepRequests({ sandbox }: Stage): Promise<number> {
  await sandbox.turnClock({ advance: "PT16M" });
  await settleFully(sandbox);
  sandbox.forgetRequests();
  await sandbox.turnClock({ advance: "PT15M" });
  await settleFully(sandbox);
  return requestsOf(sandbox);
}

/** Virtual milliseconds from the first to the last of `count` comments for somebody who uses the limits to the full. */
export function shortest(count: number): number {
  const sent: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const after = (back: number, span: number): number => {
      const earlier = sent[index - back];
      return earlier === undefined ? 0 : earlier + span;
    };
    const { spacing, perMinute, perHour } = limits;
    sent.push(Math.max(after(1, spacing), after(perMinute, MINUTE), after(perHour, HOUR)));
  }
  return sent.at(-1) ?? 0;
}
