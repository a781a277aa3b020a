import { carryOut } from "../commands/carry-out.ts";
import { answer, answerKey, thumbsUp, type Given } from "../commands/given.ts";
import { mayOverride } from "../commands/override.ts";
import { remember } from "../history/recall.ts";
import type { CommentId } from "../ids.ts";
import { readCommands, type CommandLine } from "../partner/commands.ts";
import type { Person } from "../partner/partner.ts";
import { canWrite, rightsOf } from "../partner/people.ts";
import type { Rule, Ruling, Situation } from "../situation.ts";
import type { Instant } from "../time/time.ts";
import { renderMisread } from "../words/answer.ts";
import { freshComments } from "./replies.ts";
import { both, nothing, ruling } from "./ruling.ts";

interface Written {
  readonly comment: CommentId;
  readonly author: Person;
  readonly text: string;
  readonly at: Instant;
  /** On the dashboard: a reaction there shows that it was done. */
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

function obey(situation: Situation, { comment, author, text, elsewhere = false }: Written): Ruling {
  const lines = readCommands(text, { stages: situation.playbook.stages, place: "partner" });
  return lines.reduce<Ruling>((sofar, line, index) => {
    if (!isEntitled(situation, author, line)) return sofar;
    const history = sofar.entries.reduce(remember, situation.history);
    const given: Given = { comment, by: author, key: `${comment}/${String(index)}` };
    const answered = answerLine({ ...situation, history }, line, given);
    return both(sofar, elsewhere ? withSign(answered, given) : answered);
  }, nothing);
}

/** An answer in the partner's issue is not seen where the command was given. */
function withSign(answered: Ruling, given: Given): Ruling {
  if (answered.effects.some(({ kind }) => kind === "react")) return answered;
  return { ...answered, effects: [...answered.effects, ...thumbsUp(given)] };
}

/** An outsider's line gets nothing at all, not even a refusal. */
function isEntitled(situation: Situation, author: Person, line: CommandLine): boolean {
  if (canWrite(rightsOf(situation.partner, author.login))) return true;
  return line.kind === "command" && line.command.name === "override" && mayOverride(situation, author);
}

function answerLine(situation: Situation, line: CommandLine, given: Given): Ruling {
  const about = { kind: "commanded", comment: given.comment, by: given.by.login } as const;
  if (line.kind === "misread") {
    const body = renderMisread(answerKey(given.key), line);
    return ruling(situation, {
      entries: [{ ...about, command: line.meant, outcome: "misread" }],
      effects: answer(situation, given, body),
    });
  }
  const { outcome, ...ruled } = carryOut(situation, line.command, given);
  return both(ruled, ruling(situation, { entries: [{ ...about, command: line.command.name, outcome }] }));
}
