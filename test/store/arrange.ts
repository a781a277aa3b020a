import type { TestDatabase } from "../support/database.ts";
import type { Effect } from "../../src/core/effect.ts";
import type {
  CardId,
  CommentId,
  FieldId,
  InstallationId,
  IssueId,
  Login,
  OptionId,
  PartnerId,
  ProjectId,
} from "../../src/core/ids.ts";
import type { Instant } from "../../src/core/time/time.ts";
import type { About, Delivery, Inbox } from "../../src/keeper/inbox.ts";
import type { Claim, NotedCard, PartnerRow, Pipeline, RecordedPass, Store } from "../../src/keeper/store.ts";

/** Noon of a day in November, plus seconds. */
export function at(seconds = 0): Instant {
  return (Date.UTC(2026, 10, 22, 12) + seconds * 1000) as Instant;
}

export const installation = "42" as InstallationId;
const project = "PVT_board" as ProjectId;
const statusField = "PVTSSF_status" as FieldId;
export const firstColumn = "opt-identification" as OptionId;
export const secondColumn = "opt-outreach" as OptionId;
const card = "PVTI_1" as CardId;
const issue = "I_1" as IssueId;

let guids = 0;

/** Somebody moves the card from the first column to the second. */
export function aDelivery(changes: Partial<Delivery> = {}): Delivery {
  guids += 1;
  return {
    guid: `guid-${String(guids)}`,
    event: "projects_v2_item",
    action: "edited",
    installation,
    receivedAt: at(),
    sender: { login: "mona" as Login, bot: false },
    own: false,
    about: aboutCard(),
    ...changes,
  };
}

type CardAbout = Extract<About, { kind: "card" }>;

export function aboutCard(changes: Partial<CardAbout> = {}): CardAbout {
  return {
    kind: "card",
    project,
    card,
    issue,
    field: statusField,
    from: firstColumn,
    to: secondColumn,
    updatedAt: null,
    ...changes,
  };
}

export function aboutIssue(changes: Partial<Extract<About, { kind: "issue" }>> = {}): About {
  return { kind: "issue", repository: "R_1", issue, labels: [], updatedAt: null, ...changes };
}

export function aboutComment(changes: Partial<Extract<About, { kind: "comment" }>> = {}): About {
  return {
    kind: "comment",
    repository: "R_1",
    issue,
    labels: [],
    updatedAt: null,
    comment: "IC_1" as CommentId,
    author: { login: "mona" as Login, bot: false },
    command: null,
    ...changes,
  };
}

export function aCard(changes: Partial<NotedCard> = {}): NotedCard {
  return { card, issue, number: 1, title: "Acme", fingerprint: "1", partner: true, ...changes };
}

/** The pipeline as the keeper saves it once it has seen the board. */
function onBoard(pipeline: Pipeline): Pipeline {
  return {
    ...pipeline,
    label: "design-partner",
    playbook: { sha: "abc", text: "extends: design-partner" },
    adopted: true,
    dueAt: null,
    board: {
      project,
      number: 7,
      title: "Partners",
      url: "https://github.test/orgs/acme/projects/7",
      closed: false,
      fields: { status: { id: statusField, type: "option", options: [] } },
      stages: [],
      ignored: [],
    },
  };
}

/** The claim, or a failed test. */
export async function claimed(store: Store, now: Instant = at()): Promise<Claim> {
  const claim = await store.claim(now);
  if (claim === null) throw new Error("nothing to claim");
  return claim;
}

/** An installation with one repository, its board known, and these cards; nothing is due. */
export async function aBoard(store: Store, cards: readonly NotedCard[] = [aCard()]): Promise<Pipeline> {
  await store.knowInstallations([{ id: installation, account: "acme", suspended: false }], at(-60));
  const claim = await claimed(store, at(-60));
  await claim.discovered([{ id: "R_1", owner: "acme", name: "partners", private: true }], at(-60));
  const [found] = await claim.pipelines();
  if (found === undefined) throw new Error("no pipeline");
  const pipeline = onBoard(found);
  await claim.savePipeline(pipeline);
  await claim.noteCards(pipeline, cards, at(-60));
  for (const row of await claim.duePartners(at(-60), 100)) await claim.record(aPass(row));
  await claim.release();
  return pipeline;
}

/** A pass that found nothing to do. */
export function aPass(row: PartnerRow, changes: Partial<RecordedPass> = {}): RecordedPass {
  return {
    partner: row.id,
    entries: [],
    effects: [],
    dueAt: null,
    hintsUntil: "",
    at: at(-50),
    standing: {
      number: 1,
      issue: row.issue,
      organisation: "Acme",
      stage: null,
      onHold: false,
      exited: false,
      waiting: null,
      movedBack: null,
    },
    line: null,
    card: row.card,
    linked: [],
    wakes: [],
    ...changes,
  };
}

/** Moves the card back to the first column. */
export function moveBack(changes: Partial<Extract<Effect, { kind: "set-status" }>> = {}): Effect {
  return {
    key: "move/back/1",
    kind: "set-status",
    card,
    project,
    field: statusField,
    option: firstColumn,
    judged: secondColumn,
    ...changes,
  };
}

export function aComment(key = "move/comment/1"): Effect {
  return { key, kind: "comment", issue, body: "Moved back.", content: "refusal" };
}

/** The one partner there is, made due by a delivery. */
export async function duePartner(claim: Claim, inbox: Inbox, now: Instant = at()): Promise<PartnerRow> {
  await inbox.remember(aDelivery({ receivedAt: now }));
  const [row] = await claim.duePartners(now, 1);
  if (row === undefined) throw new Error("nobody is due");
  return row;
}

export const nobody = "0" as PartnerId;

/** A board, a delivery about its partner, and the claim and row to go on with. */
export async function hintedRow(
  { store, inbox }: Pick<TestDatabase, "store" | "inbox">,
  work: (claim: Claim, row: PartnerRow) => Promise<void>,
): Promise<void> {
  await aBoard(store);
  await inbox.remember(aDelivery());
  const claim = await claimed(store);
  const [row] = await claim.duePartners(at(), 1);
  if (row === undefined) throw new Error("nobody is due");
  await work(claim, row);
  await claim.release();
}
