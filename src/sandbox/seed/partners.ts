import { people } from "./seed.ts";
import type { SeedValue } from "./hand.ts";

/** A partner of the seeded programme, as its team would have filled it in. */
export interface SeedPartner {
  readonly title: string;
  readonly body: string;
  readonly owner: string | null;
  /** Each stage entered and how many days ago, first to last. */
  readonly stages: readonly (readonly [name: string, daysAgo: number])[];
  /** Dates are given in days ago, as `{ daysAgo: n }`. */
  readonly fields: Readonly<Record<string, SeedValue | { readonly daysAgo: number }>>;
}

const qualification = [
  "Runs a multi-service production system with approval workflows today.",
  "Has a compliance or governance requirement (SOC 2, ISO 27001, FedRAMP).",
  "Engineering team of 5+ with capacity to dedicate 1 engineer part-time.",
  "Willing to share anonymised usage data and feedback.",
  "Use case aligns with a Portarium vertical pack (finance, HR, security ops, robotics).",
];
const call = [
  "Their current workflow/approval system and pain points (5 min).",
  "Portarium overview and how it addresses their needs (5 min).",
  "Design-partner terms and timeline (5 min).",
  "Q&A and next steps (5 min).",
  "Call held, terms agreed",
];
const signals = [
  'No concrete use case ("just exploring").',
  "Cannot allocate engineering time within 4 weeks.",
  "Requires features that conflict with Portarium's architecture (e.g., closed-source fork).",
];
const onboarding = [
  "Shared Slack/Discord channel created.",
  "Partner completes L0 — Discovery (Hello Portarium quickstart).",
  "Partner completes L1 — Integration Spike with their use case.",
  "First bi-weekly sync scheduled.",
  "Feedback tracker (GitHub project board or shared doc) created.",
];

function boxes(heading: string, items: readonly string[], ticked: readonly number[]): string {
  const lines = items.map((item, index) => `- [${ticked.includes(index) ? "x" : " "}] ${item}`);
  return [`## ${heading}`, "", ...lines, ""].join("\n");
}

function body(
  about: string,
  ticks: {
    readonly fit: readonly number[];
    readonly call?: readonly number[];
    readonly onboarding?: readonly number[];
  },
): string {
  const parts = [about, "", boxes("Identification", qualification, ticks.fit)];
  if (ticks.call !== undefined) parts.push(boxes("Qualification Call", [...call, ...signals], ticks.call));
  if (ticks.onboarding !== undefined) parts.push(boxes("Onboarding", onboarding, ticks.onboarding));
  return parts.join("\n");
}

/** Six partners in five stages. */
export const partners: readonly SeedPartner[] = [
  {
    title: "Acme Robotics",
    body: body("Approval flows for robot fleets. Found us through the docs.", {
      fit: [0, 1, 2, 4],
      call: [0, 1],
    }),
    owner: people.member,
    stages: [
      ["Identification", 34],
      ["Outreach", 20],
      ["Qualification Call", 6],
    ],
    fields: {
      Organisation: "Acme Robotics",
      "Primary contact": `Jane Doe @${people.contact}`,
      Signal: "their question in the forum about approval gates",
      Source: "Inbound enquiry",
      "Next action": "Hold the qualification call",
    },
  },
  {
    title: "Borealis Health",
    body: body("Hospital scheduling. Met at a meetup, no contact yet.", { fit: [1, 3] }),
    owner: null,
    stages: [["Identification", 12]],
    fields: {
      Organisation: "Borealis Health",
      Signal: "a talk at the platform meetup",
      Source: "Conference or meetup",
    },
  },
  {
    title: "Cobalt Finance",
    body: body("Payment approvals across four countries.", { fit: [0, 1, 2] }),
    owner: people.maintainer,
    stages: [
      ["Identification", 25],
      ["Outreach", 4],
    ],
    fields: {
      Organisation: "Cobalt Finance",
      "Primary contact": "Ravi Menon",
      Signal: "their pull request to the audit log",
      Source: "GitHub activity",
      "Next action": "Wait for an answer to the first message",
    },
  },
  {
    title: "Delta Grid",
    body: body("Change approvals in grid operations.", {
      fit: [0, 1, 2, 3],
      call: [0, 1, 2, 3, 4],
      onboarding: [0, 1, 3],
    }),
    owner: people.member,
    stages: [
      ["Identification", 70],
      ["Outreach", 55],
      ["Qualification Call", 30],
      ["Onboarding", 16],
    ],
    fields: {
      Organisation: "Delta Grid",
      "Primary contact": "Lena Fischer",
      Source: "Referral",
      "Adoption level": "L0",
      "Next action": "Pair on the first workflow",
      "Reference permission": "Anonymised",
    },
  },
  {
    title: "Evergreen Logistics",
    body: body("Customs release approvals.", {
      fit: [0, 1, 2, 3, 4],
      call: [0, 1, 2, 3, 4],
      onboarding: [0, 1, 2, 3, 4],
    }),
    owner: people.maintainer,
    stages: [
      ["Identification", 85],
      ["Outreach", 84],
      ["Qualification Call", 80],
      ["Onboarding", 76],
      ["Active Partnership", 62],
    ],
    fields: {
      Organisation: "Evergreen Logistics",
      "Primary contact": "Noor Haddad",
      Source: "Referral",
      Environment: "Production",
      "In production since": { daysAgo: 61 },
      "Adoption level": "L3",
      "Runs per week": 64,
      NPS: 9,
      "Last sync": { daysAgo: 8 },
      "Reference permission": "Public",
      "Logo permission": "Yes",
    },
  },
  {
    title: "Fjord Systems",
    body: body("Release approvals for a bank's core.", {
      fit: [0, 1, 2, 3],
      call: [0, 1, 2, 3, 4],
      onboarding: [0, 1, 2, 3, 4],
    }),
    owner: people.member,
    stages: [
      ["Identification", 80],
      ["Outreach", 75],
      ["Qualification Call", 60],
      ["Onboarding", 45],
      ["Active Partnership", 18],
    ],
    fields: {
      Organisation: "Fjord Systems",
      "Primary contact": "Ingrid Solberg",
      Source: "GitHub activity",
      Environment: "Staging",
      "Adoption level": "L1",
      "Runs per week": 14,
      "Last sync": { daysAgo: 4 },
    },
  },
];

export const draft = {
  title: "Glimmer Labs",
  body: "Two of their engineers asked good questions after the talk.",
};
