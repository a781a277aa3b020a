import { z } from "zod";
import { parsePlaybook } from "../core/playbook/parse.ts";
import type { RecordedProgramme } from "../core/report/recorded.ts";
import { openRecordBook, type RecordBook } from "../store/record-book.ts";
import type { Environment } from "./access.ts";
import type { RepositoryName } from "./arguments.ts";
import { CommandError } from "./console.ts";

const Variables = z.object({
  DATABASE_URL: z.string().min(1).optional().catch(undefined),
  STAGEKEEPER_DATA: z.string().min(1).optional().catch(undefined),
});
const quiet = (): void => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };

/** The record of one programme, open. */
export interface OpenProgramme {
  readonly book: RecordBook;
  readonly pipeline: NonNullable<Awaited<ReturnType<RecordBook["pipeline"]>>>;
}

/** Opens the server's database where the environment says it is, for as long as the work takes. */
export async function withRecord<Result>(
  environment: Environment,
  repository: RepositoryName,
  work: (open: OpenProgramme) => Promise<Result>,
): Promise<Result> {
  const { DATABASE_URL: url, STAGEKEEPER_DATA: data } = Variables.parse(environment);
  const book = await openRecordBook({ databaseUrl: url ?? null, dataDirectory: data ?? "./data", log });
  try {
    const pipeline = await book.pipeline(repository);
    if (pipeline === null)
      throw new CommandError(
        `The record has no programme in ${repository.owner}/${repository.repo}: is this the server's database?`,
      );
    return await work({ book, pipeline });
  } finally {
    await book.close();
  }
}

/** Everything on record of it, with the last good playbook. */
export async function recordedProgramme({ book, pipeline }: OpenProgramme): Promise<RecordedProgramme> {
  const parsed = parsePlaybook(pipeline.playbook ?? "");
  if (parsed.kind === "problems")
    throw new CommandError("The record has no good playbook of this programme yet: start the server first.");
  return { playbook: parsed.playbook, board: pipeline.board, partners: await book.partners(pipeline) };
}
