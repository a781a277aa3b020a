import { describe, expect, it } from "@jest/globals";
import type { Entry, EntryFact } from "../../../src/core/history/entry.ts";
import { withoutNames } from "../../../src/core/history/forget.ts";
import type { CommentId } from "../../../src/core/ids.ts";
import type { Day } from "../../../src/core/time/time.ts";
import { login, now, stage } from "../../support/situation.ts";

const mona = { login: login("mona-secret"), bot: false };
const by = mona.login;
const secret = "secret words";
const day = "2026-11-24" as Day;

const facts: readonly EntryFact[] = [
  { kind: "candidate", author: by },
  { kind: "entered", stage: stage("outreach"), from: null, by: mona, via: "move" },
  {
    ...{ kind: "refused", target: stage("outreach"), option: null, by: mona, missing: ["outreach.gate.0"] },
    ...{ waits: false, undone: true, movedAt: now, comment: "refusal/1" },
  },
  { kind: "stood-up", by: mona },
  { kind: "reopening", by: mona, closedAt: null },
  { kind: "replied", by, how: "comment" },
  { kind: "resumed", by },
  { kind: "exited", by, why: "declined", reason: secret },
  { kind: "commanded", comment: "IC_1" as CommentId, by, command: "hold", outcome: "done" },
  { kind: "snoozed", by, until: now },
  { kind: "overridden", target: stage("outreach"), by, reason: secret },
  { kind: "held", by, until: null, reason: secret },
  { kind: "noticed", mark: "0.1/mona-secret" },
  {
    kind: "sync",
    fact: {
      ...{ what: "opened", key: "sync/2026-11-24", planned: day, on: day },
      ...{ occasions: [], mentioned: [by] },
    },
  },
  { kind: "sync", fact: { what: "verified", unreached: [by] } },
  { kind: "sync", fact: { what: "ended", how: "noted", lines: [secret], action: secret } },
];

describe("an entry without names", () => {
  it.each(facts)("keeps what happened and when of $kind, and no login or text", (fact) => {
    const entry: Entry = { at: now, ...fact };

    const blank = withoutNames(entry);

    expect(JSON.stringify(entry)).toContain("secret");
    expect(JSON.stringify(blank)).not.toContain("secret");
    expect(blank).toMatchObject({ at: entry.at, kind: entry.kind });
  });

  it("keeps everything that counts", () => {
    const entry: Entry = { at: now, ...(facts[2] ?? { kind: "heard" }) };

    expect(withoutNames(entry)).toEqual({ ...entry, by: null });
  });
});
