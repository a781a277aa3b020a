import type { Instant } from "../../../src/core/time/time.ts";
import { AppError } from "../../../src/keeper/failure.ts";
import type { Claim, NotedCard, Pipeline } from "../../../src/keeper/store.ts";
import { isOf, isPartner, unify } from "./identity.ts";
import {
  addPartner,
  asKept,
  isBy,
  least,
  nextId,
  type InstallationRow,
  type PartnerRow,
  type PipelineRow,
  type Plainly,
  type Tables,
} from "./tables.ts";

type PipelinePart = Plainly<
  Pick<
    Claim,
    "discovered" | "duePipelines" | "pipelines" | "savePipeline" | "noteCards" | "dueAll" | "noticeRow"
  >
>;

/** What the claim knows and writes of boards. */
export function ofPipelines(tables: Tables, installation: InstallationRow): PipelinePart {
  const own = (): readonly PipelineRow[] =>
    tables.pipelines.filter((row) => row.installation === installation.id && !row.gone);
  return {
    discovered: (repositories, now) => {
      installation.dueAt = null;
      discovered(tables, installation, { repositories, now });
    },
    duePipelines: (now) => own().flatMap(({ value }) => (isBy(value.dueAt, now) ? [value] : [])),
    pipelines: () => own().map(({ value }) => value),
    savePipeline: (pipeline) => {
      const row = tables.pipelines.find(({ value }) => value.id === pipeline.id);
      if (row !== undefined) row.value = asKept({ ...pipeline, repository: row.value.repository });
    },
    noteCards: (pipeline, cards, now) => {
      noteCards(tables, pipeline, { cards, now });
    },
    dueAll: ({ id }, { adopt, now }) => {
      for (const row of tables.partners)
        if (row.pipeline === id && row.role === "partner") {
          Object.assign(row, { dueAt: least(row.dueAt, now), plannedAt: least(row.plannedAt, now) });
          Object.assign(row, { attempts: row.dead ? 0 : row.attempts, dead: false });
          row.adopting ||= adopt;
        }
    },
    noticeRow: ({ id }) => {
      const known = tables.partners.find(({ pipeline, role }) => pipeline === id && role === "notice");
      const made = { installation: installation.id, pipeline: id, role: "notice", dueAt: null } as const;
      const row = known ?? addPartner(tables, made);
      if (row === null)
        throw new AppError("pipeline-gone", { kind: "permanent" }, { message: "No such pipeline." });
      return row.id;
    },
  };
}

/** One row a repository: new ones and those that came back are due; those that the list lacks are gone. */
function discovered(
  tables: Tables,
  { id: installation }: InstallationRow,
  { repositories, now }: { readonly repositories: readonly Pipeline["repository"][]; readonly now: Instant },
): void {
  const seen = new Set(repositories.map(({ id }) => id));
  const known = tables.pipelines.filter((row) => row.installation === installation);
  for (const row of known.filter(({ value }) => !seen.has(value.repository.id))) {
    Object.assign(row, { gone: true, value: { ...row.value, dueAt: null } });
    for (const partner of tables.partners)
      if (partner.pipeline === row.value.id) Object.assign(partner, { dueAt: null, waits: false });
  }
  for (const repository of repositories) {
    const row = known.find(({ value }) => value.repository.id === repository.id);
    if (row === undefined) {
      const value = aPipeline(nextId(tables), asKept(repository), now);
      tables.pipelines.push({ installation, gone: false, value });
    } else {
      const value = { ...row.value, repository: asKept(repository), dueAt: least(row.value.dueAt, now) };
      Object.assign(row, { gone: false, value });
    }
  }
}

function aPipeline(id: string, repository: Pipeline["repository"], dueAt: Instant): Pipeline {
  return {
    ...{ id, repository, playbook: null, label: null, problems: null, board: null, paused: null },
    ...{ adopted: false, audience: null, dueAt },
  };
}

interface Noting {
  readonly cards: readonly NotedCard[];
  readonly now: Instant;
}

/** Rows for what a sweep saw. A partner is due when its fingerprint is not the stored one. */
function noteCards(tables: Tables, { id: pipeline }: Pipeline, { cards, now }: Noting): void {
  const known = (card: NotedCard): readonly PartnerRow[] =>
    tables.partners.filter((row) => row.pipeline === pipeline && isOf(row, card));
  for (const card of cards.filter((one) => known(one).length > 1)) unify(tables, pipeline, card);
  const installation = tables.pipelines.find(({ value }) => value.id === pipeline)?.installation;
  for (const { partner, ...card } of cards) {
    const noted = { ...card, partner };
    const rows = known(noted).filter(isPartner);
    for (const row of rows) note(row, noted, now);
    const [role, dueAt] = partner ? (["partner", now] as const) : (["other", null] as const);
    if (rows.length === 0 && installation !== undefined)
      addPartner(tables, { installation, pipeline, role, dueAt, ...card });
  }
  useUpOfOthers(tables, pipeline);
}

/** Nobody will read what was said about a card that is no partner. */
function useUpOfOthers({ partners, hints }: Tables, pipeline: string): void {
  const others = partners.filter((row) => row.pipeline === pipeline && row.role === "other");
  const ids = new Set(others.map(({ id }) => id));
  for (const hint of hints) hint.considered ||= ids.has(hint.partner);
}

function note(row: PartnerRow, noted: NotedCard, now: Instant): void {
  const { card, issue, number, title, fingerprint } = noted;
  const isPartner = noted.partner || row.standing !== null;
  const same = row.fingerprint === fingerprint;
  Object.assign(row, {
    ...{ card, issue, number, title, fingerprint, role: isPartner ? "partner" : "other" },
    ...{ waits: row.waits && isPartner, dead: row.dead && isPartner && same },
    plannedAt: same ? row.plannedAt : least(row.plannedAt, now),
    dueAt: isPartner ? dueOnceNoted(row, same, now) : null,
  } satisfies Partial<PartnerRow>);
}

function dueOnceNoted(row: PartnerRow, same: boolean, now: Instant): Instant | null {
  if (row.role === "other") return now;
  const triesAgain = !row.dead && row.attempts > 0 && row.dueAt !== null && row.dueAt > now;
  return same || triesAgain ? row.dueAt : least(row.dueAt, now);
}
