import type { Effect } from "../../core/effect.ts";
import type { EntryFact, Entry } from "../../core/history/entry.ts";
import { recall } from "../../core/history/recall.ts";
import type { CommentId, Login } from "../../core/ids.ts";
import { readCommands, type CommandLine } from "../../core/partner/commands.ts";
import type { Person } from "../../core/partner/partner.ts";
import { canWrite } from "../../core/partner/people.ts";
import type { Instant } from "../../core/time/time.ts";
import {
  renderAnswers,
  renderBeyond,
  renderHelp,
  renderMisread,
  renderNoSuchPartner,
  type Said,
} from "../../core/words/answer.ts";
import type { Scene, Turn } from "../keeper.ts";
import type { Memory } from "../store.ts";
import type { Standing } from "./see.ts";
import type { DashboardRow, Order } from "./store.ts";

interface Desk {
  readonly scene: Scene;
  readonly row: DashboardRow;
  readonly memory: Memory;
  readonly standing: Standing | null;
  readonly shown: boolean;
}

/** What the comments on the dashboard come to. */
export interface Obeyed {
  readonly orders: readonly Order[];
  readonly effects: readonly Effect[];
  readonly entries: readonly Entry[];
  readonly readUntil: Instant;
}

interface Written {
  readonly comment: CommentId;
  readonly author: Person;
  readonly text: string;
  readonly at: Instant;
}

/**
 * Hands each command to the partner whose number it bears: there the rights of its author are read live, as for any
 * command. What cannot be handed on is answered here, if its author may write.
 */
export async function obeyDashboard(turn: Turn, desk: Desk): Promise<Obeyed> {
  const now = turn.clock.now();
  const listens = desk.shown && desk.scene.playbook.mode === "enforce";
  const written = listens ? writtenOn(desk) : [];
  const known = written.length === 0 ? [] : await turn.claim.lines(desk.scene.pipeline.id);
  const numbers = new Map(known.map(({ partner, line }) => [line.number, partner]));
  const orders: Order[] = [];
  const effects: Effect[] = [];
  const entries: Entry[] = [];
  for (const one of written) {
    const lines = readCommands(one.text, { stages: desk.scene.playbook.stages, place: "dashboard" });
    orders.push(...ordersOf(one, lines, numbers));
    const open = lines.filter((line) => !isAddressed(line, numbers));
    if (open.length > 0 && (await mayWrite(turn, desk, one.author.login))) {
      effects.push(...answerTo(desk, one, { open, whole: lines.length === 1 }));
    }
    entries.push({ at: now, ...noted(one) });
  }
  // What was written while nobody listened is not obeyed later.
  const since = listens ? (desk.row.kept?.readUntil ?? now) : now;
  const readUntil = Math.max(since, ...written.map(({ at }) => at)) as Instant;
  return { orders, effects, entries, readUntil };
}

/** From deliveries, which hold the text as created; else from the look, if it was never edited. */
function writtenOn({ memory, standing, row }: Desk): readonly Written[] {
  const { answered } = recall(memory.entries);
  const delivered = memory.hints.flatMap((hint): readonly Written[] =>
    hint.kind === "comment" && hint.command !== null
      ? [{ comment: hint.comment, author: hint.author, text: hint.command, at: hint.at }]
      : [],
  );
  const since = row.kept?.readUntil ?? Infinity;
  const seen = (standing?.seen?.comments ?? []).flatMap(
    ({ id, author, body, createdAt, edited, ours }): readonly Written[] =>
      author === null || edited || ours || createdAt <= since
        ? []
        : [{ comment: id, author, text: body, at: createdAt }],
  );
  const once = new Map([...seen, ...delivered].map((one) => [one.comment, one]));
  return [...once.values()]
    .filter(({ comment, author }) => !author.bot && !answered.has(comment))
    .sort((a, b) => a.at - b.at);
}

type Numbers = ReadonlyMap<number | null, Order["partner"]>;
type Addressed = Extract<CommandLine, { kind: "command" }> & { readonly target: number };

function isAddressed(line: CommandLine, numbers: Numbers): line is Addressed {
  return line.kind === "command" && line.target !== null && numbers.has(line.target);
}

/** Each partner that a comment names is handed the whole of it, as created, and reads its own lines. */
function ordersOf(
  { comment, author, at, text }: Written,
  lines: readonly CommandLine[],
  numbers: Numbers,
): readonly Order[] {
  const targets = lines.filter((line) => isAddressed(line, numbers)).map(({ target }) => target);
  const hint = { kind: "comment", at, comment, author, command: text, elsewhere: true } as const;
  return [...new Set(targets)]
    .map((target) => numbers.get(target))
    .filter((partner) => partner !== undefined)
    .map((partner) => ({ partner, hint }));
}

function answerTo(
  { standing, scene }: Desk,
  { comment }: Written,
  { open, whole }: { readonly open: readonly CommandLine[]; readonly whole: boolean },
): readonly Effect[] {
  if (standing === null) return [];
  const key = `answer/${comment}`;
  const said = open.map((line) => sayTo(line, scene));
  const body = renderAnswers(key, said, whole);
  return [{ key, kind: "comment", issue: standing.issue.id, body, content: "answer" }];
}

function sayTo(line: CommandLine, { playbook }: Scene): Said {
  if (line.kind === "beyond") return { to: null, text: renderBeyond(line.more) };
  if (line.kind === "misread") {
    return { to: line.meant, text: renderMisread(line, "dashboard", playbook.stages) };
  }
  const to = line.command.name;
  return { to, text: line.target === null ? renderHelp("dashboard") : renderNoSuchPartner(line.target) };
}

async function mayWrite(turn: Turn, { scene }: Desk, login: Login): Promise<boolean> {
  const permission = await turn.github.permission(scene.pipeline.repository, login);
  return canWrite({ permission, overrider: false });
}

function noted({ comment, author }: Written): EntryFact {
  return { kind: "commanded", comment, by: author.login, command: "dashboard", outcome: "done" };
}
