import { type CriterionFile, CRITERION_KINDS } from "./criterion-schema.ts";
import type { Draft, DraftStage } from "./draft.ts";
import type { Path } from "./problems.ts";

export type CriterionKind = (typeof CRITERION_KINDS)[number] | "of";

/** A criterion of the file with its surroundings. */
export interface Placed {
  readonly criterion: CriterionFile;
  readonly path: Path;
  /** The stage whose gate it stands in. */
  readonly stage: DraftStage;
  /** Only `all` and gates themselves can bear a mere warning. */
  readonly inside: "gate" | "all" | "any" | "none" | "of";
}

const LISTS = ["all", "any", "none", "of"] as const;

/** Every criterion of every gate, the nested ones after what they stand in. */
export function placedCriteria({ stages }: Draft): readonly Placed[] {
  return stages.flatMap((stage) =>
    stage.gate.flatMap((criterion, index) =>
      withNested({ criterion, path: [...stage.path, "gate", index], stage, inside: "gate" }),
    ),
  );
}

/** The kinds that a criterion names; exactly one is right. */
export function kindsOf(criterion: CriterionFile): readonly CriterionKind[] {
  const kinds = CRITERION_KINDS.filter((kind) => criterion[kind] !== undefined);
  return criterion.of === undefined ? kinds : [...kinds, "of"];
}

function withNested(placed: Placed): readonly Placed[] {
  const nested = LISTS.flatMap((inside) =>
    (placed.criterion[inside] ?? []).flatMap((criterion, index) =>
      withNested({ criterion, path: [...placed.path, inside, index], stage: placed.stage, inside }),
    ),
  );
  return [placed, ...nested];
}
