import type { NewField } from "../../../../src/sandbox/github/api.ts";
import type { Place } from "./place.ts";

/** The columns of the board, in order. The last is GitHub's own, and no stage. */
export const columns = [
  "Identification",
  "Outreach",
  "Qualification Call",
  "Onboarding",
  "Active Partnership",
  "Graduation",
  "Done",
] as const;

/** The programme's playbook, with one place in Active Partnership so that partners compete for it. */
export const playbook = (project: number, { organisation, maintainer, syncRepository }: Place): string =>
  `extends: design-partner
project: ${String(project)}
lead: ${maintainer}
${syncRepository === null ? "" : `sync:\n  repository: ${organisation}/${syncRepository}\n`}stages:
  active-partnership:
    gate:
      - checked: onboarding.*
      - capacity: { stages: [active-partnership], max: 1 }
        internal: true
`;

const text = (name: string) => ({ name, type: "text" }) as const;
const choice = (name: string, options: readonly string[]) =>
  ({ name, type: "single-select", options }) as const;

/** The fields of the board. */
export const fieldsOfBoard: readonly NewField[] = [
  ...[
    text("Organisation"),
    text("Primary contact"),
    text("Signal"),
    text("Next action"),
    text("Last sync notes"),
  ],
  ...[
    text("Exit reason"),
    text("Shared repository"),
    choice("Source", ["GitHub activity", "Inbound enquiry", "Conference or meetup", "Referral"]),
  ],
  ...["Due date", "Last sync", "In production since"].map((name) => ({ name, type: "date" }) as const),
  ...["Runs per week", "NPS"].map((name) => ({ name, type: "number" }) as const),
  ...[
    choice("Environment", ["Staging", "Production"]),
    choice("Adoption level", ["L0", "L1", "L2", "L3", "L4"]),
  ],
  ...[
    choice("Reference permission", ["Public", "Anonymised", "No"]),
    choice("Logo permission", ["Yes", "No"]),
  ],
  choice("Health", ["On track", "At risk", "Off track"]),
];
