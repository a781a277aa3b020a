import { z } from "zod";
import type { Login } from "../core/ids.ts";
import type { Permission } from "../core/partner/partner.ts";
import { AppError } from "../keeper/failure.ts";
import type { Repository } from "../keeper/github.ts";
import type { Installation } from "./installation.ts";

const Levels = z.enum(["admin", "maintain", "write", "triage", "read", "none"]);
/** A role made by the organisation has a name of its own; `permission` then says what it amounts to. */
const PermissionAnswer = z.object({ permission: z.string(), role_name: z.string().optional() });
const Membership = z.object({ state: z.string() });

/** What somebody may do in a repository, read live. Whom GitHub does not know there may do nothing. */
export async function readPermission(
  on: Installation,
  repository: Repository,
  login: Login,
): Promise<Permission> {
  const answer = await absentAsNull(["github/not-found"], () =>
    on.session.rest("read", (octokit) =>
      octokit.request("GET /repos/{owner}/{repo}/collaborators/{username}/permission", {
        owner: repository.owner,
        repo: repository.name,
        username: login,
      }),
    ),
  );
  const parsed = PermissionAnswer.safeParse(answer?.data);
  if (!parsed.success) return "none";
  const role = Levels.safeParse(parsed.data.role_name);
  const level = Levels.safeParse(parsed.data.permission);
  return role.data ?? level.data ?? "none";
}

/** Whether somebody is an active member of `org/team`. A team that cannot be read has no members. */
export async function readMembership(on: Installation, team: string, login: Login): Promise<boolean> {
  const [org, slug] = team.split("/");
  if (org === undefined || slug === undefined) return false;
  const answer = await absentAsNull(["github/not-found", "github/forbidden"], () =>
    on.session.rest("read", (octokit) =>
      octokit.request("GET /orgs/{org}/teams/{team_slug}/memberships/{username}", {
        org,
        team_slug: slug,
        username: login,
      }),
    ),
  );
  return Membership.safeParse(answer?.data).data?.state === "active";
}

/** Null instead of one of these errors. */
export async function absentAsNull<T>(codes: readonly string[], read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AppError && codes.includes(error.code)) return null;
    throw error;
  }
}
