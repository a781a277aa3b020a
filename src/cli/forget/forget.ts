import type { Instant } from "../../core/time/time.ts";
import type { Forgetting } from "../../store/record-book.ts";
import { EXIT, type Console, type ExitCode } from "../console.ts";

/** What is to be forgotten, and by what means. */
export interface ForgetRequest {
  readonly repository: string;
  readonly issue: number;
  readonly yes: boolean;
  readonly now: Instant;
}

export interface ForgetTools {
  readonly console: Console;
  readonly forget: (issue: number, at: Instant) => Promise<Forgetting>;
}

/** Asks, takes the names out of the record, and says what is left to be done by hand. */
export async function forget(
  request: ForgetRequest,
  { console, forget: carryOut }: ForgetTools,
): Promise<ExitCode> {
  const { repository, issue, yes, now } = request;
  const name = `#${String(issue)} of ${repository}`;
  const question = `Take names, logins and all text about ${name} out of the record? It cannot be undone.`;
  const agreed = yes || (await console.confirm(question));
  if (agreed === null) {
    console.tell("Nobody is there to be asked, so nothing was done. --yes does it without asking.");
    return EXIT.misunderstood;
  }
  if (!agreed) {
    console.tell("Nothing was changed.");
    return EXIT.done;
  }
  return tell(console, await carryOut(issue, now), name);
}

function tell(console: Console, came: Forgetting, name: string): ExitCode {
  switch (came) {
    case "unknown":
      console.tell(`The record has no partner ${name}.`);
      return EXIT.problems;
    case "in-programme":
      console.tell(
        `${name} is still in the programme, and what its card says would be read again: let it leave first, with /exit in its issue.`,
      );
      return EXIT.problems;
    case "forgotten-before":
      console.say(`${name} was forgotten before.`);
      return EXIT.done;
    case "forgotten":
      console.say(
        [`${name} is forgotten. What happened, and when, is still counted.`, "", ...LEFT].join("\n"),
      );
      return EXIT.done;
  }
}

/** Our tables are not the only place. */
const LEFT = [
  "What this does not reach:",
  "- The issue with its comments and their earlier versions, its card, and sync notes: delete the issues on GitHub",
  "  (“Delete issue”, by an administrator of the repository); their cards go with them.",
  "- Earlier versions of the dashboard: delete the dashboard's issue, and a new one is opened within ten minutes or so.",
  "- Backups of the database from before today, and whatever was exported or reported.",
] as const;
