import pg from "pg";
import { AppError, type Failure } from "../keeper/failure.ts";

/** SQLSTATE classes and codes by what they mean for us. */
const meanings: readonly { readonly codes: RegExp; readonly code: string; readonly failure: Failure }[] = [
  { codes: /^(08P01)$/, code: "database-pooler", failure: { kind: "permanent" } },
  { codes: /^(08|57P|53300)/, code: "database-unreachable", failure: { kind: "transient" } },
  { codes: /^(40001|40P01|55P03|57014|25P0[34])$/, code: "database-busy", failure: { kind: "transient" } },
  { codes: /^(53|58|25006)/, code: "database-unwell", failure: { kind: "transient" } },
  { codes: /^(28|3D|42501)/, code: "database-refused", failure: { kind: "permanent" } },
];

const unforeseen = { code: "database-statement", failure: { kind: "bug" } } as const;

const messages: Readonly<Record<string, string>> = {
  "database-pooler":
    "The database did not understand us. A pooler in transaction mode (PgBouncer) is not supported: session locks need a session.",
  "database-unreachable": "The database cannot be reached.",
  "database-busy":
    "The database gave up on this statement: somebody else was in the way, or it took too long.",
  "database-unwell": "The database cannot work at present (no space, no memory, or read-only).",
  "database-refused": "The database refused: check user, password, database name and rights in DATABASE_URL.",
};

/**
 * Makes an `AppError` of whatever `pg` throws. What carries an SQLSTATE came from the server; anything else is the
 * way to it (a socket error, a closed connection, a time-out). Details never hold row values.
 */
export function translate(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return error instanceof pg.DatabaseError ? refused(error) : wayIsDown(error);
}

function refused(cause: pg.DatabaseError): AppError {
  const state = cause.code ?? "";
  const meaning = meanings.find(({ codes }) => codes.test(state)) ?? unforeseen;
  const message = messages[meaning.code] ?? `A statement failed (SQLSTATE ${state}).`;
  const details = { state, table: cause.table ?? null, constraint: cause.constraint ?? null };
  return new AppError(meaning.code, meaning.failure, { message, details, cause });
}

/** Whether the same statements may succeed when run again at once. */
export function isCollision(error: unknown): boolean {
  return error instanceof pg.DatabaseError && ["23505", "40001", "40P01"].includes(error.code ?? "");
}

function wayIsDown(cause: unknown): AppError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : null;
  return new AppError(
    "database-unreachable",
    { kind: "transient" },
    { message: "The database cannot be reached.", details: { code }, cause },
  );
}
