import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { aProgramme, type Programme } from "../support/programme.ts";

const cobalt = 3;

describe("a fault of the machine while a move back is under way", () => {
  let programme: Programme;
  beforeAll(async () => {
    // What a dead process or a lost connection leaves behind is taken up again when its time is over.
    programme = await aProgramme({ speed: 1 });
  }, 120_000);
  afterAll(() => programme.stop());

  it.each(["kill-app", "end-app", "stop-app", "kill-database", "cut-connections"] as const)(
    "%s leaves one move back with one explanation, and is on record",
    async (kind) => {
      const { sandbox, tomas } = programme;
      await programme.after(() => sandbox.turnClock({ advance: "PT25H" }));
      const before = new Set((await programme.said(cobalt)).filter(isRefusal));
      const fault = {
        kind,
        match: { actor: "stagekeeper[bot]", request: "mutation" },
        applied: true,
        ms: 300,
      };
      const { id } = sandbox.addFault(fault);
      const gone = new Promise<void>((resolve) => {
        sandbox.watch((happening) => {
          if (happening.kind === "app" && ["killed", "stopped"].includes(happening.state)) resolve();
        });
      });

      await tomas.move(cobalt, "Onboarding");
      if (kind === "kill-app" || kind === "end-app") {
        await gone;
        await sandbox.startApp();
      }
      await sandbox.settle();

      const said = (await programme.said(cobalt)).filter((body) => isRefusal(body) && !before.has(body));
      expect(await tomas.column(cobalt)).toBe("Outreach");
      expect(said).toHaveLength(1);
      expect(sandbox.faults().find((one) => one.id === id)?.fired).toHaveLength(1);
    },
    120_000,
  );
});

function isRefusal(body: string): boolean {
  return body.includes("Moved back");
}
