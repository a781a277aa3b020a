/** Something about the board that people should know, though work goes on. */
export interface BoardNotice {
  /** Deterministic, so that the same thing is told once. */
  readonly key: string;
  readonly kind:
    | "renamed"
    | "replaced"
    | "missing-field"
    | "wrong-type"
    | "missing-options"
    | "foreign-column"
    | "missing-column";
  /** Plain sentences. They repeat names from the board and the playbook: not safe Markdown. */
  readonly message: string;
}
