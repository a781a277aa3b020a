import type { Board } from "../stage/board.ts";
import type { GithubWorld } from "../stage/github.ts";
import type { Stage } from "../stage/stage.ts";
import type { Facts } from "./facts.ts";
import type { Ground } from "./model.ts";
import type { Setting } from "./step.ts";

/** What people wrote: the comment, and whether it is a command that has to be carried out. */
export interface Said {
  readonly id: string;
  readonly partner: number;
  readonly command: boolean;
}

/** A sequence under way: the stage, and the model's grounds beside it. */
export interface Play {
  readonly stage: Stage;
  readonly world: GithubWorld;
  readonly board: Board;
  readonly setting: Setting;
  facts: readonly Facts[];
  grounds: readonly Ground[];
  /** Moves that the App may or may not have seen one by one. */
  pending: { readonly partner: number; readonly bot: boolean }[];
  readonly troubles: Map<number, string[]>;
  readonly said: Said[];
  readonly deleted: Set<number>;
  readonly archived: Set<number>;
  readonly fired: { readonly name: string; readonly at: number }[];
  readonly wrong: string[];
  compared: number;
}

/** The fields that say so. */
export function fieldsOf(facts: Facts): Readonly<Record<string, string>> {
  return {
    Organisation: "Acme",
    "Primary contact": valueOf("contact", 0),
    ...(facts.environment === null ? {} : { Environment: facts.environment }),
    ...(facts.level === null ? {} : { "Adoption level": facts.level }),
  };
}

/** What the field says when it is set. */
export function valueOf(field: "organisation" | "contact", partner: number): string {
  return field === "contact" ? "Jane Doe @jane-acme" : `Acme ${String(partner)} @octo-team jane@acme.com`;
}

/** Each ground once. */
export function distinct(grounds: readonly Ground[]): readonly Ground[] {
  const text = (ground: Ground): string =>
    JSON.stringify(ground, (_, value: unknown) => (value instanceof Set ? [...value] : value));
  return [...new Map(grounds.map((ground) => [text(ground), ground])).values()].slice(0, 64);
}
