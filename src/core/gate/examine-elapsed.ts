import { addDays, addSpan, daysBetween } from "../time/calendar.ts";
import { describeSpan } from "../time/span.ts";
import type { Day, Span } from "../time/time.ts";
import { startOfDay } from "../time/zone.ts";
import { readField } from "./board-field.ts";
import type { CriterionOf } from "./criterion-of.ts";
import type { Evidence } from "./evidence.ts";
import { counted, type Verdict, verdict } from "./verdict.ts";

/** More than a span has passed since the date in a field, by calendar date in the pipeline's zone. */
export function examineElapsed({ since, span }: CriterionOf<"elapsed">, evidence: Evidence): Verdict {
  const read = readField(evidence, since);
  const title = `More than ${describeSpan(span)} since “${read.name}”`;
  if (read.kind === "no-field") return verdict("missing", { title, ...read.missing });
  if (read.kind === "empty" || read.value.kind !== "date") {
    return verdict("missing", {
      title,
      because: `${read.name} has no date`,
      remedy: `Set “${read.name}” on the card; anybody who can edit the board can`,
    });
  }
  return judge(read.value.day, span, { evidence, name: read.name, title });
}

interface Context {
  readonly evidence: Evidence;
  readonly name: string;
  readonly title: string;
}

function judge(since: Day, span: Span, { evidence, name, title }: Context): Verdict {
  const { today, playbook } = evidence;
  const enough = addDays(addSpan(since, span), 1);
  const passed = daysBetween(since, today);
  const so = passed < 0 ? "lies ahead" : counted(passed, "day");
  if (today >= enough) return verdict("met", { title, because: `${name} ${since}: ${so}`, metBy: "time" });
  return verdict("missing", {
    title,
    because: `${name} ${since}: ${so}; enough on ${enough}`,
    remedy: `Wait until ${enough}: ${counted(daysBetween(today, enough), "day")} left`,
    metBy: "time",
    wakeAt: startOfDay(enough, playbook.timeZone),
  });
}
