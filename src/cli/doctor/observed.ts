import type { Diagnosis } from "./diagnosis.ts";
import type { Login } from "../../core/ids.ts";
import type { Permission } from "../../core/partner/partner.ts";
import type { ParsedPlaybook, Playbook } from "../../core/playbook/playbook.ts";
import type { Day } from "../../core/time/time.ts";
import type { AppFacts } from "../../github/app-facts.ts";
import type { RepositorySeen, WholeProjectSeen } from "../../github/set-up.ts";
import type { ShallowCard } from "../../keeper/github.ts";

/** All that a diagnosis may know of an installation, as one token sees it. */
export interface Observed {
  readonly repository: RepositorySeen;
  /** Null: the repository has no playbook file. */
  readonly file: ParsedPlaybook | null;
  /** The board and what the playbook names; null where there is no playbook in force to name it. */
  readonly programme: ProgrammeSeen | null;
  /** Null: the App's own settings were not handed in. */
  readonly app: AppSeen | null;
  readonly today: Day;
}

export interface ProgrammeSeen {
  readonly playbook: Playbook;
  /** Null: there is none of that number, or the token may not read it. */
  readonly project: WholeProjectSeen | null;
  readonly cards: readonly ShallowCard[];
  /** Open issues with the partner label that have no card. */
  readonly offBoard: readonly { readonly number: number }[];
  /** Everybody whom playbook and cards name, by login as written. */
  readonly people: ReadonlyMap<Login, Permission>;
  /** Whether the team of overriders can be read; null: none is named. */
  readonly team: boolean | null;
  /** Where the playbook and the cards send sync notes; empty: everything goes to the partner repository. */
  readonly notes: readonly NoteHome[];
}

/** A repository that is named for sync notes. */
export interface NoteHome {
  /** As it is written. */
  readonly named: string;
  /** Issues of the cards that name it; null: the playbook does. */
  readonly cards: readonly number[] | null;
  readonly state: "fine" | "no-name" | "other-organisation" | "unreadable";
}

/** The App as its own key sees it. */
export type AppSeen =
  | { readonly kind: "facts"; readonly facts: AppFacts; readonly wanted: AppWants }
  | { readonly kind: "problems"; readonly problems: readonly string[] };

/** Reads the App, and whether it reaches these other repositories: `owner/name`. */
export type LookAtApp = (others: readonly string[]) => Promise<AppSeen>;

/** What the manifest asks for. */
export interface AppWants {
  readonly permissions: Readonly<Record<string, string>>;
  readonly events: readonly string[];
}

/** A few questions of one kind. Where all is well it has nothing to say. */
export type Check = (observed: Observed) => readonly Diagnosis[];
