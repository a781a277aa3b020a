import type { Figures, Size } from "./figures.ts";
import { aStage, type Contender, settleFully, type Stage } from "./stage.ts";

const issues = [1, 2, 3, 4] as const;

/** Writes that GitHub carries out without answering: how many texts stand there more than once afterwards. */
export async function doubtingBoth({ ambiguous, naiveAmbiguous }: Size): Promise<Figures> {
  return {
    ambiguous_writes: ambiguous,
    duplicates_per_1000_ambiguous_writes: await duplicates("stagekeeper", ambiguous),
    naive_ambiguous_writes: naiveAmbiguous,
    naive_duplicates_per_1000_ambiguous_writes: await duplicates("naive", naiveAmbiguous),
  };
}

async function duplicates(contender: Contender, writes: number): Promise<number> {
  const stage = await aStage(contender);
  try {
    let doubled = 0;
    for (let write = 0; write < writes; write += 1) {
      if (write > 0 && write % issues.length === 0) await stage.sandbox.turnClock({ advance: "P1D" });
      doubled += await oneWrite(stage, contender, issues[write % issues.length] ?? 2);
    }
    return Math.round((doubled / writes) * 1000);
  } finally {
    await stage.stop();
  }
}

async function oneWrite({ sandbox, tomas }: Stage, contender: Contender, issue: number): Promise<number> {
  await settleFully(sandbox);
  const before = (await ourTexts({ sandbox, tomas }, issue)).length;
  const operation = contender === "naive" ? "POST /repos/*/comments" : "addComment";
  const fault = sandbox.addFault({ kind: "lost-answer", match: { operation }, count: 1, status: 502 });
  await tomas.move(issue, "Graduation");
  await settleFully(sandbox);
  const fired = sandbox.faults().find(({ id }) => id === fault.id)?.fired.length ?? 0;
  sandbox.clearFaults();
  if (fired !== 1) throw new Error(`the answer of issue ${String(issue)} was not lost`);
  const written = (await ourTexts({ sandbox, tomas }, issue)).slice(before);
  if (written.length === 0) throw new Error(`nothing was written to issue ${String(issue)}`);
  return written.length - new Set(written).size;
}

async function ourTexts(
  { tomas }: Pick<Stage, "sandbox" | "tomas">,
  issue: number,
): Promise<readonly string[]> {
  const ours = (await tomas.comments(issue)).filter(({ author }) => author.startsWith("stagekeeper"));
  return ours.map(({ body }) => body);
}
