import type { Brand } from "../brand.ts";

/** A moment, in milliseconds since the epoch (UTC). */
export type Instant = Brand<number, "Instant">;
/** A calendar date `YYYY-MM-DD` in the pipeline's time zone. */
export type Day = Brand<string, "Day">;

/** A calendar span as the playbook writes it ("3 months", "4 weeks", "10 days"). Months clamp at month ends. */
export interface Span {
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
}
