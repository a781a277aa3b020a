import type { Brand } from "./brand.ts";

/** GraphQL node id of a project item, `PVTI_…`. */
export type CardId = Brand<string, "CardId">;
/** GraphQL node id of an issue, `I_…`. */
export type IssueId = Brand<string, "IssueId">;
/** GraphQL node id of an issue comment, `IC_…`. */
export type CommentId = Brand<string, "CommentId">;
/** GraphQL node id of a project, `PVT_…`. */
export type ProjectId = Brand<string, "ProjectId">;
/** GraphQL node id of a project field, `PVTSSF_…` and the like. */
export type FieldId = Brand<string, "FieldId">;
/** Id of one option of a single-select field. */
export type OptionId = Brand<string, "OptionId">;
/** A stage's key in the playbook, such as `qualification-call`. */
export type StageId = Brand<string, "StageId">;
/** A person's or bot's login, compared in lower case with `sameLogin`. */
export type Login = Brand<string, "Login">;
/** Row id of a partner in our store. */
export type PartnerId = Brand<string, "PartnerId">;
/** GitHub's integer id of an installation, as text. */
export type InstallationId = Brand<string, "InstallationId">;

/** Whether two logins name the same account: GitHub compares them without case. */
export function sameLogin(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
