import type { Board, BoardField } from "./board.ts";
import type { BoardNotice } from "./board-notice.ts";
import type { Criterion, FieldSpec, Playbook } from "./playbook.ts";
import { fieldNamed, type ProjectSeen, sameName } from "./project-seen.ts";

interface Fields {
  readonly fields: Board["fields"];
  readonly notices: readonly BoardNotice[];
}

/** Finds the playbook's fields, all but the Status. One that is missing or of another type is left out, and said. */
export function resolveFields(project: ProjectSeen, playbook: Playbook): Fields {
  const wanted = Object.entries(playbook.fields).filter(([key]) => key !== "status");
  const found = wanted.map(([key, spec]) => ({ key, spec, field: fieldNamed(project, spec.name) }));
  const usable = found.flatMap(({ key, spec, field }) =>
    field?.type === spec.type ? [[key, field] as const] : [],
  );
  return {
    fields: Object.fromEntries(usable),
    notices: found.flatMap(({ key, spec, field }) => noticesOf(spec, field, { key, playbook })),
  };
}

interface Use {
  readonly key: string;
  readonly playbook: Playbook;
}

function noticesOf(spec: FieldSpec, field: BoardField | null, use: Use): readonly BoardNotice[] {
  const { key } = use;
  if (field === null) {
    const message = `The board has no field “${spec.name}” (${spec.type}). ${affected(use)}`;
    return [{ kind: "missing-field", key: `missing-field/${key}`, message }];
  }
  if (field.type !== spec.type) {
    const message = `The field “${spec.name}” must be of type ${spec.type}, on the board it is ${field.type === "other" ? "of another" : `of type ${field.type}`}. It is not used. ${affected(use)}`;
    return [{ kind: "wrong-type", key: `wrong-type/${key}/${field.type}`, message }];
  }
  const lacking = spec.options.filter((name) => !field.options.some((option) => sameName(option.name, name)));
  if (lacking.length === 0) return [];
  const names = lacking.map((name) => `“${name}”`).join(", ");
  const message = `The field “${spec.name}” lacks the ${lacking.length === 1 ? "option" : "options"} ${names}. ${affected(use)}`;
  return [{ kind: "missing-options", key: `missing-options/${key}/${lacking.join("/")}`, message }];
}

/** Which gates feel it. */
function affected({ key, playbook }: Use): string {
  const gates = playbook.stages
    .filter(({ gate }) => gate.some((criterion) => asksFor(criterion, key)))
    .map(({ name }) => name);
  if (gates.length === 0) return "No gate needs it.";
  return `Needed to enter ${gates.join(", ")}.`;
}

function asksFor(criterion: Criterion, key: string): boolean {
  if ("of" in criterion) return criterion.of.some((part) => asksFor(part, key));
  if (criterion.kind === "elapsed") return criterion.since === key;
  return (criterion.kind === "field" || criterion.kind === "unique") && criterion.field === key;
}
