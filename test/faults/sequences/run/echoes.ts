import type { Found } from "../../tally.ts";
import { self } from "../invariants/evidence.ts";
import type { Play } from "../model/play.ts";
import { pass } from "./opening.ts";

const SECOND = 1_000;

/**
 * I7: with everything at rest and nothing due, the webhooks of the App's own writes arrive, a second late. None of
 * its installations asks GitHub anything because of them. Null: something else was due in that second, be it a lease
 * of rights, a sweep, or what a limit holds back.
 */
export async function hearEchoes(state: Play): Promise<Found | null> {
  const { dispatcher, clock } = state.world.pieces;
  const { records } = state.stage.app;
  const { passed, posted } = state.world.tape;
  if (dispatcher.delayed() === 0 || (await records.isAnythingDue(clock.now() + 2 * SECOND))) return null;
  const [asked, heard] = [passed.length, posted.length];
  await pass(state, SECOND + 1);
  const echoes = posted.slice(heard).filter(({ body }) => isOwn(body));
  const calls = passed.slice(asked).filter(({ installation }) => installation !== null);
  const violations = calls.map(
    ({ kind, text }) =>
      `${String(echoes.length)} echoes of own writes caused a ${kind}: ${text.slice(0, 120)}`,
  );
  return { checked: echoes.length, violations };
}

function isOwn(body: string): boolean {
  return (JSON.parse(body) as { readonly sender?: { readonly login: string } | null }).sender?.login === self;
}
