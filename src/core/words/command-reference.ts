import { COMMAND_NAMES, exampleOf, formOf, GRAMMAR } from "../partner/grammar.ts";
import type { CommandName } from "../partner/command.ts";
import { EXPECTED } from "./answer.ts";

const BEGIN = "<!-- From the grammar: npm run commands -->";
const END = "<!-- End of the grammar -->";

/** The page with the part between its two signs as the grammar has it today. */
export function withReference(page: string): string {
  const [before = "", rest = ""] = page.split(BEGIN);
  const [, after = ""] = rest.split(END);
  return [before, BEGIN, "\n\n", reference(), "\n\n", END, after].join("");
}

function reference(): string {
  const kinds = [EXPECTED.DATE, EXPECTED.DURATION, EXPECTED.STAGE, EXPECTED["#N"]].join(" ");
  const brackets = "REASON and TEXT go on to the end of the line. What stands in brackets may be left out.";
  return [...COMMAND_NAMES.map(section), `${kinds} ${brackets}`].join("\n\n");
}

function section(name: CommandName): string {
  const { does, by, about, examples } = GRAMMAR[name];
  const who = by === "overriders" ? " Only by those whom the playbook's `override` names." : "";
  const where = about === "programme" ? " On the dashboard it needs no number." : "";
  const shown = examples.map((behind) => `\`${exampleOf(name, "partner", behind)}\``);
  const such = examples.join("") === "" ? "" : `\n\nFor example ${shown.join(" · ")}`;
  return `### \`${formOf(name, "partner")}\`\n\n${does.slice(0, 1).toUpperCase()}${does.slice(1)}.${who}${where}${such}`;
}
