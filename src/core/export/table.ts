import type { Entry } from "../history/entry.ts";
import { withoutEmails } from "../text/emails.ts";
import type { Instant } from "../time/time.ts";

/** What is exported: rows by column. */
export interface ExportTable {
  /** In their order, with what each holds. */
  readonly columns: Readonly<Record<string, string>>;
  readonly rows: readonly Readonly<Record<string, Json>>[];
}

export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** Other people's text without e-mail addresses. */
export function text(value: string | null | undefined): string | null {
  return value === null || value === undefined || value === "" ? null : withoutEmails(value);
}

/** ISO 8601 in UTC. */
export function since(at: Instant | null | undefined): string | null {
  return at === null || at === undefined ? null : new Date(at).toISOString();
}

/** How many entries of a kind there are. */
export function count(entries: readonly Entry[], kind: Entry["kind"]): number {
  return entries.filter((entry) => entry.kind === kind).length;
}

/** The same value with every text in it filtered. */
export function filtered(value: Json): Json {
  if (typeof value === "string") return withoutEmails(value);
  if (value === null || typeof value !== "object") return value;
  if (isList(value)) return value.map(filtered);
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, part === undefined ? undefined : filtered(part)]),
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
