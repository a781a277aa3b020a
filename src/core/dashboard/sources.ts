import type { Visit } from "../history/history.ts";
import type { StageId } from "../ids.ts";
import type { Playbook } from "../playbook/playbook.ts";

/** A partner by where it came from. */
export interface Origin {
  /** As its card says it; null: not said. */
  readonly source: string | null;
  readonly visits: readonly Visit[];
  readonly left: boolean;
}

/** What became of the partners of one source. */
export interface SourceFlow {
  /** Null: their cards do not say it. */
  readonly source: string | null;
  readonly partners: number;
  /** Reached a stage that counts against the capacity, or a later one. */
  readonly becameActive: number;
  /** Left the programme without that. */
  readonly leftBefore: number;
}

/** One entry for each source of the playbook, in its order; then other ones that cards name, and the unsaid. */
export function sourceFlows(origins: readonly Origin[], playbook: Playbook): readonly SourceFlow[] {
  const known = playbook.fields["source"]?.options ?? [];
  const said = origins.flatMap(({ source }) => source ?? []).sort();
  const unsaid = origins.some(({ source }) => source === null) ? [null] : [];
  return [...new Set([...known, ...said]), ...unsaid].map((source) =>
    flowFrom(
      source,
      origins.filter((origin) => origin.source === source),
      activeStages(playbook),
    ),
  );
}

function flowFrom(source: string | null, origins: readonly Origin[], goal: readonly StageId[]): SourceFlow {
  const active = origins.filter(({ visits }) => visits.some(({ stage }) => goal.includes(stage)));
  const leftBefore = origins.filter((origin) => origin.left && !active.includes(origin)).length;
  return { source, partners: origins.length, becameActive: active.length, leftBefore };
}

/** The stages whose partners are counted, else the last one; and all after the first of them. */
function activeStages({ capacity, stages }: Playbook): readonly StageId[] {
  const counted = capacity?.stages ?? stages.slice(-1).map(({ id }) => id);
  const first = stages.findIndex(({ id }) => counted.includes(id));
  return stages.slice(first).map(({ id }) => id);
}
