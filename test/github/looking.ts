import type { CardId, PartnerId, ProjectId } from "../../src/core/ids.ts";
import type { Partner } from "../../src/core/partner/partner.ts";
import type { FieldSpec } from "../../src/core/playbook/playbook.ts";
import type { Github, Looked, LookRequest, LookTarget } from "../../src/keeper/github.ts";
import { anInstallation, answersGraphql, tellsItsName } from "./an-app.ts";
import type { Shape } from "./shapes.ts";

const FIELDS: Readonly<Record<string, FieldSpec>> = {
  status: { name: "Status", type: "option", options: [] },
  organisation: { name: "Organisation", type: "text", options: [] },
  runs: { name: "Runs per week", type: "number", options: [] },
  due: { name: "Due date", type: "date", options: [] },
  level: { name: "Adoption level", type: "option", options: [] },
  environment: { name: "Environment", type: "option", options: [] },
  signal: { name: "Signal", type: "text", options: [] },
  next: { name: "Next action", type: "text", options: [] },
};

/** An installation, the name of its App unless nobody asks, and the answer to its first question. */
export function aGithubThatAnswers(
  answer: Parameters<typeof answersGraphql>[0],
  named: "named" | "nameless" = "named",
): { github: Github; sent: ReturnType<typeof answersGraphql> } {
  const { github } = anInstallation();
  if (named === "named") tellsItsName();
  return { github, sent: answersGraphql(answer) };
}

/** The partner of a look at one card. */
export async function onlyPartner(github: Github): Promise<Partner> {
  const [looked] = await github.look(aRequest([{}]));
  if (looked?.kind !== "partner") throw new Error(`looked ${looked?.kind ?? "at nothing"}`);
  return looked.partner;
}

/** The texts of the comments that were read. */
export function bodies(looked: Looked | undefined): readonly string[] {
  return looked?.kind === "partner" ? (looked.partner.issue?.comments ?? []).map(({ body }) => body) : [];
}

/** A look at these targets; a card is theirs unless said otherwise. */
export function aRequest(targets: readonly Partial<LookTarget>[]): LookRequest {
  return {
    project: "PVT_1" as ProjectId,
    fields: FIELDS,
    targets: targets.map((target, index) => ({
      partner: String(index) as PartnerId,
      card: "PVTI_1" as CardId,
      issue: null,
      commentsSince: null,
      comments: [],
      ...target,
    })),
  };
}

export function notFound(path: readonly (string | number)[]): Shape {
  return { type: "NOT_FOUND", path, message: "Could not resolve to a node" };
}

export function forbidden(path: readonly (string | number)[]): Shape {
  return { type: "FORBIDDEN", path, message: "Resource not accessible by integration" };
}
