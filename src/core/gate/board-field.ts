import type { FieldValue } from "../partner/partner.ts";
import type { Evidence } from "./evidence.ts";
import type { Verdict } from "./verdict.ts";

/** What the card says in one of the playbook's fields. */
export type FieldRead =
  | { readonly kind: "value"; readonly name: string; readonly value: FieldValue }
  | { readonly kind: "empty"; readonly name: string }
  /** The board has no such field, or one of another type. */
  | {
      readonly kind: "no-field";
      readonly name: string;
      readonly missing: Pick<Verdict, "because" | "remedy">;
    };

/** Reads a field of the card by the playbook's key. Blank text is empty. */
export function readField({ playbook, board, partner }: Evidence, key: string): FieldRead {
  const { name = key, type = "text" } = playbook.fields[key] ?? {};
  if (board.fields[key]?.type !== type) {
    const missing = {
      because: `The board has no field “${name}” of type ${type}`,
      remedy: `Somebody who administers the board can add the field “${name}”; “npx stagekeeper init” adds what is missing`,
    };
    return { kind: "no-field", name, missing };
  }
  const value = partner.card?.fields[key];
  const blank = value === undefined || (value.kind === "text" && value.text.trim() === "");
  return blank ? { kind: "empty", name } : { kind: "value", name, value };
}
