export interface CommandForm {
  readonly name: string;
  /** What stands behind the name: `[until DATE] REASON`; empty for none. */
  readonly arguments: string;
  /** One line for `/help` and the documentation. */
  readonly help: string;
}

/** Every command, in the order in which `/help` lists them. Parsing, `/help` and the documentation use this. */
export const COMMANDS = [
  { name: "check", arguments: "[STAGE]", help: "shows what is missing for the next stage, or for STAGE" },
  { name: "override", arguments: "REASON", help: "lets the refused move through and records why" },
  { name: "next", arguments: "DATE TEXT", help: "sets the next action and its due date" },
  { name: "done", arguments: "", help: "the next action is done" },
  { name: "sent", arguments: "[DATE]", help: "the outreach message went out today, or on DATE" },
  { name: "replied", arguments: "", help: "the partner answered somewhere else" },
  { name: "snooze", arguments: "DURATION", help: "no reminders for that long, such as `3d` or `2w`" },
  {
    name: "hold",
    arguments: "[until DATE] REASON",
    help: "puts the partner on hold: clocks and reminders stop",
  },
  { name: "resume", arguments: "", help: "ends the hold" },
  {
    name: "exit",
    arguments: "declined|disqualified|no-response|wound-down|not-now DATE|merged #N [REASON]",
    help: "the partner leaves the programme",
  },
  {
    name: "sync",
    arguments: "DATE|skip|every 2 weeks from DATE",
    help: "plans the next sync, skips it, or changes the rhythm",
  },
  { name: "help", arguments: "", help: "lists the commands" },
] as const satisfies readonly CommandForm[];

export type CommandName = (typeof COMMANDS)[number]["name"];

/** How the command is written, on the dashboard with the number of the partner's issue. */
export function formOf(name: CommandName, place: "partner" | "dashboard"): string {
  const number = place === "dashboard" && name !== "help" ? "#N" : "";
  const form = COMMANDS.find((command) => command.name === name);
  return [`/${name}`, number, form?.arguments ?? ""].filter((part) => part !== "").join(" ");
}
