import type { Ruling, Situation } from "../../src/core/situation.ts";
import { aCard, anIssue, aPartner, aSituation, ticked } from "./situation.ts";

/** The kinds of a ruling's journal entries, in order. */
export const facts = ({ entries }: Ruling): readonly string[] => entries.map(({ kind }) => kind);
/** The kinds of a ruling's effects, in order. */
export const acts = ({ effects }: Ruling): readonly string[] => effects.map(({ kind }) => kind);
/** Everything a ruling would post, as one text. */
export const bodyOf = ({ effects }: Ruling): string =>
  effects.flatMap((effect) => (effect.kind === "comment" ? [effect.body] : [])).join("\n");

/** In Identification with everything that Outreach asks for. */
export const ready = (changes: Parameters<typeof anIssue>[0] = {}): ReturnType<typeof anIssue> =>
  anIssue({ body: ticked("qualification", 3), ...changes });

/** The card stands in that column while another stage is on record. */
export const movedTo = (id: string, changes: Partial<Situation> = {}): Situation =>
  aSituation({ partner: aPartner({ card: aCard({ stage: id }), issue: anIssue() }), ...changes });
