import type { Instant } from "../time/time.ts";
import type { Nested } from "./criterion-of.ts";
import type { Finding, MetBy } from "./finding.ts";
import { outcomeOf, type Verdict, verdict } from "./verdict.ts";

/** The least personal first: a card moves on by itself only if nothing but people was waited for. */
const ORDER: readonly MetBy[] = ["place", "linked-issue", "time", "person"];

/** Judges `all`, `any`, `none` and `at-least` from the findings of their parts. */
export function examineNested(criterion: Nested, parts: readonly Finding[]): Verdict {
  if (criterion.kind === "none") return none(parts);
  const needed = neededOf(criterion, parts.length);
  const holding = parts.filter(holds).length;
  const met = parts.filter(({ outcome }) => outcome === "met").length;
  const enough = holding >= needed;
  const more = needed - holding;
  return verdict(enough && met < needed ? "warning" : outcomeOf(enough), {
    title: titleOf(criterion, parts.length),
    because: `${holding} of ${parts.length}${enough ? "" : `; ${more} more needed`}`,
    remedy: enough ? null : `${more} more of these must hold`,
    ...waiting(parts),
    parts,
  });
}

/** Inside `none` a part that holds is what is wrong, and is shown so. */
function none(parts: readonly Finding[]): Verdict {
  const holding = parts.filter(holds).length;
  const turned = parts.map(turn);
  return verdict(outcomeOf(holding === 0), {
    title: "None of these",
    because: holding === 0 ? `0 of ${parts.length}` : `${holding} of ${parts.length}, and none may be`,
    remedy: holding === 0 ? null : "Correct what no longer holds; else the partner does not fit",
    ...waiting(turned),
    parts: turned,
  });
}

function turn(part: Finding): Finding {
  return holds(part)
    ? {
        ...part,
        outcome: "missing",
        remedy: "This must not be: correct it if it no longer holds",
        metBy: "person",
      }
    : { ...part, outcome: "met", remedy: null };
}

/** A warning closes nothing: what only warns, holds. */
function holds({ outcome }: Finding): boolean {
  return outcome !== "missing";
}

function neededOf(criterion: Nested, size: number): number {
  if (criterion.kind === "at-least") return criterion.count;
  return criterion.kind === "all" ? size : 1;
}

function titleOf(criterion: Nested, size: number): string {
  if (criterion.kind === "at-least") return `At least ${criterion.count} of ${size}`;
  return criterion.kind === "all" ? `All of ${size}` : `One of ${size}`;
}

/** What a group waits for, or once it holds, what it may have waited for. */
function waiting(parts: readonly Finding[]): Pick<Verdict, "metBy" | "wakeAt"> {
  const missing = parts.filter(({ outcome }) => outcome !== "met");
  const awaited = (missing.length > 0 ? missing : parts).map(({ metBy }) => metBy);
  return { metBy: ORDER.find((metBy) => awaited.includes(metBy)) ?? "person", wakeAt: earliest(parts) };
}

/** The first moment at which the clock changes one of the findings; null: never. */
export function earliest(findings: readonly Finding[]): Instant | null {
  const moments = findings.flatMap(({ wakeAt }) => (wakeAt === null ? [] : [wakeAt]));
  return moments.reduce<Instant | null>((first, at) => (first === null || at < first ? at : first), null);
}
