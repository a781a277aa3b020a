import type { Login } from "../core/ids.ts";
import type { Instant } from "../core/time/time.ts";
import { AppError, classify } from "./failure.ts";
import { knowInstallations } from "./installations.ts";
import type { Keeper, Turn } from "./keeper.ts";
import { withFields } from "./log.ts";
import type { Claim } from "./store.ts";
import { drain } from "./turn.ts";

/** Turns that wait for the limiter, and until when. */
export type Pauses = Map<symbol, Instant>;

export interface TurnTerms {
  /** Aborts when the process is to end. */
  readonly stop: AbortSignal;
  readonly pauses: Pauses;
}

const DENIED_PAUSE_MS = 300_000;
const FAILED_PAUSE_MS = 10_000;

/** Drains a claimed installation and releases it. Never rejects: whatever happens is dealt with here. */
export async function takeTurn(keeper: Keeper, claim: Claim, terms: TurnTerms): Promise<void> {
  const log = withFields(keeper.log, { installation: claim.installation });
  try {
    const self = await keeper.app.self();
    await drain(turnOf({ ...keeper, log }, { ...terms, claim, self }));
  } catch (error) {
    if (!terms.stop.aborted) await recover({ ...keeper, log }, claim, error);
  }
  try {
    await claim.release();
  } catch (error) {
    log.error({ err: error }, "claim.lost");
  }
}

interface TurnParts extends TurnTerms {
  readonly claim: Claim;
  readonly self: Login;
}

function turnOf(keeper: Keeper, { claim, self, stop, pauses }: TurnParts): Turn {
  const id = Symbol(claim.installation);
  return {
    ...keeper,
    ...{ claim, self, stop },
    github: keeper.app.as(claim.installation),
    installation: claim.installation,
    pause: async (until) => {
      pauses.set(id, until);
      await keeper.clock.sleep(until, stop);
      pauses.delete(id);
    },
  };
}

/** What went wrong for the whole installation: it is left alone for a while, or until its limit is over. */
async function recover(keeper: Keeper, claim: Claim, error: unknown): Promise<void> {
  const failure = classify(error);
  const now = keeper.clock.now();
  const fields = { failure: failure.kind, code: error instanceof AppError ? error.code : "bug" };
  keeper.meter.failure(failure.kind);
  try {
    if (failure.kind === "limited") {
      keeper.log.warn({ ...fields, until: failure.until }, "installation.limited");
      await claim.holdOff(failure.until);
    } else if (failure.kind === "denied") {
      keeper.log.warn(fields, "installation.denied");
      await claim.holdOff((now + DENIED_PAUSE_MS) as Instant);
      await knowInstallations(keeper);
    } else {
      keeper.log.error({ ...fields, err: error }, "turn.failed");
      await claim.holdOff((now + FAILED_PAUSE_MS) as Instant);
    }
  } catch (worse) {
    keeper.log.error({ ...fields, err: worse }, "turn.lost");
  }
}
