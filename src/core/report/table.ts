/** A part of a report: rows of one kind, which any format can show. */
export interface Table {
  /** Stable, for machines. */
  readonly key: string;
  readonly title: string;
  readonly columns: readonly Column[];
  /** The first cell says what the row is about. */
  readonly rows: readonly (readonly Cell[])[];
  /** How to read it; null: it needs no word. */
  readonly note: string | null;
}

export interface Column {
  readonly key: string;
  readonly title: string;
}

/** Null: not known. */
export type Cell = string | number | null;
