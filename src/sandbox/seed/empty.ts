import { org, otherBot, people, type SeedParts, type Seeded } from "./seed.ts";

const PARTNERS = `${org}/partners`;
const NOTES = `${org}/shared-notes`;

/** An organisation with people and two repositories, the App installed, and no board yet. */
export function seedEmpty(parts: SeedParts): Seeded {
  return layGround(parts).seeded;
}

/** The ground every scene stands on, and the node id of the repository for partner issues. */
export function layGround({ world, permissions, events, travel }: SeedParts): {
  readonly seeded: Seeded;
  readonly repositoryId: string;
} {
  const { scene } = world;
  travel(90);
  scene.addOrganisation({ login: org, name: "Northwind Labs", basePermission: "none" });
  scene.addPerson({ login: people.maintainer, name: "Mara Lindqvist", organisation: org, role: "owner" });
  scene.addPerson({ login: people.member, name: "Tomas Brandt", organisation: org });
  scene.addPerson({ login: people.contact, name: "Jane Doe" });
  scene.addPerson({ login: people.outsider, name: "Otto Walker" });
  scene.addBot(otherBot);
  const labels = ["design-partner", "P1", "P2"];
  const repository = scene.addRepository({ owner: org, name: "partners", private: true, labels });
  scene.addRepository({ owner: org, name: "shared-notes", private: true });
  const rights = [
    [PARTNERS, people.maintainer, "maintain"],
    [PARTNERS, people.member, "write"],
    [PARTNERS, otherBot, "write"],
    [NOTES, people.maintainer, "maintain"],
    [NOTES, people.member, "write"],
    [NOTES, people.contact, "read"],
  ] as const;
  for (const [repository, login, permission] of rights) scene.setRight({ repository, login, permission });
  scene.install({ account: org, permissions, events });
  const seeded = { org, repo: PARTNERS, project: null, projectId: null, people };
  return { seeded, repositoryId: repository.id };
}
