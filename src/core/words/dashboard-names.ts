import type { DashboardLine } from "../dashboard/line.ts";
import { plain } from "../text/plain.ts";

const LONGEST_NAME = 60;

/** `#12 Acme`, which GitHub shows as a link. */
export function nameOf({ number, name }: Pick<DashboardLine, "number" | "name">): string {
  const shown = plain(name === "" ? "(no name)" : name, LONGEST_NAME);
  return number === null ? shown : `#${String(number)} ${shown}`;
}

/** At most so many rows, and how many there are beyond. */
export function cut(rows: readonly string[], most: number): readonly string[] {
  if (rows.length <= most) return rows;
  return [...rows.slice(0, most), `- … and ${String(rows.length - most)} more`];
}
