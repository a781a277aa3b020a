import type { History } from "../history/history.ts";
import { diagnose, HEALTH, type Diagnosis } from "../metrics/health.ts";
import type { FieldValue } from "../partner/partner.ts";
import type { Rule, Ruling, Situation } from "../situation.ts";
import { dayOf } from "../time/zone.ts";
import { nothing, ruling } from "./ruling.ts";
import { setField } from "./set-field.ts";

/** Derives the field Health and writes it when it changes. A person's value stands until the next sync. */
export const health: Rule = (situation) => {
  const { partner, history } = situation;
  const found = history.onRecord && partner.card !== null ? diagnose(situation) : null;
  if (found === null) return nothing;
  const wanted = optionFor(situation, found);
  const changes = wanted !== null && !isLeft(situation, wanted);
  return { ...(changes ? write(situation, wanted) : nothing), dueAt: found.until };
};

/** Whether the field is left as it is: it says so already, a person's word stands, or GitHub shows an older value. */
function isLeft(situation: Situation, wanted: string): boolean {
  const seen = situation.partner.card?.fields["health"];
  const ours = situation.history.health;
  if (nameOf(seen) === wanted) return true;
  if (seen !== undefined && isTheirs(seen, ours)) return stands(situation, seen);
  return ours?.value === wanted;
}

function nameOf(seen: FieldValue | undefined): string | null {
  return seen?.kind === "option" ? seen.name : null;
}

/** A person wrote it after us. */
function isTheirs(seen: FieldValue, ours: History["health"]): boolean {
  return ours === null || (nameOf(seen) !== ours.value && seen.updatedAt > ours.at);
}

/** The option on the board that says this, by its place among the playbook's. */
function optionFor({ playbook }: Situation, { health: verdict }: Diagnosis): string | null {
  return playbook.fields["health"]?.options[HEALTH.indexOf(verdict)] ?? null;
}

function stands({ history, playbook }: Situation, { updatedAt }: FieldValue): boolean {
  const last = history.syncs.last?.on ?? null;
  return last === null || last <= dayOf(updatedAt, playbook.timeZone);
}

function write(situation: Situation, value: string): Ruling {
  const option = situation.board.fields["health"]?.options.find(({ name }) => name === value);
  if (option === undefined) return nothing;
  const number = (situation.history.health?.number ?? 0) + 1;
  const key = `health/${String(number)}`;
  const effects = setField(situation, key, { field: "health", value: { kind: "option", option: option.id } });
  if (effects.length === 0) return nothing;
  return ruling(situation, { entries: [{ kind: "health", value }], effects });
}
