import type { Step } from "./steps.ts";

/** What a step does, in one line for a terminal. */
export function renderStep(step: Step): string {
  switch (step.kind) {
    case "create-project":
      return `create the project “${step.title}”`;
    case "create-field":
      return `add the field “${step.field.name}” (${step.field.dataType.toLowerCase().replace("_", " ")})`;
    case "replace-options":
      return optionsLine(step);
    case "create-label":
      return `create the label “${step.label.name}”`;
    case "add-file":
      return `add the file ${step.file.path}`;
  }
}

function optionsLine({ field, added, dropped }: Extract<Step, { readonly kind: "replace-options" }>): string {
  const parts = [
    ...(added.length === 0 ? [] : [`add ${quoted(added)} to the field “${field.name}”`]),
    ...(dropped.length === 0 ? [] : [`take ${quoted(dropped)} out of it: the board has no cards yet`]),
  ];
  return parts.join(", ");
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `“${name}”`).join(", ");
}
