/** What is true of a partner and what its gates ask about, in the model's own terms. */
export interface Facts {
  /** How many of the five qualification criteria are ticked. */
  readonly fit: number;
  readonly held: boolean;
  readonly signal: boolean;
  /** How many of the five onboarding items are ticked, first to last. */
  readonly boxes: number;
  readonly organisation: boolean;
  readonly contact: boolean;
  readonly owner: boolean;
  readonly environment: string | null;
  /** ISO day. */
  readonly since: string | null;
  readonly level: string | null;
  readonly openTroubles: number;
  readonly lastTroubleClosed: number | null;
}

export const DAY = 86_400_000;
const stageItems = [0, 1, 2, 3, 4] as const;

/** What is missing to go from a stage to a later one; place, time and other issues are named apart from what people do. */
export function missing(
  facts: Facts,
  { from, to }: { readonly from: number; readonly to: number },
  at: { readonly now: number; readonly full: boolean },
): ReadonlySet<string> {
  const gates: Readonly<Record<number, () => readonly (string | false)[]>> = {
    1: () => [
      facts.fit < 3 && "fit",
      !facts.organisation && "organisation",
      !facts.contact && "contact",
      !facts.owner && "owner",
    ],
    2: () => [!facts.contact && "contact"],
    3: () => [!facts.held && "held", facts.signal && "signal", facts.fit < 3 && "fit"],
    4: () => [boxesOpen(facts) && "boxes", at.full && "place"],
    5: () => [
      facts.environment !== "Production" && "environment",
      !longEnough(facts.since, at.now) && "time",
      !quiet(facts, at.now) && "quiet",
      !["L3", "L4"].includes(facts.level ?? "") && "level",
    ],
  };
  const asked = Object.entries(gates).filter(([stage]) => Number(stage) > from && Number(stage) <= to);
  return new Set(asked.flatMap(([, gate]) => gate()).filter((name) => name !== false));
}

/** A level reached ticks the boxes of the levels up to it: the second box is L0, the third L1. */
function boxesOpen({ boxes, level }: Facts): boolean {
  const reached = level === null ? -1 : Number(level.slice(1));
  return stageItems.some(
    (item) => item >= boxes && !(item === 1 && reached >= 0) && !(item === 2 && reached >= 1),
  );
}

function longEnough(since: string | null, now: number): boolean {
  if (since === null) return false;
  const start = new Date(`${since}T00:00:00Z`);
  const months = new Date(start);
  months.setUTCDate(1);
  months.setUTCMonth(months.getUTCMonth() + 3);
  const last = new Date(Date.UTC(months.getUTCFullYear(), months.getUTCMonth() + 1, 0)).getUTCDate();
  months.setUTCDate(Math.min(start.getUTCDate(), last));
  return new Date(now).toISOString().slice(0, 10) > months.toISOString().slice(0, 10);
}

function quiet({ openTroubles, lastTroubleClosed }: Facts, now: number): boolean {
  return openTroubles === 0 && (lastTroubleClosed === null || now > lastTroubleClosed + 28 * DAY);
}

const lists: readonly (readonly [string, readonly string[]])[] = [
  [
    "Identification",
    [
      "Runs a multi-service production system with approval workflows today.",
      "Has a compliance or governance requirement (SOC 2, ISO 27001, FedRAMP).",
      "Engineering team of 5+ with capacity to dedicate 1 engineer part-time.",
      "Willing to share anonymised usage data and feedback.",
      "Use case aligns with a Portarium vertical pack (finance, HR, security ops, robotics).",
    ],
  ],
  ["Qualification Call", ["Call held, terms agreed", 'No concrete use case ("just exploring").']],
  [
    "Onboarding",
    [
      "Shared Slack/Discord channel created.",
      "Partner completes L0 — Discovery (Hello Portarium quickstart).",
      "Partner completes L1 — Integration Spike with their use case.",
      "First bi-weekly sync scheduled.",
      "Feedback tracker (GitHub project board or shared doc) created.",
    ],
  ],
];

/** The stages whose checklist stands in the body. */
export const inBody = { all: [0, 1, 2], first: [0] } as const;

/** The body that says so; the lists that are left out are ticked in the checklist comment. */
export function bodyOf(facts: Facts, written: readonly number[] = inBody.all): string {
  return lists
    .flatMap(([heading, items], list) => {
      if (!written.includes(list)) return [];
      const lines = items.map((item, index) => `- [${ticked(facts, list, index) ? "x" : " "}] ${item}`);
      return [[`## ${heading}`, "", ...lines, ""].join("\n")];
    })
    .join("\n");
}

function ticked({ fit, held, signal, boxes }: Facts, list: number, index: number): boolean {
  if (list === 1) return index === 0 ? held : signal;
  return index < (list === 0 ? fit : boxes);
}

/** What tells an item of the checklist comment of a stage. */
const marks: Readonly<Record<number, readonly RegExp[]>> = {
  1: [/Call held/, /just exploring/],
  2: [/Shared Slack/, /L0/, /L1/, /First bi-weekly/, /Feedback tracker/],
};

/** A checklist comment, ticked as the facts say. Null: it is not the comment of this list. */
export function tickedComment(body: string, facts: Facts, list: number): string | null {
  const known = marks[list] ?? [];
  const lines = body.split("\n").map((line) => {
    const index = known.findIndex((mark) => /^\s*[-*] \[[ x]\] /.test(line) && mark.test(line));
    return index === -1 ? line : line.replace(/\[[ x]\]/, ticked(facts, list, index) ? "[x]" : "[ ]");
  });
  const boxes = lines.filter((line) => /^\s*[-*] \[[ x]\] /.test(line));
  return known.every((mark) => boxes.some((line) => mark.test(line))) ? lines.join("\n") : null;
}
