import { handsOf, type Hands } from "../../src/sandbox/demo/hands.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { startSandbox, type SandboxOptions } from "../../src/sandbox/start.ts";

/** The seeded programme with the real App beside it, over real HTTP, and the hands of its people. */
export interface Programme {
  readonly sandbox: Sandbox;
  readonly mara: Hands;
  readonly tomas: Hands;
  readonly robot: Hands;
  /** What the App asked of GitHub while `doing` was done and everything settled, tokens and its own chores apart. */
  requestsOf(doing: () => Promise<unknown>): Promise<readonly string[]>;
  /** Does it and waits until everything has settled. */
  after(doing: () => Promise<unknown>): Promise<void>;
  /** What the App wrote in an issue, folded comments apart. */
  said(issue: number): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** A working day, in the hours of reminders: what a test sees does not depend on when it runs. */
export const MONDAY_MORNING = Date.parse("2026-03-02T10:00:00Z");

/** Starts the programme on a Monday morning. Virtual time stands still between calls unless a test turns the clock. */
export async function aProgramme(options: SandboxOptions = {}): Promise<Programme> {
  const sandbox = await startSandbox({ base: MONDAY_MORNING, speed: 0, logLevel: "warn", ...options });
  const { address, login } = sandbox;
  const after: Programme["after"] = async (doing) => {
    await doing();
    await sandbox.settle();
  };
  const tomas = handsOf(address, login.member, address.tokens.member);
  return {
    sandbox,
    after,
    tomas,
    mara: handsOf(address, login.maintainer, address.tokens.maintainer),
    robot: handsOf(address, "triage-helper[bot]", sandbox.tokenFor("triage-helper[bot]")),
    async requestsOf(doing) {
      await sandbox.settle();
      sandbox.forgetRequests();
      await after(doing);
      return sandbox
        .requests()
        .requests.filter(({ actor, kind }) => actor === "stagekeeper[bot]" && kind !== "token")
        .map(({ kind }) => kind);
    },
    async said(issue) {
      const comments = await tomas.comments(issue);
      return comments
        .filter(({ author, folded }) => author.startsWith("stagekeeper") && !folded)
        .map(({ body }) => body);
    },
    stop: () => sandbox.stop(),
  };
}
