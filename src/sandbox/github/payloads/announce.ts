import type { Owner, Repository } from "../model/records.ts";
import { reaches, type Acting } from "../model/rights.ts";
import { timestamp } from "../model/state.ts";
import { organisationJson, userJson, type Json } from "./people.ts";
import { repositoryJson } from "./repository.ts";

/** Something that GitHub tells Apps. */
export interface News {
  readonly event: string;
  /** Null for events without action, such as push. */
  readonly action: string | null;
  /** Null for events that belong to the organisation only, such as `projects_v2_item`. */
  readonly repository: Repository | null;
  readonly owner: Owner;
  readonly facts: Json;
}

/** Sends a webhook to every installation that listens to it and reaches its repository. */
export function announce(by: Acting, news: News): void {
  const { state } = by;
  if (!state.telling) return;
  for (const installation of state.installations) {
    if (installation.suspended || installation.account !== news.owner) continue;
    if (!installation.events.includes(news.event)) continue;
    if (news.repository !== null && !reaches(installation, news.repository)) continue;
    state.tell.webhook({ event: news.event, payload: payloadOf(by, news, installation.id) });
  }
}

function payloadOf(by: Acting, news: News, installation: number): Json {
  const { state } = by;
  return {
    ...(news.action === null ? {} : { action: news.action }),
    ...(news.repository === null ? {} : { repository: repositoryJson(state, news.repository) }),
    ...news.facts,
    ...(news.owner.type === "Organization" ? { organization: organisationJson(state, news.owner) } : {}),
    sender: userJson(state, by.account),
    installation: installationStub(installation),
  };
}

/** How an event names the installation it was sent to. The node id is of the old form there. */
function installationStub(id: number): Json {
  return { id, node_id: Buffer.from(`023:IntegrationInstallation${id}`).toString("base64") };
}

/** Leaves a line in the journal: this write was applied. */
export function record(by: Acting, detail: Readonly<Record<string, unknown>>): void {
  if (!by.state.telling) return;
  by.state.tell.journal({
    at: timestamp(by.state),
    actor: by.account.login,
    operation: by.operation,
    detail,
  });
}
