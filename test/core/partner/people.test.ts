import { describe, expect, it } from "@jest/globals";
import type { Hint, Permission, StatusEvent } from "../../../src/core/partner/partner.ts";
import {
  bodyCounts,
  canWrite,
  isCandidate,
  moverOf,
  ownerOf,
  rightsOf,
} from "../../../src/core/partner/people.ts";
import { aCard, after, anIssue, aPartner, column, login, minutes, now } from "../../support/situation.ts";

const person = (name: string) => ({ login: login(name), bot: false });
const event = (changes: Partial<StatusEvent> = {}): StatusEvent => ({
  from: "Identification",
  to: "Outreach",
  by: person("maria"),
  automated: false,
  at: now,
  ...changes,
});
const hint = (sender: string | null, to: string | null = "outreach"): Hint => ({
  kind: "status",
  at: now,
  sender: sender === null ? null : person(sender),
  from: column("identification"),
  to: to === null ? null : column(to),
  overwrote: false,
});
const moved = (statusEvents: readonly StatusEvent[]) =>
  aPartner({ card: aCard({ stage: "outreach", movedAt: now }), issue: anIssue({ statusEvents }) });

describe("canWrite", () => {
  it.each<[Permission, boolean]>([
    ["admin", true],
    ["maintain", true],
    ["write", true],
    ["triage", false],
    ["read", false],
    ["none", false],
  ])("with %s: %s", (permission, may) => {
    expect(canWrite({ permission, overrider: true })).toBe(may);
  });

  it("not when nobody asked", () => {
    expect(canWrite(undefined)).toBe(false);
  });
});

describe("rightsOf", () => {
  it("knows a login in any case, and nothing that is no login", () => {
    expect(rightsOf(aPartner(), "MARIA")?.permission).toBe("maintain");
    expect(rightsOf(aPartner(), "toString")).toBeUndefined();
  });
});

describe("isCandidate", () => {
  const outside = anIssue({ author: person("carla"), assignees: [] });

  it("is an issue from outside without an owner", () => {
    expect(isCandidate(aPartner({ issue: outside }))).toBe(true);
  });

  it("is still one while the only owner may not write", () => {
    expect(isCandidate(aPartner({ issue: { ...outside, assignees: [login("carla")] } }))).toBe(true);
  });

  it("is none any more when somebody with write access owns it", () => {
    expect(isCandidate(aPartner({ issue: { ...outside, assignees: [login("carla"), login("tom")] } }))).toBe(
      false,
    );
  });

  it("is never an issue from inside", () => {
    expect(isCandidate(aPartner({ issue: anIssue({ assignees: [] }) }))).toBe(false);
  });

  it("is an issue of a deleted account", () => {
    expect(isCandidate(aPartner({ issue: { ...outside, author: null } }))).toBe(true);
  });

  it("is never a draft", () => {
    expect(isCandidate(aPartner({ issue: null }))).toBe(false);
  });
});

describe("bodyCounts", () => {
  it("for an author with write access only", () => {
    expect(bodyCounts(aPartner())).toBe(true);
    expect(bodyCounts(aPartner({ issue: anIssue({ author: person("carla") }) }))).toBe(false);
    expect(bodyCounts(aPartner({ issue: anIssue({ author: null }) }))).toBe(false);
  });
});

describe("ownerOf", () => {
  it("is the first assignee", () => {
    expect(ownerOf(aPartner({ issue: anIssue({ assignees: [login("tom"), login("maria")] }) }))).toBe("tom");
    expect(ownerOf(aPartner({ issue: anIssue({ assignees: [] }) }))).toBeNull();
  });
});

describe("moverOf", () => {
  it("names the actor of the last event with the card's value", () => {
    const events = [event(), event({ to: "Onboarding", by: person("tom") })];

    expect(moverOf(moved(events), [hint("tom")])).toEqual(person("maria"));
  });

  it("names the sender of the last delivery when the timeline lags", () => {
    expect(moverOf(moved([]), [hint("maria"), hint("tom"), hint("eve", "onboarding")])).toEqual(
      person("tom"),
    );
  });

  it("prefers a delivery to an event of an earlier move to the same column", () => {
    const earlier = event({ at: after(now, -minutes(30)) });

    expect(moverOf(moved([earlier]), [hint("tom")])).toEqual(person("tom"));
    expect(moverOf(moved([earlier]), [])).toEqual(person("maria"));
  });

  it("names nobody when GitHub does not say", () => {
    expect(moverOf(moved([]), [hint(null)])).toBeNull();
    expect(moverOf(moved([event({ by: null })]), [hint("tom")])).toBeNull();
    expect(moverOf(aPartner({ card: null }), [hint("tom")])).toBeNull();
  });

  it("names who cleared the Status", () => {
    const partner = aPartner({ card: aCard({ stage: null }) });

    expect(moverOf(partner, [hint("tom", null)])).toEqual(person("tom"));
  });
});
