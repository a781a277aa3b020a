import type { Playhouse } from "./playhouse.ts";

const DAY = 24 * 60 * 60_000;

/** A sync note is opened, filled in, and written back to the card. */
export async function meets(house: Playhouse, partner: number): Promise<void> {
  const { sandbox, tomas } = house;
  await house.scene("A sync, and its notes");
  const day = new Date(Date.parse(sandbox.clock().now) + DAY).toISOString().slice(0, 10);
  await house.act(`Tomas plans a sync for tomorrow: /sync ${day}`, partner, () =>
    tomas.comment(partner, `/sync ${day}`),
  );
  const note = await tomas.openNote();
  house.check("the sync note was opened, with agenda and date", note?.title.includes(day) === true);
  if (note === null) return;
  await house.act("Tomas writes down what was agreed, and closes the note", partner, () =>
    tomas.writeNote(note.number, "They start the pilot on Monday.\n\n- Next action: Send the pilot plan"),
  );
  const written = JSON.stringify(sandbox.journal());
  house.check(
    "the notes and the next action stand on the card",
    written.includes("They start the pilot on Monday.") && written.includes('"Send the pilot plan"'),
  );
}
