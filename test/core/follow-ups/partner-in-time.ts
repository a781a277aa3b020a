import { recall } from "../../../src/core/history/recall.ts";
import type { Effect } from "../../../src/core/effect.ts";
import type { IssueId } from "../../../src/core/ids.ts";
import type { Entry, EntryFact } from "../../../src/core/history/entry.ts";
import type { Partner } from "../../../src/core/partner/partner.ts";
import { plan } from "../../../src/core/plan.ts";
import type { Situation } from "../../../src/core/situation.ts";
import type { Day, Instant } from "../../../src/core/time/time.ts";
import { aCard, aPartner, aPlaybook, aSituation, at, login, stage } from "../../support/situation.ts";

type Opening = Extract<Effect, { kind: "open-issue" }>;

/** One partner whose journal grows as time passes: whatever `plan` decides is done at once. */
export interface PartnerInTime {
  /** On record in that stage since then; `on`: the day it was by the zone in force. */
  enters(id: string, when: string, on?: string): PartnerInTime;
  /** Something happened that is on record. */
  happens(when: string, fact: EntryFact): PartnerInTime;
  changes(partner: Partial<Partner>): PartnerInTime;
  /** Looks whenever the last plan asked for it, until then. */
  runsUntil(when: string): PartnerInTime;
  /** Looks once. */
  looksAt(when: string): PartnerInTime;
  /** `2026-11-05T09:00:00.000Z outreach/bump/2026-11-02`: every reminder comment and its touches. */
  reminded(): readonly string[];
  texts(): readonly string[];
  /** Titles of the issues that were opened. */
  opened(): readonly string[];
  situation(now: Instant): Situation;
}

export const day = at;

/** A partner with an owner (maria), a contact (carla) and a lead (lena). */
export function aPartnerInTime(
  extra = "",
  changes: Partial<Pick<Situation, "audience" | "playbook">> = {},
): PartnerInTime {
  const playbook = changes.playbook ?? aPlaybook(`lead: lena\n${extra}`);
  const entries: Entry[] = [];
  const texts: string[] = [];
  const told: string[] = [];
  const opened: string[] = [];
  let partner = aPartner();
  let current = "identification";
  let now = at("2026-01-01T00:00:00Z");
  let dueAt: Instant | null = null;

  const situation = (moment: Instant): Situation =>
    aSituation({
      partner: {
        ...partner,
        card: { ...aCard({ stage: current, movedAt: now }), fields: partner.card?.fields ?? {} },
      },
      history: recall(entries),
      now: moment,
      playbook,
      audience: changes.audience ?? "team",
    });

  const opens = ({ key, title, body }: Opening, moment: Instant): void => {
    const id = `I_${key}` as IssueId;
    entries.push({ at: moment, kind: "posted", key, id });
    opened.push(title);
    const reached = [...body.matchAll(/@(\w+)/g)].map(([, name = ""]) => login(name));
    const note = { id, url: `https://github.com/${key}`, title, state: "open", body } as const;
    partner = { ...partner, notes: [{ ...note, editor: null, comments: [], reached }] };
  };

  const look = (moment: Instant): void => {
    now = moment;
    const ruling = plan(situation(moment));
    entries.push(...ruling.entries);
    for (const effect of ruling.effects) {
      if (effect.kind === "open-issue") opens(effect, moment);
      if (effect.kind === "close-issue") {
        const notes = (partner.notes ?? []).map((note) => ({ ...note, state: "closed" as const }));
        partner = { ...partner, notes };
      }
      if (effect.kind !== "comment") continue;
      entries.push({ at: moment, kind: "posted", key: effect.key, id: `IC_${effect.key}` });
      if (effect.content === "reminder") texts.push(effect.body);
    }
    for (const entry of ruling.entries) {
      if (entry.kind === "reminded")
        told.push(`${new Date(moment).toISOString()} ${entry.touches.join(" + ")}`);
    }
    dueAt = ruling.dueAt;
  };

  const self: PartnerInTime = {
    enters(id, when, on) {
      const from = current;
      current = id;
      return self.happens(when, {
        kind: "entered",
        stage: stage(id),
        from: stage(from),
        by: null,
        via: "move",
        ...(on === undefined ? {} : { on: on as Day }),
      });
    },
    happens(when, fact) {
      if (entries.length === 0)
        entries.push({ at: at("2026-01-01T00:00:00Z"), kind: "appeared", stage: stage("identification") });
      entries.push({ at: at(when), ...fact });
      return self.looksAt(when);
    },
    changes(with_) {
      partner = { ...partner, ...with_ };
      return self;
    },
    runsUntil(when) {
      const end = at(when);
      for (let looks = 0; dueAt !== null && dueAt <= end; looks += 1) {
        if (looks > 500) throw new Error("It never comes to rest.");
        look(dueAt > now ? dueAt : now);
      }
      return self;
    },
    looksAt(when) {
      look(at(when));
      return self;
    },
    reminded: () => told,
    texts: () => texts,
    opened: () => opened,
    situation,
  };
  return self;
}
