/** A change is on the dashboard this long after it at the latest, and many of them together. */
export const DASHBOARD_AFTER_MS = 30_000;
