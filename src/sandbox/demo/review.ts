import { daysLater } from "./days.ts";
import type { Playhouse } from "./playhouse.ts";

/** After three months a sync holds the quarterly review; its decision and the partner's marks are the team's. */
export async function isReviewed(house: Playhouse, partner: number, firstSync: string): Promise<void> {
  const { tomas } = house;
  await house.scene("The quarterly review");
  const day = daysLater(firstSync, 84);
  await house.until("Three months after Wren Analytics began", day, partner);
  const note = await tomas.openNote("Wren Analytics");
  house.check("the review is a section of the sync's note", note?.body.includes("Quarterly review") === true);
  if (note === null) return;
  await house.act("Tomas writes it down, and closes the note", partner, () =>
    tomas.writeNote(note.number, "All that we set out to do is done."),
  );
  await house.until("The next working day", daysLater(day, 1), partner);
  house.check(
    "Tomas is asked in the partner's issue how it goes on, not where the partner reads",
    (await house.said(partner, `The quarterly review was held on ${day}`)).length === 1 &&
      (await house.said(note.number, "Decision")).length === 0,
  );
  await house.act("He answers: Decision: production reference; NPS: 9, 8", partner, () =>
    tomas.comment(partner, "Decision: production reference\nNPS: 9, 8"),
  );
  house.check("NPS is their average", (await tomas.field(partner, "NPS")) === 8.5);
  house.check(
    "a production reference needs the partner's permission, and that is missing",
    (await house.lastWords(partner)).includes("needs the partner's permission first"),
  );
}
