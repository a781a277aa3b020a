import { carryOut } from "../commands/carry-out.ts";
import type { Given } from "../commands/given.ts";
import { mayOverride } from "../commands/override.ts";
import type { Effect } from "../effect.ts";
import { remember } from "../history/recall.ts";
import type { CommentId } from "../ids.ts";
import { readCommands, type CommandLine } from "../partner/commands.ts";
import { GRAMMAR } from "../partner/grammar.ts";
import type { Person } from "../partner/partner.ts";
import { canWrite, rightsOf } from "../partner/people.ts";
import type { Rule, Ruling, Situation } from "../situation.ts";
import type { Instant } from "../time/time.ts";
import { renderAnswers, renderBeyond, renderMisread, type Said } from "../words/answer.ts";
import { freshComments } from "./replies.ts";
import { both, nothing, ruling } from "./ruling.ts";

interface Written {
  readonly comment: CommentId;
  readonly author: Person;
  readonly text: string;
  readonly at: Instant;
  /** On the dashboard, for several partners perhaps. An answer stands in the partner's issue. */
  readonly elsewhere?: boolean;
}

/** Carries out the commands of people who may, once per comment, as the comment was created. */
export const commands: Rule = (situation) => {
  if (!situation.history.onRecord || situation.partner.issue === null) return nothing;
  return writtenIn(situation).reduce<Ruling>((sofar, written) => {
    const history = sofar.entries.reduce(remember, situation.history);
    return both(sofar, obey({ ...situation, history }, written));
  }, nothing);
};

/** From deliveries, which hold the text as created; else from the look, if it was never edited. */
function writtenIn(situation: Situation): readonly Written[] {
  const delivered = situation.hints.flatMap((hint): readonly Written[] =>
    hint.kind === "comment" && hint.command !== null
      ? [
          {
            ...{ comment: hint.comment, author: hint.author, text: hint.command, at: hint.at },
            elsewhere: hint.elsewhere === true,
          },
        ]
      : [],
  );
  const seen = freshComments(situation).flatMap(
    ({ id, author, body, createdAt, edited }): readonly Written[] =>
      author === null || edited ? [] : [{ comment: id, author, text: body, at: createdAt }],
  );
  const once = new Map([...seen, ...delivered].map((written) => [written.comment, written]));
  return [...once.values()]
    .filter(({ comment, author }) => !author.bot && !situation.history.answered.has(comment))
    .sort((a, b) => a.at - b.at);
}

function obey(situation: Situation, written: Written): Ruling {
  const { comment, author, text, elsewhere = false } = written;
  const place = elsewhere ? "dashboard" : "partner";
  const lines = readCommands(text, { stages: situation.playbook.stages, place })
    .map((line, index) => ({ line, key: `${comment}/${String(index)}` }))
    .filter(({ line }) => !elsewhere || isFor(line, situation))
    .filter(({ line }) => isEntitled(situation, author, line));
  let ruled: Ruling = nothing;
  const answers: Answer[] = [];
  for (const { line, key } of lines) {
    const history = ruled.entries.reduce(remember, situation.history);
    const { answer, ...done } = answerLine({ ...situation, history }, line, { comment, by: author, key });
    ruled = both(ruled, done);
    answers.push(answer);
  }
  return both(ruled, ruling(situation, { effects: tell(situation, written, answers) }));
}

/** On the dashboard: the line names this partner. What names none is answered there. */
function isFor(line: CommandLine, { partner }: Situation): boolean {
  return line.kind === "command" && line.target !== null && line.target === partner.issue?.number;
}

/** An outsider's line gets nothing at all, not even a refusal. */
function isEntitled(situation: Situation, author: Person, line: CommandLine): boolean {
  if (canWrite(rightsOf(situation.partner, author.login))) return true;
  if (line.kind === "beyond") return false;
  const name = line.kind === "command" ? line.command.name : line.meant;
  return GRAMMAR[name].by === "overriders" && mayOverride(situation, author);
}

interface Answer {
  readonly done: boolean;
  readonly said: Said | null;
}

function answerLine(
  situation: Situation,
  line: CommandLine,
  given: Given,
): Ruling & { readonly answer: Answer } {
  if (line.kind === "beyond") {
    return { ...nothing, answer: { done: false, said: { to: null, text: renderBeyond(line.more) } } };
  }
  const about = { kind: "commanded", comment: given.comment, by: given.by.login } as const;
  if (line.kind === "misread") {
    const text = renderMisread(line, "partner", situation.playbook.stages);
    const noted = ruling(situation, { entries: [{ ...about, command: line.meant, outcome: "misread" }] });
    return { ...noted, answer: { done: false, said: { to: line.meant, text } } };
  }
  const { name } = line.command;
  const { outcome, says, ...ruled } = carryOut(situation, line.command, given);
  const noted = ruling(situation, { entries: [{ ...about, command: name, outcome }] });
  const answer = { done: outcome === "done", said: says === null ? null : { to: name, text: says } };
  return { ...both(ruled, noted), answer };
}

/** One comment with all that is to be said, and a reaction for what was done without a word. */
function tell(
  { partner }: Situation,
  { comment, elsewhere = false }: Written,
  answers: readonly Answer[],
): readonly Effect[] {
  const said = answers.flatMap((answer) => answer.said ?? []);
  const key = `answer/${comment}`;
  const posted: readonly Effect[] =
    said.length === 0 || partner.issue === null || partner.issue.locked
      ? []
      : [
          {
            ...{ key, kind: "comment", issue: partner.issue.id, content: "answer" },
            body: renderAnswers(key, said, answers.length === 1),
          },
        ];
  const seen = posted.length > 0 && !elsewhere;
  return [...posted, ...sign(comment, seen ? answers.filter((answer) => answer.said === null) : answers)];
}

/** Shows at the comment itself what no answer beside it does. */
function sign(comment: CommentId, answers: readonly Answer[]): readonly Effect[] {
  if (answers.length === 0) return [];
  const reaction = answers.every(({ done }) => done) ? "THUMBS_UP" : "CONFUSED";
  return [{ key: `seen/${comment}`, kind: "react", comment, reaction }];
}
