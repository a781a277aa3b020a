import type { Sandbox } from "../sandbox.ts";
import { readBoard, type BoardView, type CardView } from "./board.ts";

/** What a person reads first: where everything is, what stands on the board, what to try. */
export function welcome(sandbox: Sandbox): string {
  const { address } = sandbox;
  const board = readBoard(sandbox);
  return [
    "A small GitHub is running on this machine, with Stagekeeper beside it.",
    "",
    ...table([
      ["GitHub REST", address.github.rest],
      ["GitHub GraphQL", address.github.graphql],
      ["Stagekeeper", address.app.url],
      ["Controls", address.control],
      ["Repository", address.repo],
      ...(address.project === null
        ? []
        : [["Project", `${address.org} #${String(address.project)}`] as const]),
      ["App's log", sandbox.logFile],
    ]),
    "",
    "People (login, what they may do, token)",
    ...table([
      [sandbox.login.maintainer, `maintains      ${address.tokens.maintainer}`],
      [sandbox.login.member, `writes         ${address.tokens.member}`],
      [sandbox.login.contact, `a contact      ${address.tokens.contact}`],
      [sandbox.login.outsider, `an outsider    ${address.tokens.outsider}`],
    ]),
    ...(board === null ? [] : ["", "The board", ...boardLines(board), ...tries(sandbox, board)]),
    "",
    "Time stands in your hands",
    `  curl -s -X POST ${address.control}/clock -d '{"advance":"P3D"}'`,
    `  curl -s -X POST ${address.control}/settle`,
    `  curl -s ${address.control}/requests`,
    "",
    "docs/sandbox.md has the rest. Ctrl-C ends it all. What happens from here on:",
    "",
  ].join("\n");
}

function boardLines({ options, cards }: BoardView): readonly string[] {
  const titles = (column: string | null): string =>
    cards
      .filter(({ status }) => status === column)
      .map(({ title, number }) => (number === null ? `${title} (draft)` : `${title} #${String(number)}`))
      .join(", ");
  const columns = [...options.map(({ name }) => name), null];
  return table(
    columns
      .filter((one) => one !== null || titles(one) !== "")
      .map((one) => [one ?? "No status", titles(one)]),
  );
}

/** Commands made of the ids on this very board, to be pasted as they are. */
function tries(sandbox: Sandbox, board: BoardView): readonly string[] {
  const { address } = sandbox;
  const refused = cardIn(board, "Qualification Call");
  const accepted = cardIn(board, "Outreach");
  const member = address.tokens.member;
  const lines: string[] = [];
  if (refused !== null)
    lines.push(
      "",
      `Try: move ${refused.title} to Onboarding before the call was held. It is moved back, with the reason.`,
      ...moveCommand(sandbox, board, { card: refused, to: "Onboarding" }),
      "and read what Stagekeeper wrote:",
      `  curl -s -H 'authorization: token ${member}' ${address.github.rest}/repos/${address.repo}/issues/${String(refused.number)}/comments`,
      "or with the GitHub CLI:",
      `  GH_ENTERPRISE_TOKEN=${member} gh api ${address.github.rest}/repos/${address.repo}/issues/${String(refused.number)}/comments`,
    );
  if (accepted !== null)
    lines.push(
      "",
      `Try: move ${accepted.title} to Qualification Call. All it needs is there, so it stays.`,
      ...moveCommand(sandbox, board, { card: accepted, to: "Qualification Call" }),
    );
  return lines;
}

function moveCommand(
  { address }: Sandbox,
  { statusField, options }: BoardView,
  { card, to }: { readonly card: CardView; readonly to: string },
): readonly string[] {
  const option = options.find(({ name }) => name === to)?.id ?? "";
  const input = `projectId:\\"${address.projectId ?? ""}\\",itemId:\\"${card.id}\\",fieldId:\\"${statusField}\\",value:{singleSelectOptionId:\\"${option}\\"}`;
  return [
    `  curl -s -H 'authorization: token ${address.tokens.member}' ${address.github.graphql} \\`,
    `    -d '{"query":"mutation{updateProjectV2ItemFieldValue(input:{${input}}){projectV2Item{id}}}"}'`,
  ];
}

function cardIn({ cards }: BoardView, column: string): CardView | null {
  return cards.find(({ status, number }) => status === column && number !== null) ?? null;
}

function table(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
}
