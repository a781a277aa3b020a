import type { Login } from "../core/ids.ts";
import type { Comment } from "../core/partner/partner.ts";
import type { Instant } from "../core/time/time.ts";
import { faultError } from "./faults.ts";
import { EarlierComments } from "./graphql/earlier-comments.ts";
import { ask } from "./graphql/execute.ts";
import type { Installation } from "./installation.ts";
import { inOrder, readComment, type CommentShape } from "./read-comment.ts";
import type { IssueShape } from "./read-issue.ts";
import { present } from "./read-values.ts";

/** 4,000 comments; a thread longer than that is read from its end. */
const MOST_PAGES = 40;

type Page = IssueShape["comments"];

export interface CommentsWanted {
  readonly issue: string;
  /** The last page, as it came with the issue. */
  readonly last: Page;
  readonly since: Instant | null;
  /** Comments of ours, read by their ids. */
  readonly known: readonly CommentShape[];
  readonly self: Login;
}

/** Comments since the moment, and ours whatever their age, oldest first. Pages back as far as needed. */
export async function readComments(on: Installation, wanted: CommentsWanted): Promise<readonly Comment[]> {
  const { since, self } = wanted;
  const read = await backTo(on, wanted);
  const known = wanted.known.map((shape) => readComment(shape, self));
  const recent = read
    .map((shape) => readComment(shape, self))
    .filter(({ createdAt, ours }) => ours || since === null || createdAt >= since);
  return inOrder([...recent, ...known]);
}

async function backTo(
  on: Installation,
  { issue, last, since }: CommentsWanted,
): Promise<readonly CommentShape[]> {
  let page = last;
  let read = present(page);
  for (let pages = 1; cursorBefore(page) !== null && !reaches(read, since); pages += 1) {
    if (pages === MOST_PAGES) {
      on.log.warn({ issue, comments: read.length }, "github.thread-too-long");
      break;
    }
    page = await earlier(on, issue, cursorBefore(page) ?? "");
    read = [...present(page), ...read];
  }
  return read;
}

async function earlier(on: Installation, issue: string, before: string): Promise<Page> {
  const answer = await ask(on.session, EarlierComments, { issue, before });
  const node = answer.data?.node;
  if (answer.faults.length > 0 || node?.__typename !== "Issue") throw faultError(answer.faults, answer);
  return node.comments;
}

function cursorBefore({ pageInfo }: Page): string | null {
  return pageInfo.hasPreviousPage ? pageInfo.startCursor : null;
}

function reaches(read: readonly CommentShape[], since: Instant | null): boolean {
  const oldest = read[0];
  return since !== null && oldest !== undefined && Date.parse(oldest.createdAt) < since;
}
