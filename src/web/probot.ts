import { pino } from "pino";
import { Probot, ProbotOctokit } from "probot";

export interface ProbotSettings {
  readonly appId: string;
  readonly privateKey: string;
  readonly webhookSecret: string;
}

/**
 * Probot verifies and dispatches. Its octokit is never asked for anything: ours is another, that repeats no writes.
 * So each event gets the same idle one, instead of one built for it.
 */
export async function createProbot({ appId, privateKey, webhookSecret }: ProbotSettings): Promise<Probot> {
  const probot = new Probot({
    ...{ appId, privateKey, secret: webhookSecret },
    // It would log errors with foreign texts; what its handlers throw is logged by `receive.ts`. It makes a child for
    // each event, which costs most where there are names to redact.
    log: pino({ enabled: false }),
    Octokit: ProbotOctokit.defaults((options: object) => ({
      ...options,
      authStrategy: idleAuth,
      throttle: { enabled: false },
      retry: { enabled: false },
    })),
  });
  return probot.ready();
}

/** Authenticates nothing; for an event it hands out the octokit it belongs to. */
function idleAuth({ octokit }: { readonly octokit: unknown }): object {
  const refuse = (): never => {
    throw new Error("Probot's octokit is not to be used");
  };
  return Object.assign(() => Promise.resolve(octokit), { hook: refuse });
}
