/** Local wall time of the programme to the minute, `2026-11-02T10:30`: what a person would write down. */
export type When = string;
/** A calendar day, `2026-11-02`. */
export type Day = string;

/** What a person does. Nothing here is of the App: only what stands on GitHub afterwards. */
export type Act =
  | { readonly kind: "opens" }
  | { readonly kind: "moves"; readonly to: StageName }
  | { readonly kind: "ticks"; readonly box: string }
  | { readonly kind: "unticks"; readonly box: string }
  | { readonly kind: "sets"; readonly field: FieldName; readonly value: string | null }
  /** The owner writes a comment, a command as a rule. */
  | { readonly kind: "writes"; readonly text: string }
  /** A contact of the partner writes a comment. */
  | { readonly kind: "answers" }
  /** The open sync note is closed, with notes or without any, perhaps with a `Due:` line. Nothing when none is open. */
  | { readonly kind: "closes-note"; readonly filled: boolean; readonly due: Day | null }
  | { readonly kind: "assigns"; readonly login: string }
  /** Feedback of the partner: a sub-issue with that label, by a number of ours. */
  | { readonly kind: "reports"; readonly label: "P1" | "P2"; readonly feedback: number }
  | { readonly kind: "fixes"; readonly feedback: number }
  | { readonly kind: "reopens" };

export interface Event {
  readonly when: When;
  readonly act: Act;
}

export type StageName =
  "Identification" | "Outreach" | "Qualification Call" | "Onboarding" | "Active Partnership" | "Graduation";

export type FieldName =
  | "Organisation"
  | "Primary contact"
  | "Environment"
  | "In production since"
  | "Adoption level"
  | "Logo permission"
  | "Reference permission"
  | "Due date"
  | "Next action"
  | "NPS"
  | "Runs per week";

/** How the programme is set up: what its playbook file says, and who is who. */
export interface Setting {
  readonly zone: string;
  readonly holidays: readonly Day[];
  readonly pauses: readonly (readonly [from: Day, to: Day])[];
  readonly lead: string;
  readonly owner: string;
  readonly contact: string;
  readonly away: { readonly login: string; readonly until: Day; readonly cover: string } | null;
}

/** The lines of the playbook file for this setting. */
export function playbookLines({ zone, holidays, pauses, lead, away }: Setting): string {
  return [
    `lead: ${lead}`,
    `timezone: ${zone}`,
    `holidays: [${holidays.join(", ")}]`,
    `pauses: [${pauses.map(([from, to]) => `${from}..${to}`).join(", ")}]`,
    ...(away === null
      ? []
      : [`away: [{ login: ${away.login}, until: ${away.until}, cover: ${away.cover} }]`]),
    "",
  ].join("\n");
}
