import type { PersonRole, Sandbox } from "../sandbox.ts";
import type { Shown } from "./calls.ts";
import { untilTen, workingDay } from "./days.ts";
import { handsOf, type Hands } from "./hands.ts";
import type { Print } from "./print.ts";

/** Where the story is played: the people, what they do, what is seen afterwards, what is checked. */
export interface Playhouse {
  readonly sandbox: Sandbox;
  readonly mara: Hands;
  readonly tomas: Hands;
  readonly robot: Hands;
  /** A day later. */
  scene(title: string): Promise<void>;
  /** Somebody does something; then everything settles, and what changed for this issue is shown. */
  act(words: string, issue: number, doing: () => Promise<unknown>): Promise<void>;
  /** Time passes. */
  later(words: string, duration: string, issue: number): Promise<void>;
  /** Until 10:00 UTC of that day or, at a weekend, of the Monday after: reminders are posted by then. */
  until(words: string, day: string, issue: number): Promise<void>;
  /** What the App said in this issue with these words in it, folded comments too. */
  said(issue: number, words: string): Promise<readonly string[]>;
  /** What the App said last in this issue, folded comments apart; empty if nothing. */
  lastWords(issue: number): Promise<string>;
  check(sentence: string, holds: boolean): void;
  readonly score: { readonly checks: number; readonly failed: number };
}

/** A playhouse in a running sandbox. */
export function openPlayhouse(sandbox: Sandbox, print: Print): Playhouse {
  const people = (role: PersonRole): Hands =>
    handsOf(sandbox.address, sandbox.login[role], sandbox.address.tokens[role]);
  const mara = people("maintainer");
  const robot = handsOf(sandbox.address, "triage-helper[bot]", sandbox.tokenFor("triage-helper[bot]"));
  const score = { checks: 0, failed: 0 };
  const show = showing(mara, print);

  return {
    sandbox,
    mara,
    robot,
    tomas: people("member"),
    score,
    async scene(title) {
      print.scene(title);
      await sandbox.turnClock({ advance: "P1D" });
    },
    async act(words, issue, doing) {
      print.act(words);
      await doing();
      await sandbox.settle();
      await show(issue);
    },
    async later(words, duration, issue) {
      print.act(words);
      await sandbox.turnClock({ advance: duration });
      await sandbox.settle();
      await show(issue);
    },
    async until(words, day, issue) {
      await this.later(words, untilTen(workingDay(day), sandbox.clock().now), issue);
    },
    said: async (issue, words) =>
      (await mara.comments(issue))
        .filter(ours)
        .map(({ body }) => body)
        .filter((body) => body.includes(words)),
    lastWords: async (issue) =>
      (await mara.comments(issue)).filter((comment) => ours(comment) && !comment.folded).at(-1)?.body ?? "",
    check(sentence, holds) {
      score.checks += 1;
      if (!holds) score.failed += 1;
      print.check(sentence, holds);
    },
  };
}

/** Prints where a card stands, and what was said in its issue or changed there since it was last shown. */
function showing(hands: Hands, print: Print): (issue: number) => Promise<void> {
  const shown = new Map<number, string>();
  return async (issue) => {
    print.column(await hands.column(issue));
    for (const comment of (await hands.comments(issue)).filter(ours)) {
      const before = shown.get(comment.id);
      shown.set(comment.id, comment.body);
      if (before === undefined && !comment.folded) print.comment(comment);
      else if (before !== undefined) print.changes(before, comment.body);
    }
  };
}

function ours({ author }: Shown): boolean {
  return author.startsWith("stagekeeper");
}
