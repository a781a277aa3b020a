import { withoutEmails } from "../../core/text/emails.ts";
import { oneLine, shorten } from "../../core/text/plain.ts";
import { faultIf } from "./diagnosis.ts";
import type { Check, NoteHome } from "./observed.ts";

const LONGEST = 100;

/** Where sync notes are to be opened. */
export const checkNotes: Check = ({ repository, programme }) =>
  (programme?.notes ?? []).flatMap((home) =>
    faultIf(home.state !== "fine", {
      code: home.cards === null ? "note-repository-missing" : "shared-repository-missing",
      what: `${placeOf(home)} names “${shorten(oneLine(withoutEmails(home.named)), LONGEST)}” for sync notes, ${reasonOf(home)}: no note can be opened.`,
      fix: `Name a repository that is there, as ${repository.owner.login}/NAME, or clear it.`,
    }),
  );

function placeOf({ cards }: NoteHome): string {
  if (cards === null) return "`sync.repository`";
  return `Shared repository of ${cards.map((number) => `#${String(number)}`).join(", ")}`;
}

function reasonOf({ state }: NoteHome): string {
  switch (state) {
    case "fine":
    case "unreadable":
      return "which cannot be read";
    case "other-organisation":
      return "which belongs to somebody else than the partner repository";
    case "no-name":
      return "which is no repository";
  }
}
