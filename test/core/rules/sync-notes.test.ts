import { describe, expect, it } from "@jest/globals";
import { remember } from "../../../src/core/history/recall.ts";
import type { Entry } from "../../../src/core/history/entry.ts";
import type { IssueId } from "../../../src/core/ids.ts";
import type { NoteIssue } from "../../../src/core/partner/partner.ts";
import { syncNotes } from "../../../src/core/rules/sync-notes.ts";
import type { Ruling, Situation } from "../../../src/core/situation.ts";
import { readMarkers } from "../../../src/core/text/marker.ts";
import type { Instant } from "../../../src/core/time/time.ts";
import {
  aCard,
  aComment,
  anIssue,
  aPartner,
  aPlaybook,
  aSituation,
  at,
  inStage,
  login,
  text,
} from "../../support/situation.ts";

/** Active since Monday 2026-11-23: the first sync is on Monday 2026-12-07, its note opens on Thursday before. */
const active = inStage("active-partnership");
const opening = at("2026-12-03T09:00:00Z");

function situation(changes: Partial<Situation> = {}): Situation {
  const card = aCard({ stage: "active-partnership" });
  return aSituation({ history: active, partner: aPartner({ card }), now: opening, ...changes });
}

function aNote(changes: Partial<NoteIssue> = {}): NoteIssue {
  return {
    id: "I_note" as IssueId,
    url: "https://github.com/northwind/partners/issues/90",
    title: "Sync with Acme: 2026-12-07",
    state: "open",
    body: "### Notes\n\n- Next action:\n- Due:",
    editor: null,
    comments: [],
    reached: [login("carla"), login("maria")],
    ...changes,
  };
}

/** The situation once the note was opened, at `moment`, with the note as it stands then. */
function withNote(moment: string, note: Partial<NoteIssue> = {}, before = situation()): Situation {
  const posted: Entry = { at: before.now, kind: "posted", key: "sync/2026-12-07", id: "I_note" };
  const history = [...syncNotes(before).entries, posted].reduce(remember, before.history);
  return { ...before, history, now: at(moment), partner: { ...before.partner, notes: [aNote(note)] } };
}

function later(before: Situation, moment: string, note: Partial<NoteIssue> = {}): Situation {
  const history = syncNotes(before).entries.reduce(remember, before.history);
  return { ...before, history, now: at(moment), partner: { ...before.partner, notes: [aNote(note)] } };
}

const kinds = ({ effects }: Ruling): readonly string[] => effects.map(({ kind }) => kind);
const facts = ({ entries }: Ruling): readonly unknown[] =>
  entries.map((entry) => (entry.kind === "sync" ? entry.fact : entry.kind));

describe("syncNotes", () => {
  it("waits until two working days before the sync", () => {
    const early = syncNotes(situation({ now: (opening - 1) as Instant }));

    expect(early).toMatchObject({ entries: [], effects: [], dueAt: opening });
  });

  it("opens the note under the partner, with the owner assigned and only contacts and owner mentioned", () => {
    const [effect] = syncNotes(situation()).effects;

    expect(effect).toMatchObject({
      kind: "open-issue",
      key: "sync/2026-12-07",
      title: "Sync with Acme: 2026-12-07",
      labels: [],
      assignees: ["maria"],
      parent: "I_1",
      repository: "R_1",
    });
    const body = effect?.kind === "open-issue" ? effect.body : "";
    expect(body.match(/@[a-z]+/g)).toEqual(["@carla", "@maria"]);
    expect(body).toContain("- Blockers\n- Feature requests\n- Roadmap preview");
    expect(readMarkers(body)).toMatchObject([{ key: "sync/2026-12-07", of: "I_1" }]);
  });

  it("keeps what is internal out of it, e-mail addresses and other people's mentions too", () => {
    const fields = {
      organisation: text("Acme @evil jane@acme.com"),
      nextAction: text("prepare the exit"),
      primaryContact: text("Carla Diaz @carla"),
    };
    const [effect] = syncNotes(situation({ partner: aPartner({ card: aCard({ fields }) }) })).effects;

    const body = effect?.kind === "open-issue" ? effect.body + effect.title : "";
    expect(body).not.toMatch(/@evil|jane@acme|exit|NPS|health|hold|target/i);
  });

  it("opens nothing on hold, outside the stage, or where the playbook has no syncs", () => {
    const held = inStage("active-partnership", {
      kind: "held",
      by: login("maria"),
      until: null,
      reason: "x",
    });
    const playbook = aPlaybook("sync: null");

    for (const changes of [{ history: held }, { history: inStage("onboarding") }, { playbook }]) {
      expect(syncNotes(situation(changes)).effects).toEqual([]);
    }
  });

  it("stands alone when the partner has a hundred sub-issues", () => {
    const issue = anIssue({ hiddenLinked: 100 });

    expect(syncNotes(situation({ partner: aPartner({ issue }) })).effects).toMatchObject([{ parent: null }]);
  });

  it("has one note open at a time, and asks for nothing before the sync is over", () => {
    expect(syncNotes(withNote("2026-12-07T12:00:00Z")).effects).toEqual([]);
  });

  it("writes notes of entitled people back, and only what differs", () => {
    const body = "### Notes\n\nPilot agreed.\n\n- Next action: Send the plan\n- Due: 2026-12-20";
    const editor = { login: login("tom"), bot: false };
    const ruled = syncNotes(withNote("2026-12-07T12:00:00Z", { state: "closed", body, editor }));

    const values = ruled.effects.map((effect) => (effect.kind === "set-field" ? effect.value : effect));
    expect(values).toEqual([
      { kind: "text", text: "Pilot agreed. https://github.com/northwind/partners/issues/90" },
      { kind: "date", day: "2026-12-07" },
      { kind: "text", text: "Send the plan" },
      { kind: "date", day: "2026-12-20" },
    ]);
    expect(facts(ruled).at(-1)).toMatchObject({ what: "ended", how: "noted" });
  });

  it("reads no value from a contact, whose words still count as notes", () => {
    const comment = aComment({ author: { login: login("carla"), bot: false }, body: "Next action: pay us" });
    const ruled = syncNotes(withNote("2026-12-07T12:00:00Z", { state: "closed", comments: [comment] }));

    expect(JSON.stringify(ruled)).not.toContain("pay us");
    expect(facts(ruled).at(-1)).toMatchObject({ what: "ended", how: "noted" });
  });

  it("opens an empty one again with a question, once; empty again it is missed", () => {
    const closed = withNote("2026-12-07T12:00:00Z", { state: "closed" });
    const again = later(closed, "2026-12-07T13:00:00Z", { state: "closed" });

    expect(kinds(syncNotes(closed))).toEqual(["reopen-issue", "comment"]);
    expect(syncNotes(again).effects).toEqual([]);
    expect(facts(syncNotes(again)).at(-1)).toMatchObject({ what: "ended", how: "missed" });
  });

  it("does not take an old answer of GitHub's for closed again, however late it was opened", () => {
    const closed = withNote("2026-12-07T12:00:00Z", { state: "closed" });
    const lagging = later(closed, "2026-12-07T12:00:30Z", { state: "closed" });
    const asked: Entry = {
      ...{ at: at("2026-12-07T15:00:00Z"), kind: "posted" },
      ...{ key: "sync/2026-12-07/empty", id: "IC_9" },
    };
    const late = { ...lagging, history: remember(lagging.history, asked), now: at("2026-12-07T15:00:30Z") };

    expect(syncNotes(lagging)).toMatchObject({ entries: [], effects: [], dueAt: at("2026-12-07T12:01:00Z") });
    expect(syncNotes(late)).toMatchObject({ entries: [], effects: [], dueAt: at("2026-12-07T15:01:00Z") });
    expect(facts(syncNotes({ ...late, now: at("2026-12-07T15:01:00Z") }))).toMatchObject([{ how: "missed" }]);
  });

  it("closes an untouched note when the partner is put on hold, and leaves one with notes alone", () => {
    const hold: Entry = { at: opening, kind: "held", by: login("maria"), until: null, reason: "x" };
    const untouched = withNote("2026-12-04T09:00:00Z");
    const history = remember(untouched.history, hold);
    const touched = { ...untouched.partner, notes: [aNote({ comments: [aComment({ body: "We met." })] })] };

    expect(kinds(syncNotes({ ...untouched, history }))).toEqual(["close-issue"]);
    expect(syncNotes({ ...untouched, history, partner: touched }).effects).toEqual([]);
  });

  it("tells the owner once, without mentioning them, whom the note did not reach", () => {
    const note = withNote("2026-12-03T09:02:00Z", { reached: [login("maria")] });
    const [told] = syncNotes(note).effects;

    expect(told).toMatchObject({ kind: "comment", issue: "I_1", key: "sync/2026-12-07/unreached" });
    expect(told?.kind === "comment" ? told.body.match(/@[a-z]+/g) : null).toEqual(["@maria"]);
    expect(told?.kind === "comment" ? told.body : "").toContain("carla");
    expect(syncNotes(later(note, "2026-12-03T09:03:00Z")).effects).toEqual([]);
  });
});
