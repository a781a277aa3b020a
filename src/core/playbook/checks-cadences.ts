import { addSpan } from "../time/calendar.ts";
import { parseSpan } from "../time/span.ts";
import type { Day } from "../time/time.ts";
import type { Check } from "./check.ts";
import { quoted, suggestion, type Fault, type Path } from "./problems.ts";

const ANY_DAY = "2026-01-31" as Day;

const outreachIsWhole: Check = ({ file }) => {
  const { bump, final } = file.cadences?.outreach ?? { bump: "", final: "" };
  const missing = Object.entries({ bump, final }).filter(([, text]) => text === undefined);
  return missing.map(([key]) => ({
    path: ["cadences", "outreach", key],
    message: "It is missing: outreach needs “bump” and “final”.",
  }));
};

const theBumpComesFirst: Check = ({ file }) => {
  const { bump, final } = file.cadences?.outreach ?? {};
  return isLater(bump, final)
    ? [{ path: ["cadences", "outreach", "final"], message: "The final message comes after the bump." }]
    : [];
};

const spansRise: Check = ({ file }) =>
  (file.cadences?.graduation ?? []).flatMap((text, index, all) =>
    index > 0 && isLater(all[index - 1], text) ? [unordered(["cadences", "graduation", index])] : [],
  );

const daysRise: Check = ({ file }) => [
  ...rising(file.cadences?.nextAction?.again, ["cadences", "nextAction", "again"]),
  ...rising(file.cadences?.sync?.asked, ["cadences", "sync", "asked"]),
];

const notesAreAskedForBeforeTheyAreMissed: Check = ({ file }) => {
  const { asked = [], missed } = file.cadences?.sync ?? {};
  const last = asked.at(-1);
  return last !== undefined && missed !== undefined && last >= missed
    ? [
        {
          path: ["cadences", "sync", "missed"],
          message: "It is missed only after notes were asked for the last time.",
        },
      ]
    : [];
};

const onboardingNamesItsStage: Check = ({ file, stages }) => {
  const onboarding = file.cadences?.onboarding;
  if (!onboarding) return [];
  const path = ["cadences", "onboarding", "stage"];
  return unlessKnown(path, onboarding.stage, { what: "stage", among: stages.map(({ id }) => id) });
};

const onboardingNamesItsLevel: Check = ({ file }) => {
  const onboarding = file.cadences?.onboarding;
  if (typeof onboarding?.firstLevel !== "string") return [];
  const among = file.ladder?.levels ?? [];
  return unlessKnown(["cadences", "onboarding", "level"], onboarding.level, {
    what: "level of the ladder",
    among,
  });
};

function unlessKnown(
  path: Path,
  name: string | undefined,
  { what, among }: { readonly what: string; readonly among: readonly string[] },
): readonly Fault[] {
  if (name === undefined) return [{ path, message: `Name the ${what} here.` }];
  if (among.includes(name)) return [];
  return [{ path, message: `There is no ${what} ${quoted(name)}${suggestion(name, among)}.` }];
}

export const cadenceChecks: readonly Check[] = [
  outreachIsWhole,
  onboardingNamesItsStage,
  onboardingNamesItsLevel,
  theBumpComesFirst,
  spansRise,
  daysRise,
  notesAreAskedForBeforeTheyAreMissed,
];

function isLater(first: string | undefined, second: string | undefined): boolean {
  const one = parseSpan(first ?? "");
  const other = parseSpan(second ?? "");
  return one !== null && other !== null && addSpan(ANY_DAY, one) >= addSpan(ANY_DAY, other);
}

function rising(days: readonly number[] | undefined, path: Path): readonly Fault[] {
  return (days ?? []).flatMap((day, index, all) =>
    index > 0 && day <= (all[index - 1] ?? 0) ? [unordered([...path, index])] : [],
  );
}

function unordered(path: Path): Fault {
  return { path, message: "Each comes later than the one before." };
}
