import { writeMarker } from "../text/marker.ts";
import { plain } from "../text/plain.ts";

/** What is wrong with a pipeline, as people are told of it. */
export interface Complaint {
  readonly about: "playbook" | "paused" | "board";
  readonly message: string;
}

export const NOTICE_TITLE = "Stagekeeper needs attention";
export const NOTICE_KIND = "notice";

const headings: Readonly<Record<Complaint["about"], string>> = {
  playbook:
    "**The playbook file `.github/stagekeeper.yml` has problems.** The last good version stays in force; until there is one, nothing is done.",
  paused:
    "**The pipeline is paused.** No card is judged or moved, and commands wait, until this is put right:",
  board: "**The board and the playbook do not quite agree.** Everything else goes on:",
};

/** The text of the pipeline's one notice issue. */
export function noticeText(key: string, complaints: readonly Complaint[]): string {
  return [
    writeMarker({ v: 1, key, kind: NOTICE_KIND }),
    ...(["paused", "playbook", "board"] as const).flatMap((about) => section(about, complaints)),
    "Stagekeeper looks again within 15 minutes, and at once when the playbook file changes. It closes this issue when all is well.",
  ].join("\n\n");
}

/** The text once all is well again. */
export function solvedText(key: string): string {
  const marker = writeMarker({ v: 1, key, kind: NOTICE_KIND });
  return [marker, "All is well again: there is nothing left to put right."].join("\n\n");
}

function section(about: Complaint["about"], complaints: readonly Complaint[]): readonly string[] {
  const lines = complaints
    .filter((complaint) => complaint.about === about)
    .map(({ message }) => `- ${plain(message)}`);
  return lines.length === 0 ? [] : [headings[about], lines.join("\n")];
}
