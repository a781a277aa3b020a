import type { Criterion } from "../playbook/playbook.ts";

/** The criterion of one kind. */
export type CriterionOf<Kind extends Criterion["kind"]> = Extract<Criterion, { readonly kind: Kind }>;

/** The kinds that combine others. */
export type Nested = CriterionOf<"all" | "any" | "none" | "at-least">;
