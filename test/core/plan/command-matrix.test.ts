import { describe, expect, it } from "@jest/globals";
import type { EntryFact } from "../../../src/core/history/entry.ts";
import type { CommentId, PartnerId } from "../../../src/core/ids.ts";
import type { CommandName } from "../../../src/core/partner/command.ts";
import type { Hint, Permission } from "../../../src/core/partner/partner.ts";
import { COMMAND_NAMES } from "../../../src/core/partner/grammar.ts";
import { plan } from "../../../src/core/plan.ts";
import type { Ruling, Situation } from "../../../src/core/situation.ts";
import { obeyDashboard } from "../../../src/keeper/dashboard/commands.ts";
import type { Turn } from "../../../src/keeper/keeper.ts";
import { readComment } from "../../../src/web/events/issue.ts";
import {
  aBoard,
  aCard,
  aComment,
  aHistory,
  anIssue,
  aPartner,
  aPlaybook,
  aSituation,
  inStage,
  login,
  now,
  stage,
} from "../../support/situation.ts";

const roles = ["admin", "maintain", "write", "triage", "read", "none"] as const satisfies Permission[];
const acts = ["created", "edited", "deleted"] as const;
/** Where a line stands, and what of it reaches whom. */
const contexts = {
  "in the partner's issue": { text: (line: string) => line },
  "on the dashboard with its number": {
    text: (line: string) => line.replace(/^\/(?!help)\w+/, "$& #12"),
  },
  "on the dashboard without a number": { text: (line: string) => line },
  "in a quote": { text: (line: string) => `> ${line}` },
  "in code": { text: (line: string) => `\`\`\`\n${line}\n\`\`\`` },
  "in an HTML comment": { text: (line: string) => `<!--\n${line}\n-->` },
  "in an older mail": { text: (line: string) => `Yes\n\nOn Monday Jo ***@***.***> wrote:\n${line}` },
  "in a locked issue": { text: (line: string) => line },
  "of a partner who left": { text: (line: string) => line },
  "of a candidate": { text: (line: string) => line },
  "while observing": { text: (line: string) => line },
  "by a bot": { text: (line: string) => line },
  "on a pull request": { text: (line: string) => line },
} as const;
type Context = keyof typeof contexts;

/** What each line comes to where everything is right: what goes on record, and how it is shown. */
const lines: Readonly<Record<CommandName | "wrong" | "path", Expected & { readonly line: string }>> = {
  check: { line: "/check", facts: [], shows: "answer" },
  override: { line: "/override agreed", facts: ["overridden", "entered"], shows: "answer" },
  next: { line: "/next 2026-12-01 Call them", facts: [], shows: "THUMBS_UP" },
  done: { line: "/done", facts: [], shows: "THUMBS_UP" },
  sent: { line: "/sent", facts: ["sent"], shows: "THUMBS_UP" },
  replied: { line: "/replied", facts: ["replied"], shows: "THUMBS_UP" },
  snooze: { line: "/snooze 3d", facts: ["snoozed"], shows: "THUMBS_UP" },
  hold: { line: "/hold budget freeze", facts: ["held"], shows: "THUMBS_UP" },
  resume: { line: "/resume", facts: ["resumed"], shows: "THUMBS_UP" },
  exit: { line: "/exit declined no budget", facts: ["exited"], shows: "answer" },
  sync: { line: "/sync 2026-12-08", facts: ["sync"], shows: "THUMBS_UP" },
  help: { line: "/help", facts: [], shows: "answer" },
  wrong: { line: "/snooze for ever", facts: [], shows: "answer", refused: true },
  path: { line: "/usr/bin is full", facts: [], shows: null },
};

interface Expected {
  readonly facts: readonly string[];
  /** One answer, one reaction, both (on the dashboard), or nothing. */
  readonly shows: "answer" | "THUMBS_UP" | "CONFUSED" | "answer+THUMBS_UP" | "answer+CONFUSED" | null;
  readonly refused?: true;
}

const silence: Expected = { facts: [], shows: null };
const never: readonly Context[] = [
  "in a quote",
  "in code",
  "in an HTML comment",
  "in an older mail",
  "of a candidate",
  "while observing",
  "by a bot",
  "on a pull request",
];
const mayCommand: readonly Permission[] = ["admin", "maintain", "write"];
const mayOverride: readonly Permission[] = ["admin", "maintain"];

/** The rules of the commands, as the table has them. */
function expected(cell: Cell): Expected {
  const { name, role, act, context } = cell;
  const heard = act === "created" && mayCommand.includes(role) && !never.includes(context);
  return heard && name !== "path" ? asShown(cell, within(cell)) : silence;
}

function asShown({ name, context }: Cell, outcome: Expected): Expected {
  if (outcome.shows !== "answer") return outcome;
  const sign = outcome.refused === true ? "CONFUSED" : "THUMBS_UP";
  if (context === "in a locked issue") return { ...outcome, shows: sign };
  // What names no partner is answered on the dashboard itself, else in the partner's issue.
  const elsewhere = context === "on the dashboard with its number" && !(name === "help" || name === "wrong");
  return elsewhere ? { ...outcome, shows: `answer+${sign}` } : outcome;
}

function within({ name, role, context }: Cell): Expected {
  const refused: Expected = { facts: [], shows: "answer", refused: true };
  if (name === "wrong") return refused;
  if (context === "on the dashboard without a number" && name !== "help") return refused;
  if (context === "of a partner who left" && name !== "help") return refused;
  if (name === "override" && !mayOverride.includes(role)) return refused;
  return lines[name];
}

interface Cell {
  readonly name: keyof typeof lines;
  readonly role: Permission;
  readonly act: (typeof acts)[number];
  readonly context: Context;
}

const cells: readonly Cell[] = [...COMMAND_NAMES, "wrong" as const, "path" as const].flatMap((name) =>
  roles.flatMap((role) =>
    acts.flatMap((act) =>
      (Object.keys(contexts) as readonly Context[]).map((context) => ({ name, role, act, context })),
    ),
  ),
);

const jo = login("jo");
const refused: EntryFact = {
  kind: "refused",
  target: stage("active-partnership"),
  ...{ option: null, by: null, missing: ["onboarding"], waits: false, undone: true, comment: null },
  movedAt: now,
};
const held: EntryFact = { kind: "held", by: jo, until: null, reason: "waits" };
const left: EntryFact = { kind: "exited", by: jo, why: "declined", reason: "" };

/** In Outreach, where each command has something to do. */
function situationOf({ name, role, act, context }: Cell): Situation {
  const gone = context === "of a partner who left";
  const candidate = context === "of a candidate";
  const text = contexts[context].text(lines[name].line);
  const bot = context === "by a bot";
  const written = aComment({ body: text, author: { login: jo, bot }, edited: act === "edited" });
  const seen = act !== "deleted" && !context.startsWith("on ");
  const issue = anIssue({
    comments: seen ? [written] : [],
    locked: context === "in a locked issue",
    ...(gone ? { state: "closed", closedAs: "not-planned" } : {}),
    ...(candidate ? { author: null, assignees: [] } : {}),
  });
  const facts = name === "resume" ? [held] : [refused];
  const onRecord = inStage("outreach", { kind: "posted", key: "stage/outreach", id: "IC_0" }, ...facts);
  return aSituation({
    partner: aPartner({
      issue,
      card: aCard({ stage: "outreach" }),
      rights: { jo: { permission: role, overrider: false } },
    }),
    history: candidate
      ? aHistory({ kind: "candidate", author: null })
      : gone
        ? inStage("outreach", left)
        : onRecord,
    playbook: aPlaybook(context === "while observing" ? "mode: observe" : "mode: enforce"),
  });
}

/** The webhook as GitHub sends it, as far as it is read. */
function delivered({ name, act, context }: Cell): readonly Hint[] {
  const read = readComment({
    action: act,
    repository: { node_id: "R_1" },
    issue: {
      node_id: "I_1",
      labels: [],
      ...(context === "on a pull request" ? { pull_request: {} } : {}),
    },
    comment: {
      node_id: "IC_1",
      user: { login: jo, type: context === "by a bot" ? "Bot" : "User" },
      body: contexts[context].text(lines[name].line),
    },
  });
  if (read.kind !== "about" || read.about.kind !== "comment" || read.about.author === null) return [];
  const { comment, author, command } = read.about;
  return [{ kind: "comment", at: now, comment, author, command }];
}

type Effects = Ruling["effects"];

/** What comes of it: on the dashboard by way of the partner whose number it bears. */
async function outcomeOf(cell: Cell): Promise<Expected> {
  const situation = situationOf(cell);
  const hints = delivered(cell);
  if (!cell.context.startsWith("on the dashboard")) {
    const ruling = plan({ ...situation, hints });
    return shown(ruling.entries, ruling.effects);
  }
  const said = await obeyDashboard(
    ...deskOf(
      cell.role,
      situation,
      hints.filter((hint) => hint.kind === "comment"),
    ),
  );
  const ruling = plan({ ...situation, hints: said.orders.map(({ hint }) => hint) });
  return shown(ruling.entries, [...ruling.effects, ...said.effects]);
}

function deskOf(role: Permission, { playbook }: Situation, hints: readonly Hint[]): DeskArguments {
  const turn = {
    clock: { now: () => now },
    claim: { lines: () => Promise.resolve([{ partner: "1" as PartnerId, line: { number: 12 } }]) },
    github: { permission: () => Promise.resolve(role) },
  } as unknown as Turn;
  const desk = {
    scene: { playbook, board: aBoard(playbook), pipeline: { id: "1", repository: { id: "R_1" } } },
    row: { id: "9", pipeline: "1", issue: "I_9", kept: null },
    memory: { entries: [], hints, open: [] },
    standing: { issue: { id: "I_9" }, seen: null },
    shown: true,
  } as unknown as DeskArguments[1];
  return [turn, desk];
}
type DeskArguments = Parameters<typeof obeyDashboard>;

/** Of all that was decided, what the command brought about. */
function shown(entries: Ruling["entries"], effects: Effects): Expected {
  const own = new Set<string>(Object.values(lines).flatMap(({ facts }) => facts));
  const facts = entries.map(({ kind }) => kind).filter((kind) => own.has(kind));
  const signs = effects.flatMap((effect) => {
    if (effect.kind === "react") return effect.reaction;
    return effect.kind === "comment" && effect.key === `answer/${"IC_1" as CommentId}` ? "answer" : [];
  });
  return {
    facts,
    shows: signs.length === 0 ? null : (signs.sort().reverse().join("+") as Expected["shows"]),
  };
}

describe("the matrix of the commands", () => {
  it("has every cell of 14 lines, 6 roles, 3 events and 13 contexts", () => {
    expect(cells).toHaveLength(14 * 6 * 3 * 13);
  });

  it.each(Object.keys(contexts) as readonly Context[])("is as the rules say %s", async (context) => {
    const wrong: string[] = [];
    for (const cell of cells.filter((one) => one.context === context)) {
      const { facts, shows } = expected(cell);
      const outcome = await outcomeOf(cell);
      if (JSON.stringify(outcome) !== JSON.stringify({ facts, shows })) {
        wrong.push(
          `${cell.name} by ${cell.role}, ${cell.act}: ${JSON.stringify(outcome)}, not ${JSON.stringify({ facts, shows })}`,
        );
      }
    }

    expect(wrong).toEqual([]);
  });
});
