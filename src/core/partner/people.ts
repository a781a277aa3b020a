import type { Login } from "../ids.ts";
import { sameLogin } from "../ids.ts";
import type { Hint, Partner, Person, Rights, Status, StatusEvent } from "./partner.ts";

/** GitHub stamps the Status value and its event within seconds of each other. */
const SAME_ACT = 60_000;

/** Rights in the partner repository, as far as they were asked for; undefined: not asked. */
export function rightsOf({ rights }: Partner, login: string): Rights | undefined {
  if (Object.hasOwn(rights, login)) return rights[login];
  return Object.entries(rights).find(([known]) => sameLogin(known, login))?.[1];
}

/** Whether these rights let somebody tick and command. Rights that were not asked for do not. */
export function canWrite(rights: Rights | undefined): boolean {
  return rights !== undefined && ["admin", "maintain", "write"].includes(rights.permission);
}

/** The owner: the issue's first assignee. */
export function ownerOf({ issue }: Partner): Login | null {
  return issue?.assignees[0] ?? null;
}

/** Whether the boxes in the issue's body count: its author has write access. */
export function bodyCounts(partner: Partner): boolean {
  const author = partner.issue?.author ?? null;
  return author !== null && canWrite(rightsOf(partner, author.login));
}

/** An issue from outside (its author has no write access) that nobody with write access owns yet. */
export function isCandidate(partner: Partner): boolean {
  if (partner.issue === null || bodyCounts(partner)) return false;
  return !partner.issue.assignees.some((login) => canWrite(rightsOf(partner, login)));
}

/**
 * Who gave the card the Status it has: the actor of the last timeline event with that value, else the sender of
 * the last delivery with it, else nobody. An event much older than the value is of an earlier move to the same
 * column: then a delivery knows better.
 */
export function moverOf({ card, issue }: Partner, hints: readonly Hint[]): Person | null {
  if (card === null) return null;
  const event = (issue?.statusEvents ?? []).findLast(({ to }) => to === (card.status?.name ?? ""));
  if (event !== undefined && isOf(event, card.status)) return event.by;
  return senderOf(card.status, hints) ?? event?.by ?? null;
}

function isOf({ at }: StatusEvent, status: Status | null): boolean {
  return status === null || at >= status.updatedAt - SAME_ACT;
}

function senderOf(status: Status | null, hints: readonly Hint[]): Person | null {
  const option = status?.option ?? null;
  const delivery = hints.filter((hint) => hint.kind === "status").findLast(({ to }) => to === option);
  return delivery?.sender ?? null;
}
