import type { Instant } from "../core/time/time.ts";

/**
 * What the schedule does about an error.
 * transient: try this partner again later · limited: nothing for the whole installation before `until`
 * in-doubt: a write may or may not have been applied · permanent: trying again cannot help
 * denied: the installation is gone, suspended or lacks a permission · bug: ours.
 */
export type Failure =
  | { readonly kind: "transient" }
  | { readonly kind: "limited"; readonly until: Instant }
  | { readonly kind: "in-doubt" }
  | { readonly kind: "permanent" }
  | { readonly kind: "denied" }
  | { readonly kind: "bug" };

/** An error that knows what is to be done about it. `code` is stable and safe to log; so are `details`. */
export class AppError extends Error {
  readonly code: string;
  readonly failure: Failure;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;

  constructor(
    code: string,
    failure: Failure,
    about: {
      message: string;
      details?: Readonly<Record<string, string | number | boolean | null>>;
      cause?: unknown;
    },
  ) {
    super(about.message, { cause: about.cause });
    this.name = "AppError";
    this.code = code;
    this.failure = failure;
    this.details = about.details ?? {};
  }
}

/** What to do about anything thrown: an unknown error is a bug of ours. */
export function classify(error: unknown): Failure {
  return error instanceof AppError ? error.failure : { kind: "bug" };
}
