import type { Pieces } from "../../../../src/sandbox/assemble.ts";

/** An organisation with a partner repository, and who acts there. */
export interface Place {
  readonly organisation: string;
  readonly repository: string;
  /** Where sync notes go, if that is a repository of their own. */
  readonly syncRepository: string | null;
  /** May override. */
  readonly maintainer: string;
  readonly member: string;
  readonly contact: string;
}

export const robot = "triage-helper[bot]";
/** The place every world has. */
export const home: Place = {
  ...{ organisation: "northwind-labs", repository: "partners", syncRepository: null },
  ...{ maintainer: "mara-lindqvist", member: "tomas-brandt", contact: "jane-acme" },
};
/** The same place where sync notes go to a repository of their own. */
export const homeWithNotesApart: Place = { ...home, syncRepository: "shared-notes" };
/** Another account with an installation of its own. */
export const abroad: Place = {
  ...{ organisation: "aurora-works", repository: "allies", syncRepository: null },
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

/** The team and the contact work in the repository of sync notes. */
export function openNotesApart({ world }: Pick<Pieces, "world">): void {
  const { organisation, syncRepository, maintainer, member, contact } = homeWithNotesApart;
  const repository = `${organisation}/${syncRepository ?? ""}`;
  for (const [login, permission] of [
    [maintainer, "maintain"],
    [member, "write"],
    [contact, "read"],
  ] as const)
    world.scene.setRight({ repository, login, permission });
}

/** Lets a partner's contact read a repository: what is internal has to stay out of it. */
export function letContactsRead({ world }: Pick<Pieces, "world">, place: Place, name: string): void {
  const repository = `${place.organisation}/${name}`;
  world.scene.setRight({ repository, login: place.contact, permission: "read" });
}
