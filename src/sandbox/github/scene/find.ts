import type { Account, Organisation, Owner, Project, Repository } from "../model/records.ts";
import type { Acting } from "../model/rights.ts";
import { accountOf, ownerOf, repositoryOf, type State } from "../model/state.ts";

/** Setting the scene is nobody's act; records that want a creator get GitHub's own bot. */
export function acting(state: State): Acting {
  return { state, account: state.automation, installation: null, operation: "scene" };
}

/** Somebody who must be there. */
export function accountNamed(state: State, login: string): Account {
  return there(accountOf(state, login), `account ${login}`);
}

/** An owner who must be there. */
export function ownerNamed(state: State, login: string): Owner {
  return there(ownerOf(state, login), `owner ${login}`);
}

/** An organisation that must be there. */
export function organisationNamed(state: State, login: string): Organisation {
  const owner = ownerNamed(state, login);
  return there(owner.type === "Organization" ? owner : null, `organisation ${login}`);
}

/** A repository that must be there. */
export function repositoryNamed(state: State, name: string): Repository {
  return there(repositoryOf(state, name), `repository ${name}`);
}

/** A board that must be there. */
export function projectOfId(state: State, id: string): Project {
  return there(state.projects.find((project) => project.id === id) ?? null, `project ${id}`);
}

function there<Thing>(thing: Thing | null, what: string): Thing {
  if (thing === null) throw new Error(`there is no ${what}`);
  return thing;
}
