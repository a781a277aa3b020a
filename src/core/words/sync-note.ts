import { sameLogin, type Login } from "../ids.ts";
import { contactsOf } from "../partner/contacts.ts";
import type { LinkedIssue } from "../partner/partner.ts";
import { ownerOf } from "../partner/people.ts";
import type { Situation } from "../situation.ts";
import { NOTES_HEADING } from "../sync/read-note.ts";
import type { Occasion } from "../sync/record.ts";
import type { PlannedSync } from "../sync/series.ts";
import { mention } from "../text/mention.ts";
import { oneLine, plain, shorten } from "../text/plain.ts";
import { comment, count, markedComment } from "./comment.ts";

/** What a sync note says, and to whom. */
export interface SyncNote extends PlannedSync {
  readonly key: string;
  readonly occasions: readonly Occasion[];
  readonly mentioned: readonly Login[];
  /** No sync: for the occasions alone. */
  readonly apart: boolean;
}

const SECTIONS: Readonly<Record<Occasion, readonly string[]>> = {
  retrospective: ["**Monthly retrospective (15 min)**", "- What works", "- What does not"],
  review: ["**Quarterly review**", "- What we set out to do, and where we are", "- What comes next"],
};

const MEETINGS: Readonly<Record<Occasion, string>> = {
  retrospective: "retrospective",
  review: "quarterly review",
};

/** What is held on that day. */
export function meetingOf({ apart, occasions }: Pick<SyncNote, "apart" | "occasions">): string {
  return apart ? occasions.map((occasion) => MEETINGS[occasion]).join(" and ") : "sync";
}

/** The title. GitHub shows it as plain text. */
export function syncTitle(situation: Situation, note: Pick<SyncNote, "on" | "apart" | "occasions">): string {
  const { on } = note;
  const what = meetingOf(note).replace(/^./, (letter) => letter.toUpperCase());
  return `${what} with ${shorten(oneLine(nameOf(situation)).replace(/[@#]/g, ""), 120)}: ${on}`;
}

/** Contacts and owner: nobody else is mentioned in a sync note. */
export function invited({ partner }: Situation): readonly Login[] {
  const owner = ownerOf(partner);
  const people = [...contactsOf(partner).map(({ login }) => login), ...(owner === null ? [] : [owner])];
  return people.filter((login, at) => people.findIndex((other) => sameLogin(other, login)) === at);
}

/** The issue's body. Its readers are the partner's people: nothing internal is in it. The marker says whose note it is, for the notes of one day have one key. */
export function renderSyncNote(situation: Situation, note: SyncNote): string {
  const to = note.mentioned.map(mention).join(", ");
  const of = situation.partner.issue?.id ?? null;
  return markedComment({ v: 1, key: note.key, kind: "sync-note", of }, [
    `${to === "" ? "" : `${to}: `}the ${meetingOf(note)} of **${plain(nameOf(situation))}** on **${note.on}**.`,
    `Write down what is agreed under *${NOTES_HEADING}* or in a comment, then close this issue. Dates are written 2026-11-22.`,
    note.apart ? "### Agenda" : "### Agenda (30 min)",
    note.apart ? null : "- Blockers\n- Feature requests\n- Roadmap preview",
    ...note.occasions.map((occasion) => SECTIONS[occasion].join("\n")),
    ...agreed(situation),
    ...openFeedback(situation),
    `### ${NOTES_HEADING}`,
    "- Next action:\n- Due:\n- Runs per week:\n- Adoption level:",
  ]);
}

function nameOf({ partner }: Situation): string {
  const name = partner.card?.fields["organisation"];
  const known = name?.kind === "text" && name.text.trim() !== "" ? name.text : null;
  return known ?? partner.issue?.title ?? "";
}

/** Only what the last note says itself: the card's own fields may hold what is not for the partner. */
function agreed({ history: { syncs }, partner }: Situation): readonly string[] {
  const { last } = syncs;
  if (last === null) return [];
  const notes = last.lines.map((line) => `> ${plain(line)}`).join("\n>\n");
  const field = partner.card?.fields["nextAction"];
  const stands = last.action !== null && field?.kind === "text" && field.text === last.action;
  return [
    ...(notes === "" ? [] : [`### What was agreed on ${last.on}`, notes]),
    ...(stands ? ["### Open actions", `- [ ] ${plain(last.action)}`] : []),
  ];
}

/** Issues that stand beside the note by their titles; those that its readers may not see only as a number. */
function openFeedback({ partner, playbook, noteRepository }: Situation): readonly string[] {
  const open = (partner.issue?.linked ?? []).filter(({ state }) => state === "open");
  const lines = ["p1", "p2"].flatMap((key) => {
    const label = playbook.labels[key];
    const found = open.filter(({ labels }) => labels.some((name) => sameName(name, label)));
    if (label === undefined || found.length === 0) return [];
    if (noteRepository?.own !== true) return [`- ${plain(label)}: ${String(found.length)} open`];
    return found.map((issue) => `- ${plain(label)}: ${titled(issue)}`);
  });
  return lines.length === 0 ? [] : ["### Open feedback", lines.join("\n")];
}

function titled({ number, title, url }: LinkedIssue): string {
  return title === undefined || url === undefined ? `#${String(number)}` : `[${plain(title)}](${url})`;
}

function sameName(name: string, label: string | undefined): boolean {
  return name.toLowerCase() === label?.toLowerCase();
}

/** Asked in the note itself when it was closed without notes. */
export function renderWhereAreTheNotes(key: string, owner: Login | null): string {
  const to = owner === null ? "" : `${mention(owner)}: `;
  return comment(key, "sync-empty", [
    `${to}this was closed without notes. Did the sync take place? Please write down what was agreed, and close it again; closed without notes once more, it counts as not held.`,
  ]);
}

/** Told once in the partner issue, by name but without a mention. */
export function renderUnreached(
  key: string,
  { to, names, url }: { readonly to: Login | null; readonly names: readonly Login[]; readonly url: string },
): string {
  const are = count(names.length, "person", "people");
  return comment(key, "sync-unreached", [
    `${to === null ? "" : `${mention(to)}: `}the [sync note](${url}) does not reach ${are} it names: ${names.map((name) => plain(name)).join(", ")}. They cannot read its repository, or the name is misspelt. Please pass it on.`,
  ]);
}

/** Told once when the note has nowhere to stand. */
export function renderNoRepository(key: string, to: Login | null): string {
  return comment(key, "sync-nowhere", [
    `${to === null ? "" : `${mention(to)}: `}the next sync note cannot be opened: Stagekeeper cannot read the repository that is named for it (the field *Shared repository*, or \`sync.repository\` in the playbook).`,
  ]);
}
