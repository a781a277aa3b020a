import type { Draft } from "./draft.ts";
import type { Fault, Path } from "./problems.ts";

/** One thing that must be true of a playbook, beyond the shape of the file. */
export type Check = (draft: Draft) => readonly Fault[];

/** A name and where it stands. */
export interface Named {
  readonly name: string;
  readonly path: Path;
}

/** A fault for every name that an earlier one has already, without regard to case. */
export function repeated(names: readonly Named[], what: string): readonly Fault[] {
  const seen = new Set<string>();
  return names.flatMap(({ name, path }) => {
    const key = name.trim().toLowerCase();
    const again = seen.has(key);
    seen.add(key);
    return again ? [{ path, message: `Another ${what} is called “${name}” already.` }] : [];
  });
}
