import { daysLater, workingDay } from "./days.ts";
import type { Playhouse } from "./playhouse.ts";

/** A sync note is opened, filled in, and written back to the card. */
export async function meets(house: Playhouse, partner: number, name: string): Promise<void> {
  const { sandbox, tomas } = house;
  await house.scene("A sync, and its notes");
  const day = daysLater(sandbox.clock().now.slice(0, 10), 1);
  await house.act(`Tomas plans a sync for tomorrow: /sync ${day}`, partner, () =>
    tomas.comment(partner, `/sync ${day}`),
  );
  const note = await tomas.openNote(name);
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

/** Who answered becomes a partner with a sync every two weeks. Answers the day of the first, a working day. */
export async function meetsAgain(house: Playhouse, partner: number): Promise<string> {
  const { mara, sandbox, tomas } = house;
  await house.scene("The one that answered: a sync every two weeks");
  await house.act("Mara moves Wren Analytics to Active Partnership, and overrides", partner, async () => {
    await mara.move(partner, "Active Partnership");
    await sandbox.settle();
    await mara.comment(partner, "/override they run it already");
  });
  const first = workingDay(daysLater(sandbox.clock().now.slice(0, 10), 7));
  await house.act(`Tomas plans the first sync: /sync ${first}`, partner, () =>
    tomas.comment(partner, `/sync ${first}`),
  );
  house.check("its note is not there a week before", (await tomas.openNote("Wren Analytics")) === null);
  await house.until("On the day of the sync …", first, partner);
  const note = await tomas.openNote("Wren Analytics");
  house.check("… the note is there", note?.title === `Sync with Wren Analytics: ${first}`);
  if (note === null) return first;
  const due = daysLater(first, 10);
  await house.act("Tomas notes, in Markdown of his own, what was agreed, and closes it", partner, () =>
    tomas.writeNote(
      note.number,
      `A **second team** joins.\n\n* **Next action:** Plan with the second team\n1. Due: ${due}\n- [x] Runs per week: ~14`,
    ),
  );
  house.check(
    "next action, due date and runs stand in their fields",
    (await tomas.field(partner, "Next action")) === "Plan with the second team" &&
      (await tomas.field(partner, "Due date")) === due &&
      (await tomas.field(partner, "Runs per week")) === 14 &&
      (await tomas.field(partner, "Last sync")) === first,
  );
  await house.act("Tomas sees to it: /done", partner, () => tomas.comment(partner, "/done"));
  return first;
}

/** Nobody writes anything into a note: it is asked for twice, then counts as missed. */
export async function missesOne(house: Playhouse, partner: number, first: string): Promise<void> {
  const { tomas } = house;
  await house.scene("A sync that nobody writes down");
  const second = daysLater(first, 14);
  await house.until(`The second sync, on ${second}`, second, partner);
  const note = await tomas.openNote("Wren Analytics");
  house.check("two weeks after the first, its note is there", note?.title.endsWith(second) === true);
  if (note === null) return;
  await house.until("Two working days later", daysLater(second, 4), partner);
  await house.until("Five working days later", daysLater(second, 7), partner);
  const asked = (await house.said(partner, `sync on ${second}`)).length;
  house.check("its notes were asked for twice, in the partner's issue", asked === 2);
  await house.until("Seven working days later", daysLater(second, 11), partner);
  house.check(
    "it counts as missed, and its note is closed",
    (await tomas.closedAs(note.number)) === "not_planned",
  );
  house.check(
    "the card still shows the sync that was held",
    (await tomas.field(partner, "Last sync")) === first,
  );
  await house.act("Nothing to talk about next time: /sync skip", partner, () =>
    tomas.comment(partner, "/sync skip"),
  );
  house.check("no note is open", (await tomas.openNote("Wren Analytics")) === null);
}
