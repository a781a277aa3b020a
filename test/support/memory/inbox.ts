import type { IssueId, PartnerId } from "../../../src/core/ids.ts";
import type { Instant } from "../../../src/core/time/time.ts";
import type { About, Delivery, Inbox } from "../../../src/keeper/inbox.ts";
import type { CardFact, IssueFact } from "../../../src/store/inbox/facts.ts";
import { judgeCard, judgeIssue, type PartnerHint, type Verdict } from "../../../src/store/inbox/verdict.ts";
import { isOf } from "./identity.ts";
import {
  addPartner,
  asKept,
  least,
  nextId,
  partnerOf,
  promised,
  ring,
  type InstallationRow,
  type Line,
  type PartnerRow,
  type PipelineRow,
  type Tables,
} from "./tables.ts";

type Outcome = Awaited<ReturnType<Inbox["remember"]>>;

/** The inbox upon tables in memory. What a delivery means is judged by the very functions of the real one. */
export function createMemoryInbox(tables: Tables, line: Line): Inbox {
  return {
    ...promised({
      remember: (delivery: Delivery) => {
        const outcome = remember(tables, delivery);
        if (outcome === "remembered" || outcome === "echo") ring(line);
        return outcome;
      },
    }),
  };
}

function remember(tables: Tables, delivery: Delivery): Outcome {
  const verdict = judge(tables, delivery);
  if (verdict.kind !== "appeared") return keep(tables, delivery, verdict);
  const { about, receivedAt: dueAt } = delivery;
  const card = about.kind === "card" ? about.card : null;
  const issue = "issue" in about ? about.issue : null;
  for (const { installation, value } of tables.pipelines)
    if (verdict.pipelines.includes(value.id))
      addPartner(tables, { installation, pipeline: value.id, role: "partner", card, issue, dueAt });
  const again = judge(tables, delivery);
  return again.kind === "appeared" ? "irrelevant" : keep(tables, delivery, again);
}

function judge(tables: Tables, delivery: Delivery): Verdict {
  const { about } = delivery;
  const installation = tables.installations.get(delivery.installation);
  switch (about.kind) {
    case "installation":
      return { kind: "discover" };
    case "card":
      return judgeCard(
        delivery,
        about,
        installation === undefined ? [] : cardFacts(tables, installation, about),
      );
    case "issue":
    case "comment":
      return judgeIssue(
        delivery,
        about,
        installation === undefined ? [] : issueFacts(tables, installation, about),
      );
    case "playbook":
      return judgePlaybook(tables, installation, about.repository);
  }
}

function judgePlaybook(
  tables: Tables,
  installation: InstallationRow | undefined,
  repository: string,
): Verdict {
  if (installation === undefined) return { kind: "discover" };
  if (installation.state !== "active") return { kind: "irrelevant" };
  const home = boardsOf(tables, installation).find((row) => isHome(row, repository));
  return home === undefined ? { kind: "discover" } : { kind: "pipeline", pipeline: home.value.id };
}

function boardsOf({ pipelines }: Tables, { id }: InstallationRow): readonly PipelineRow[] {
  return pipelines.filter(({ installation, gone }) => installation === id && !gone);
}

/** `repository` is a node id or `owner/name`. */
function isHome({ value: { repository } }: PipelineRow, asked: string): boolean {
  const name = `${repository.owner}/${repository.name}`;
  return repository.id === asked || name.toLowerCase() === asked.toLowerCase();
}

function known(
  { ledger }: Tables,
  row: PartnerRow | null,
): Pick<CardFact, "partner" | "role" | "waits" | "inDoubt"> {
  const inDoubt = ledger.some(({ partner, state }) => partner === row?.id && state === "sent");
  return { partner: row?.id ?? null, role: row?.role ?? null, waits: row?.waits ?? null, inDoubt };
}

/** As SQL's `left join`: a row of nothing where there is none. */
function orNone<T>(rows: readonly T[]): readonly (T | null)[] {
  return rows.length === 0 ? [null] : rows;
}

function cardFacts(
  tables: Tables,
  installation: InstallationRow,
  about: Extract<About, { kind: "card" }>,
): readonly CardFact[] {
  const { state } = installation;
  const boards = boardsOf(tables, installation).filter(({ value }) => value.board?.project === about.project);
  return orNone(boards).flatMap((board) => {
    const pipeline = board?.value.id ?? null;
    const rows = tables.partners
      .filter((row) => row.pipeline === pipeline && isOf(row, about))
      .sort((a, b) => Number(b.card === about.card) - Number(a.card === about.card));
    return orNone(rows).map((row): CardFact => ({
      ...{ state, pipeline, ...changed(board, about), ...known(tables, row) },
      ...{ writes: row?.writes ?? null, itself: row === null ? null : row.card === about.card },
    }));
  });
}

function changed(
  board: PipelineRow | null,
  { field }: Extract<About, { kind: "card" }>,
): Pick<CardFact, "used" | "isStatus"> {
  const fields = board?.value.board?.fields ?? {};
  const used = board === null || field === null || Object.values(fields).some(({ id }) => id === field);
  return { used, isStatus: field !== null && field === fields["status"]?.id };
}

function issueFacts(
  tables: Tables,
  installation: InstallationRow,
  { repository, issue }: { readonly repository: string; readonly issue: IssueId },
): readonly IssueFact[] {
  const { state } = installation;
  return orNone(boardsOf(tables, installation)).flatMap((board) => {
    const pipeline = board?.value.id ?? null;
    const rows = tables.partners.filter(
      (row) => row.pipeline === pipeline && (row.issue === issue || row.linked.includes(issue)),
    );
    const home = board === null ? null : isHome(board, repository);
    return orNone(rows).map((row): IssueFact => ({
      ...{ state, pipeline, label: board?.value.label ?? null, home, ...known(tables, row) },
      itself: row === null ? null : row.issue === issue,
    }));
  });
}

function keep(tables: Tables, delivery: Delivery, verdict: Exclude<Verdict, { kind: "appeared" }>): Outcome {
  if (verdict.kind === "irrelevant") return "irrelevant";
  const { guid, receivedAt } = delivery;
  if (tables.inbox.has(guid)) return "repeated";
  tables.inbox.set(guid, receivedAt);
  switch (verdict.kind) {
    case "discover":
      keepInstallation(tables, delivery);
      return "remembered";
    case "pipeline": {
      const row = tables.pipelines.find(({ value }) => value.id === verdict.pipeline);
      if (row !== undefined) row.value = { ...row.value, dueAt: least(row.value.dueAt, receivedAt) };
      return "remembered";
    }
    case "partners":
      for (const hint of verdict.hints) tell(tables, hint, receivedAt);
      return verdict.hints.every(({ echo }) => echo) ? "echo" : "remembered";
  }
}

function keepInstallation(
  { installations }: Tables,
  { installation: id, receivedAt, about }: Delivery,
): void {
  const told = about.kind === "installation" ? about : { account: null, state: "active" as const };
  const before = installations.get(id);
  installations.set(id, {
    ...{ id, notBefore: before?.notBefore ?? null, turn: before?.turn ?? 0 },
    ...{ account: told.account ?? before?.account ?? "", state: told.state },
    dueAt: told.state === "active" ? receivedAt : null,
  });
}

/** Who tries again after a failure keeps the time of the next try; who was given up is tried once more. */
function tell(tables: Tables, { partner, echo, due, body }: PartnerHint, at: Instant): void {
  const id = partner as PartnerId;
  tables.hints.push({ id: nextId(tables), partner: id, at, echo, body: asKept(body), considered: false });
  const row = partnerOf(tables, id);
  if (row === null || !due) return;
  const triesAgain = !row.dead && row.attempts > 0 && row.dueAt !== null && row.dueAt > at;
  if (!triesAgain) row.dueAt = least(row.dueAt, at);
  row.dead = false;
  if (row.role === "other") row.role = "partner";
}
