import type { Figures } from "./figures.ts";

/** What a figure has to reach. */
export interface Target {
  readonly figure: string;
  readonly says: string;
  readonly at: "least" | "most";
  readonly value: number;
}

/** Speed and budgets as they were promised. */
export const targets: readonly Target[] = [
  target("ack_rate_vs_bare_http_insert", "durable ack against bare node:http with HMAC and one INSERT", [
    "least",
    0.7,
  ]),
  target("ack_p99_ms_at_300_per_s", "durable ack at 300 deliveries/s, p99, ms", ["most", 50]),
  target(
    "webhook_to_write_p95_ms_over_api",
    "webhook to write sent, p95, ms (API time not even subtracted)",
    ["most", 100],
  ),
  target("resume_after_kill_ms", "work resumed after kill -9, the slowest, ms", ["most", 2_000]),
  target("cold_start_ms_warm_database", "cold start on a database that exists, median, ms", ["most", 2_000]),
  target("limit_use_ratio", "1,000 partners due at once: share of the rate the limits allow", ["least", 0.9]),
  target("limit_errors_with_1000_due", "… and requests turned away by a limit", ["most", 0]),
  target("memory_mb_at_10000_partners", "memory with 10,000 partners, the most seen, MB", ["most", 300]),
  target("requests_per_accepted_move", "requests of an accepted move", ["most", 1]),
  target("requests_per_refused_move", "requests of a refused move, its echo included", ["most", 2]),
  target("requests_per_sweep_of_1000", "requests of a sweep of 1,000 cards", ["most", 10]),
  target("duplicates_per_1000_ambiguous_writes", "texts doubled per 1,000 writes whose answer was lost", [
    "most",
    0,
  ]),
];

function target(figure: string, says: string, [at, value]: readonly [Target["at"], number]): Target {
  return { figure, says, at, value };
}

/** What a busy machine spoils: real time. Counts, and what is measured in virtual time, stay what they are. */
export function isTimed({ figure }: Target): boolean {
  return /_ms_|_ms$|_rate_/.test(figure);
}

/** Whether it was reached. A figure that was not measured was not. */
export function isMet({ figure, at, value }: Target, figures: Figures): boolean {
  const found = figures[figure] ?? Number.NaN;
  return at === "least" ? found >= value : found <= value;
}
