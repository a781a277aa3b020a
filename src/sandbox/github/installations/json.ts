import type { Installation } from "../model/installation.ts";
import type { State } from "../model/state.ts";
import { userJson, type Json } from "../payloads/people.ts";

/** An installation as the API and `installation` events give it. */
export function installationJson(state: State, installation: Installation): Json {
  const { account, id } = installation;
  return {
    id,
    account: userJson(state, account),
    repository_selection: installation.selection === "all" ? "all" : "selected",
    access_tokens_url: `${state.urls.api}/app/installations/${id}/access_tokens`,
    repositories_url: `${state.urls.api}/installation/repositories`,
    html_url: `${state.urls.html}/organizations/${account.login}/settings/installations/${id}`,
    app_id: state.app.id,
    app_slug: state.app.slug,
    target_id: account.databaseId,
    target_type: account.type,
    permissions: installation.permissions,
    events: installation.events,
    created_at: installation.createdAt,
    updated_at: installation.updatedAt,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: null,
    suspended_at: installation.suspended ? installation.updatedAt : null,
  };
}
