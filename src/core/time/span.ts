import type { Span } from "./time.ts";

const UNITS: Readonly<Record<string, Span>> = {
  d: { months: 0, weeks: 0, days: 1 },
  day: { months: 0, weeks: 0, days: 1 },
  w: { months: 0, weeks: 1, days: 0 },
  week: { months: 0, weeks: 1, days: 0 },
  month: { months: 1, weeks: 0, days: 0 },
  y: { months: 12, weeks: 0, days: 0 },
  year: { months: 12, weeks: 0, days: 0 },
};
const ONE_PART = /^(\d{1,4})\s*(days?|d|weeks?|w|months?|years?|y)$/;
const ISO = /^P(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,4})D)?$/;

/** Reads `3 months`, `4w`, `1 month and 3 days`, `P3M`. Anything else gives null; `m` is no unit, it could be minutes. */
export function parseSpan(text: string): Span | null {
  if (text.length > 60) return null;
  const trimmed = text.trim();
  return parseIso(trimmed.toUpperCase()) ?? parseParts(trimmed.toLowerCase());
}

/** `3 months`, `1 month and 3 days`; the inverse of `parseSpan`. */
export function describeSpan(span: Span): string {
  const parts = [
    counted(span.months, "month"),
    counted(span.weeks, "week"),
    counted(span.days, "day"),
  ].filter((part) => part !== null);
  const last = parts.at(-1) ?? "0 days";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}

/** Whether the span has no length. */
export function isEmptySpan(span: Span): boolean {
  return span.months === 0 && span.weeks === 0 && span.days === 0;
}

function parseIso(text: string): Span | null {
  const match = ISO.exec(text);
  if (match === null) return null;
  const [years, months, weeks, days] = match.slice(1, 5).map((digits) => Number(digits || "0"));
  return { months: (years ?? 0) * 12 + (months ?? 0), weeks: weeks ?? 0, days: days ?? 0 };
}

function parseParts(text: string): Span | null {
  const parts = text.split(/\s*,\s*(?:and\s+)?|\s+and\s+/).map(parsePart);
  const known = parts.filter((part) => part !== null);
  return known.length === parts.length ? known.reduce(plus) : null;
}

function parsePart(text: string): Span | null {
  const match = ONE_PART.exec(text);
  const unit = match?.[2] === undefined ? undefined : (UNITS[match[2]] ?? UNITS[match[2].slice(0, -1)]);
  if (match === null || unit === undefined) return null;
  const times = Number(match[1]);
  return { months: unit.months * times, weeks: unit.weeks * times, days: unit.days * times };
}

function plus(a: Span, b: Span): Span {
  return { months: a.months + b.months, weeks: a.weeks + b.weeks, days: a.days + b.days };
}

function counted(count: number, unit: string): string | null {
  if (count === 0) return null;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
