import type { Effect, EffectAct } from "../core/effect.ts";
import { AppError } from "../keeper/failure.ts";
import type { Acted } from "../keeper/github.ts";
import type { Grants } from "./auth.ts";
import { alias, compose, type Part } from "./compose.ts";
import { faultError, isRefusal } from "./faults.ts";
import { text } from "./graphql/execute.ts";
import { isUnder, type Fault } from "./graphql/fault.ts";
import type { Installation } from "./installation.ts";
import { partOf, type PartContext } from "./parts.ts";
import type { GraphqlAnswer } from "./session.ts";

/**
 * Sends the effects in one mutation document, once. Throws when the document as a whole came to nothing or got
 * lost; otherwise there is an outcome for each effect, in their order.
 */
export async function act(
  on: Installation,
  effects: readonly Effect[],
  context: PartContext,
): Promise<readonly Acted[]> {
  if (effects.length === 0) return [];
  const parts = effects.map((effect) => partOf(effect, context));
  const { document, variables } = compose(parts);
  const answer = await on.session.graphql({
    operation: effects.map(({ kind }) => kind).join(" "),
    query: text(document),
    variables,
    sending: "write",
  });
  if (answer.data === null) throw faultError(answer.faults, answer);
  const outcomes = parts.map((one, index) => outcomeOf(one, index, answer));
  return asWhole(await withDenials(on, effects, outcomes));
}

function outcomeOf(part: Part, index: number, answer: GraphqlAnswer): Acted {
  const name = alias(index);
  const payload = answer.data?.[name] ?? null;
  const faults = answer.faults.filter(({ path }) => isUnder(path, [name]));
  // A fault of the mutation itself; deeper ones came after it was carried out, while its answer was read.
  const own = faults.filter(({ path }) => path.length === 1);
  const refusal = own.find(isRefusal);
  if (payload === null && refusal !== undefined) return refused(refusal);
  const acted = payload === null ? null : part.read(payload);
  if (acted !== null) return acted;
  const spoken = own.length > 0 ? own : answer.faults.filter(({ path }) => path.length === 0);
  return { kind: "failed", error: faultError(spoken, answer) };
}

function refused(fault: Fault & { readonly type: string }): Acted {
  return { kind: "refused", code: fault.type.toLowerCase(), gone: fault.type === "NOT_FOUND" };
}

/**
 * FORBIDDEN has two meanings: this one object is closed to us (a locked issue), or the installation has taken
 * a permission away. A fresh token says which permissions there are.
 */
async function withDenials(
  on: Installation,
  effects: readonly Effect[],
  outcomes: readonly Acted[],
): Promise<readonly Acted[]> {
  if (!outcomes.some(isForbidden)) return outcomes;
  const grants = await freshGrants(on);
  return outcomes.map((outcome, index) => {
    const effect = effects[index];
    if (effect === undefined || !isForbidden(outcome)) return outcome;
    if (grants instanceof AppError) return { kind: "failed", error: grants };
    return mayWrite(grants, effect) ? outcome : { kind: "failed", error: permissionLost(effect.kind) };
  });
}

/** An error here must not be taken for one of the document, whose other parts were carried out. */
async function freshGrants(on: Installation): Promise<Grants | AppError> {
  try {
    return (await on.auth.installation(on.id, "fresh")).grants;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

function isForbidden(outcome: Acted): boolean {
  return outcome.kind === "refused" && outcome.code === "forbidden";
}

function mayWrite(grants: Grants, { kind }: EffectAct): boolean {
  const onBoard = kind === "set-status" || kind === "set-field" || kind === "add-to-board";
  return grants[onBoard ? "organization_projects" : "issues"] === "write";
}

function permissionLost(kind: EffectAct["kind"]): AppError {
  return new AppError(
    "github/permission-lost",
    { kind: "denied" },
    { message: "The installation lacks a permission", details: { effect: kind } },
  );
}

/** When the same befell every part, it befell the document. */
function asWhole(outcomes: readonly Acted[]): readonly Acted[] {
  const [first] = outcomes;
  if (first?.kind !== "failed") return outcomes;
  const { kind } = first.error.failure;
  const all = outcomes.every((outcome) => outcome.kind === "failed" && outcome.error.failure.kind === kind);
  if (all) throw first.error;
  return outcomes;
}
