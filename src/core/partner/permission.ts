import type { Partner } from "./partner.ts";

/** What a field that asks for the partner's permission says when they refuse. */
const REFUSED = "No";

/** The partner gave permission: the field is set, and not to No. */
export function isPermitted({ card }: Partner, field: string): boolean {
  const value = card?.fields[field];
  return value?.kind === "option" && value.name !== REFUSED;
}

/** The partner was asked and refused. */
export function isRefused({ card }: Partner, field: string): boolean {
  const value = card?.fields[field];
  return value?.kind === "option" && value.name === REFUSED;
}
