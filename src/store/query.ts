import type { QueryResultRow } from "pg";
import { z } from "zod";
import type { Instant } from "../core/time/time.ts";
import { isCollision, translate } from "./errors.ts";

/** What statements need: a pool, or one connection. */
export interface Queryable {
  query(
    sql: string | Prepared,
    values?: unknown[],
  ): Promise<{ rows: QueryResultRow[]; rowCount: number | null }>;
}

/** A statement that each connection parses and plans once, by its name. */
interface Prepared {
  readonly name: string;
  readonly text: string;
}

/** One connection, for what must stay together. */
export interface Connection extends Queryable {
  release(destroy?: boolean): void;
}

/** A column of type timestamptz; PostgreSQL keeps microseconds, we milliseconds. */
export const instant = z.date().transform((date) => date.getTime() as Instant);
/** Ids of type bigint arrive as text, counts are cast to int. */
export const count = z.number().int();

/** For a timestamptz parameter. */
export function moment(at: Instant): Date {
  return new Date(Math.floor(at));
}

/** For a timestamptz parameter that may be null. */
export function momentOrNull(at: Instant | null): Date | null {
  return at === null ? null : moment(at);
}

/** For a jsonb parameter: `pg` would make an array of PostgreSQL out of a list. */
export function json(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

/** A statement as it is run, with the schema of its rows. */
export interface Statement<Row> {
  readonly sql: string;
  readonly values: unknown[];
  readonly row: z.ZodType<Row>;
  /** For what runs with every delivery: the server keeps its plan under this name. */
  readonly name?: string;
}

/** Runs a statement and parses its rows. */
export async function select<Row>(
  db: Queryable,
  { sql, values, row, name }: Statement<Row>,
): Promise<readonly Row[]> {
  const { rows } = await execute(db, name === undefined ? sql : { name, text: sql }, values);
  return rows.map((found) => row.parse(found));
}

/** Runs a statement whose rows do not matter. */
export async function run(db: Queryable, sql: string, values: unknown[]): Promise<void> {
  await execute(db, sql, values);
}

/** One transaction on one connection. If the roll-back fails too, the connection is gone, and the work with it. */
export async function transaction<Result>(db: Queryable, work: () => Promise<Result>): Promise<Result> {
  await execute(db, "begin", []);
  try {
    const result = await work();
    await execute(db, "commit", []);
    return result;
  } catch (error) {
    await db.query("rollback").catch(() => null);
    throw error;
  }
}

/** Runs `work` again when somebody else was in the way: a deadlock, or the same new row at the same time. */
export async function withRetries<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let left = 4; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      const cause = error instanceof Error ? error.cause : null;
      if (left === 0 || !isCollision(cause)) throw error;
    }
  }
}

async function execute(
  db: Queryable,
  sql: string | Prepared,
  values: unknown[],
): Promise<{ rows: QueryResultRow[]; rowCount: number | null }> {
  try {
    return await db.query(sql, values);
  } catch (error) {
    throw translate(error);
  }
}
