import type { Pieces } from "../../../../src/sandbox/assemble.ts";

/** An organisation with a partner repository, and who acts there. */
export interface Place {
  readonly organisation: string;
  readonly repository: string;
  /** May override. */
  readonly maintainer: string;
  readonly member: string;
  readonly contact: string;
}

export const robot = "triage-helper[bot]";
/** The place every world has. */
export const home: Place = {
  ...{ organisation: "northwind-labs", repository: "partners" },
  ...{ maintainer: "mara-lindqvist", member: "tomas-brandt", contact: "jane-acme" },
};
/** Another account with an installation of its own. */
export const abroad: Place = {
  ...{ organisation: "aurora-works", repository: "allies" },
  ...{ maintainer: "ada-north", member: "olaf-south", contact: "jim-acme" },
};

/** Builds `abroad` and installs the App there; its installation's id. */
export function settleAbroad({ world, registration }: Pick<Pieces, "world" | "registration">): number {
  const { scene } = world;
  const { organisation, repository, maintainer, member, contact } = abroad;
  scene.addOrganisation({ login: organisation, basePermission: "none" });
  scene.addPerson({ login: maintainer, organisation, role: "owner" });
  scene.addPerson({ login: member, organisation });
  scene.addPerson({ login: contact });
  const labels = ["design-partner", "P1", "P2"];
  scene.addRepository({ owner: organisation, name: repository, private: true, labels });
  for (const [login, permission] of [
    [maintainer, "maintain"],
    [member, "write"],
    [robot, "write"],
  ] as const)
    scene.setRight({ repository: `${organisation}/${repository}`, login, permission });
  const { permissions, events } = registration;
  return scene.install({ account: organisation, permissions, events }).id;
}

/** Lets a partner's contact read the repository: what is internal has to stay out of it. */
export function letContactsRead({ world }: Pick<Pieces, "world">, place: Place): void {
  const repository = `${place.organisation}/${place.repository}`;
  world.scene.setRight({ repository, login: place.contact, permission: "read" });
}
