import { AppError } from "../keeper/failure.ts";
import type { Looked, LookRequest, LookTarget } from "../keeper/github.ts";
import { readComments } from "./comments.ts";
import { faultError, isLimit } from "./faults.ts";
import { ask } from "./graphql/execute.ts";
import { Look } from "./graphql/look.ts";
import type { Installation } from "./installation.ts";
import { asked, MOST_COMMENTS, seen, type Asked, type Seen } from "./look-answer.ts";
import { readNote } from "./read-note.ts";
import type { IssueShape } from "./read-issue.ts";
import { readPartner, type Found } from "./read-partner.ts";

/** What one request asks for at most. */
const MOST_TARGETS = 20;

/** An installation, and who learns from every partner's issue that a look brings. */
interface Onlooker extends Installation {
  readonly learn: (issue: IssueShape) => void;
}

/** Reads partners whole. One that GitHub answered in part fails alone; the others are not held up by it. */
export async function lookAt(on: Onlooker, request: LookRequest): Promise<readonly Looked[]> {
  const looked: Looked[] = [];
  for (const targets of batches(request.targets)) {
    looked.push(...(await lookTwice(on, { ...request, targets })));
  }
  return looked;
}

function batches(targets: readonly LookTarget[]): readonly (readonly LookTarget[])[] {
  const made: LookTarget[][] = [];
  let room = 0;
  for (const target of targets) {
    const batch = made.at(-1);
    room -= target.comments.length;
    if (batch !== undefined && batch.length < MOST_TARGETS && room >= 0) {
      batch.push(target);
    } else {
      made.push([target]);
      room = MOST_COMMENTS - target.comments.length;
    }
  }
  return made;
}

/** A card that is gone leaves the issue: such partners are read once more by their issue. */
async function lookTwice(on: Onlooker, request: LookRequest): Promise<readonly Looked[]> {
  const first = await lookOnce(on, request);
  const orphans = request.targets.filter(
    ({ card, issue }, index) => first[index]?.kind === "gone" && card !== null && issue !== null,
  );
  if (orphans.length === 0) return first;
  const targets = orphans.map((orphan) => ({ ...orphan, card: null }));
  const again = await lookOnce(on, { ...request, targets });
  return request.targets.map(
    (target, index): Looked => again[orphans.indexOf(target)] ?? first[index] ?? { kind: "gone" },
  );
}

async function lookOnce(on: Onlooker, request: LookRequest): Promise<readonly Looked[]> {
  const question = asked(request.targets);
  if (question.cards.length + question.issues.length === 0)
    return request.targets.map(() => ({ kind: "gone" }));
  const views = await readViews(on, request, question);
  const looked: Looked[] = [];
  for (const view of views) looked.push(await judge(on, request, view));
  return looked;
}

async function readViews(on: Installation, request: LookRequest, question: Asked): Promise<readonly Seen[]> {
  const answer = await ask(on.session, Look, {
    cards: [...question.cards],
    issues: [...question.issues],
    comments: [...question.comments],
    notes: [...question.notes],
    status: request.fields["status"]?.name ?? "Status",
  });
  const whole = answer.faults.filter((fault) => fault.path.length < 2 || isLimit(fault));
  const { data } = answer;
  if (data === null || whole.length > 0) throw faultError(whole, answer);
  return request.targets.map((target) => seen({ ...answer, data }, question, target));
}

async function judge(on: Onlooker, request: LookRequest, view: Seen): Promise<Looked> {
  if (view.broken.length > 0) return { kind: "failed", error: faultError(view.broken, view.answer) };
  const found = readPartner(view, request);
  if (found.kind !== "whole") return found;
  on.learn(found.shape);
  return contained(async () => ({ kind: "partner", partner: await withComments(on, view, found) }));
}

async function withComments(
  on: Installation,
  view: Seen,
  found: Extract<Found, { kind: "whole" }>,
): Promise<Extract<Looked, { kind: "partner" }>["partner"]> {
  const self = await on.self();
  const comments = await readComments(on, {
    issue: found.issue.id,
    last: found.shape.comments,
    since: view.target.commentsSince,
    known: view.comments,
    self,
  });
  const notes = view.notes.map((note) => readNote(note, self));
  const partner = { card: found.card, issue: { ...found.issue, comments }, rights: {} };
  return notes.length === 0 ? partner : { ...partner, notes };
}

/** What goes wrong for one partner concerns that one, unless it concerns the whole installation. */
async function contained(read: () => Promise<Looked>): Promise<Looked> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.failure.kind === "limited" || error.failure.kind === "denied") throw error;
    return { kind: "failed", error };
  }
}
