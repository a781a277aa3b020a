import type { NewField } from "../github/api.ts";
import { layGround } from "./empty.ts";
import { handOf } from "./hand.ts";
import { draft, partners, type SeedPartner } from "./partners.ts";
import { otherBot, people, type SeedParts, type Seeded } from "./seed.ts";

const stages = [
  "Identification",
  "Outreach",
  "Qualification Call",
  "Onboarding",
  "Active Partnership",
  "Graduation",
];

const text = (name: string): NewField => ({ name, type: "text" });
const number = (name: string): NewField => ({ name, type: "number" });
const date = (name: string): NewField => ({ name, type: "date" });
const choice = (name: string, options: readonly string[]): NewField => ({
  name,
  type: "single-select",
  options,
});

const fields: readonly NewField[] = [
  text("Organisation"),
  text("Primary contact"),
  text("Signal"),
  choice("Source", ["GitHub activity", "Inbound enquiry", "Conference or meetup", "Referral"]),
  text("Next action"),
  date("Due date"),
  text("Last sync notes"),
  date("Last sync"),
  choice("Environment", ["Staging", "Production"]),
  date("In production since"),
  choice("Adoption level", ["L0", "L1", "L2", "L3", "L4"]),
  number("Runs per week"),
  number("NPS"),
  choice("Reference permission", ["Public", "Anonymised", "No"]),
  choice("Logo permission", ["Yes", "No"]),
  text("Exit reason"),
  text("Shared repository"),
  choice("Health", ["On track", "At risk", "Off track"]),
];

/** A programme three months old: a board with six partners and a draft, and the playbook in its repository. */
export function seedProgramme(parts: SeedParts): Seeded {
  const { seeded, repositoryId } = layGround(parts);
  const { scene } = parts.world;
  const project = scene.addProject({ owner: seeded.org, title: "Design partners", statuses: stages, fields });
  scene.setProjectRole({ project: project.id, login: otherBot, role: "write" });
  scene.putFile({
    repository: seeded.repo,
    path: ".github/stagekeeper.yml",
    text: `extends: design-partner\nproject: ${String(project.number)}\nlead: ${people.maintainer}\n`,
  });
  scene.quietly(() => {
    for (const partner of partners) place(partner, { ...parts, repositoryId, project: project.id });
    parts.travel(2);
    const hand = handOf(parts.world, people.member, project.id);
    hand.set(hand.addDraft(draft.title, draft.body), "Status", "Identification");
  });
  return { ...seeded, project: project.number, projectId: project.id };
}

function place(
  partner: SeedPartner,
  parts: SeedParts & { readonly repositoryId: string; readonly project: string },
): void {
  const { world, travel, day, repositoryId, project } = parts;
  const hand = handOf(world, people.member, project);
  travel(partner.stages[0]?.[1] ?? 0);
  const issue = hand.openIssue({
    repositoryId,
    title: partner.title,
    body: partner.body,
    labels: ["design-partner"],
    assignees: partner.owner === null ? [] : [partner.owner],
  });
  const card = hand.addCard(issue);
  for (const [stage, daysAgo] of partner.stages) {
    travel(daysAgo);
    hand.set(card, "Status", stage);
  }
  for (const [field, value] of Object.entries(partner.fields))
    hand.set(card, field, typeof value === "object" ? day(value.daysAgo) : value);
}
