import { parse } from "yaml";
import { z } from "zod";
import type { ParsedPlaybook } from "../../core/playbook/playbook.ts";
import { sameName } from "../../core/playbook/project-seen.ts";
import type { RepositorySeen } from "../../github/set-up.ts";
import { FORM_PATH } from "../init/files.ts";
import { faultIf, type Diagnosis } from "./diagnosis.ts";

/** As much of an issue form as is looked at. GitHub takes labels as a list or parted by commas. */
const Form = z.object({
  labels: z
    .union([z.array(z.string()), z.string().transform((text) => text.split(",").map((name) => name.trim()))])
    .default([]),
  body: z.array(z.unknown()),
});

/** The issue form that `init` adds, if it is there: whether what is filled in becomes a partner. */
export function checkForm(
  { files: [, text] }: RepositorySeen,
  file: ParsedPlaybook | null,
): readonly Diagnosis[] {
  if (typeof text !== "string" || file?.kind !== "playbook") return [];
  const form = Form.safeParse(readYaml(text));
  if (!form.success)
    return faultIf(true, {
      code: "form-unreadable",
      what: `${FORM_PATH} is no issue form: GitHub does not offer it.`,
      fix: "Mend the file, or delete it and run `stagekeeper init`.",
    });
  const label = file.playbook.labels["partner"] ?? "";
  return faultIf(!form.data.labels.some((name) => sameName(name, label)), {
    code: "form-label-wrong",
    what: `The issue form ${FORM_PATH} does not set the label “${label}”: what is filled in does not become a partner.`,
    fix: `Write \`labels: [${label}]\` in it.`,
  });
}

function readYaml(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch {
    return null;
  }
}
