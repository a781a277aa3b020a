import type { Effect } from "../../src/core/effect.ts";
import type { CommentId, IssueId, Login } from "../../src/core/ids.ts";
import type { Comment } from "../../src/core/partner/partner.ts";
import type { Acted } from "../../src/keeper/github.ts";
import type { FakeGithub } from "./fake-shape.ts";

const self = { login: "stagekeeper[bot]" as Login, bot: true };

type Acts = { readonly [Kind in Effect["kind"]]: (fake: FakeGithub, effect: Of<Kind>, at: number) => Acted };

const done: Acted = { kind: "done", id: null };
const acts: Acts = {
  "set-status": setStatus,
  comment,
  "edit-comment": changeComment,
  minimise: changeComment,
  "open-issue": openIssue,
  "edit-issue": changeIssue,
  "close-issue": changeIssue,
  "reopen-issue": changeIssue,
  "pin-issue": changeIssue,
  "set-field": () => done,
  react: () => done,
  "add-to-board": () => done,
};

/** Carries one effect out, or refuses it as GitHub would. */
export function apply(fake: FakeGithub, effect: Effect, at: number): Acted {
  const act = acts[effect.kind] as (fake: FakeGithub, effect: Effect, at: number) => Acted;
  return act(fake, effect, at);
}

function openIssue(fake: FakeGithub, { title, body }: Of<"open-issue">): Acted {
  const id = `I_own_${fake.issues.length + 1}` as IssueId;
  fake.issues.unshift({ id, title, body, state: "open" });
  return { kind: "done", id };
}

type Of<Kind extends Effect["kind"]> = Extract<Effect, { kind: Kind }>;
const gone: Acted = { kind: "refused", code: "NOT_FOUND", gone: true };

function setStatus(fake: FakeGithub, { card, option }: Of<"set-status">, at: number): Acted {
  const found = fake.cards.find((one) => one.card === card);
  if (found === undefined || found.gone) return gone;
  found.column = fake.columns.find(({ id }) => id === option)?.name ?? null;
  found.movedAt = at;
  return { kind: "done", id: null };
}

function comment(fake: FakeGithub, { issue, body }: Of<"comment">, at: number): Acted {
  const found = fake.cards.find((one) => one.issue === issue);
  if (found === undefined || found.gone) return gone;
  if (found.locked) return { kind: "refused", code: "FORBIDDEN", gone: false };
  const id = `IC_${issue}_${found.comments.length + 1}` as CommentId;
  const createdAt = at as Comment["createdAt"];
  found.comments.push({ id, author: self, body, createdAt, edited: false, minimised: false, ours: true });
  return { kind: "done", id };
}

function changeComment(fake: FakeGithub, effect: Of<"edit-comment" | "minimise">): Acted {
  const found = fake.cards.flatMap(({ comments }) => comments).find(({ id }) => id === effect.comment);
  if (found === undefined) return gone;
  if (effect.kind === "minimise") found.minimised = true;
  else found.body = effect.body;
  return { kind: "done", id: null };
}

function changeIssue(
  fake: FakeGithub,
  effect: Of<"edit-issue" | "close-issue" | "reopen-issue" | "pin-issue">,
): Acted {
  const found = fake.issues.find(({ id }) => id === effect.issue);
  if (found === undefined) return gone;
  if (effect.kind === "edit-issue") found.body = effect.body ?? found.body;
  else if (effect.kind !== "pin-issue") found.state = effect.kind === "close-issue" ? "closed" : "open";
  return { kind: "done", id: null };
}
