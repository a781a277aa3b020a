import type { Claim } from "../../../src/keeper/store.ts";
import { AppError } from "../../../src/keeper/failure.ts";
import { ofDashboard } from "./dashboard.ts";
import { ofPartners } from "./partners.ts";
import { ofPipelines } from "./pipelines.ts";
import { promised, type InstallationRow, type Line, type Plainly, type Tables } from "./tables.ts";
import { ofWrites } from "./writes.ts";

interface Taken {
  readonly installation: InstallationRow;
  readonly discover: boolean;
}

/** A claim that holds the installation's lock until it is released or cut off. */
export function holdClaim(tables: Tables, line: Line, { installation, discover }: Taken): Claim {
  const lock = `installation/${installation.id}`;
  let isLost = false;
  const letGo = (): void => {
    if (isLost) return;
    isLost = true;
    tables.locks.delete(lock);
    line.cuts.delete(letGo);
  };
  tables.locks.add(lock);
  line.cuts.add(letGo);
  const parts = {
    ...ofInstallation(tables, installation),
    ...ofPipelines(tables, installation),
    ...ofPartners(tables, installation),
    ...ofWrites(tables, installation),
    ...ofDashboard(tables, installation),
  };
  return {
    ...{ installation: installation.id, account: installation.account, discover },
    ...promised(parts, () => {
      if (isLost) throw claimLost();
    }),
    release: () => {
      letGo();
      return Promise.resolve();
    },
  };
}

function claimLost(): AppError {
  const message = "The connection that held the installation's lock is gone.";
  return new AppError("claim-lost", { kind: "transient" }, { message });
}

type InstallationPart = Plainly<Pick<Claim, "holdOff" | "sentSince" | "rights" | "saveRights">>;

function ofInstallation(tables: Tables, installation: InstallationRow): InstallationPart {
  const key = (repository: string, login: string): string =>
    [installation.id, repository, login.toLowerCase()].join(" ");
  return {
    holdOff: (until) => {
      installation.notBefore = until > (installation.notBefore ?? 0) ? until : installation.notBefore;
    },
    sentSince: (since) =>
      tables.dispatches
        .filter((row) => row.installation === installation.id && row.at >= since)
        .map(({ at, contents, reminders }) => ({ at, contents, reminders }))
        .reverse(),
    rights: (repository, login) => tables.rights.get(key(repository, login)) ?? null,
    saveRights: (repository, login, rights) => void tables.rights.set(key(repository, login), rights),
  };
}
