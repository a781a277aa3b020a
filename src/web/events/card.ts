import { z } from "zod";
import type { CardId, FieldId, IssueId, OptionId, ProjectId } from "../../core/ids.ts";
import type { About } from "../../keeper/inbox.ts";
import { moment, type Reader, reading } from "./read.ts";

const option = z
  .object({ id: z.string().transform((id) => id as OptionId) })
  .nullable()
  .optional()
  .catch(undefined);

const change = z.object({
  field_node_id: z
    .string()
    .transform((id) => id as FieldId)
    .optional()
    .catch(undefined),
  field_type: z.string().optional().catch(undefined),
  from: option,
  to: option,
});

/** GitHub marks nearly all of `changes` optional, so it is a hint, never the truth. */
const Payload = z.object({
  action: z.string().nullish().catch(null),
  projects_v2_item: z.object({
    node_id: z.string().transform((id) => id as CardId),
    project_node_id: z.string().transform((id) => id as ProjectId),
    content_node_id: z.string().nullish().catch(null),
    content_type: z.string().nullish().catch(null),
    updated_at: moment,
  }),
  changes: z
    .object({ field_value: change.optional().catch(undefined) })
    .nullish()
    .catch(null),
});

type Payload = z.infer<typeof Payload>;

/** projects_v2_item: a card was added, changed, archived, restored or deleted. Its place in the list is nothing to us. */
export const readCard: Reader = reading(
  Payload,
  ({ action, projects_v2_item: item, changes }): About | null => {
    if (action === "reordered") return null;
    const value = changes?.field_value;
    const { from, to } = optionsOf(value);
    return {
      kind: "card",
      project: item.project_node_id,
      card: item.node_id,
      issue: issueOf(item),
      field: value?.field_node_id ?? null,
      from,
      to,
      updatedAt: item.updated_at,
    };
  },
);

function issueOf(item: Payload["projects_v2_item"]): IssueId | null {
  return item.content_type === "Issue" ? ((item.content_node_id ?? null) as IssueId | null) : null;
}

type Change = z.infer<typeof change>;

/** Only a single-select field has options; GitHub does not always say what kind of field it was. */
function optionsOf(value: Change | undefined): { readonly from: Chosen; readonly to: Chosen } {
  const selects = value?.field_type === undefined || value.field_type === "single_select";
  return selects ? { from: idOf(value?.from), to: idOf(value?.to) } : { from: undefined, to: undefined };
}

type Chosen = OptionId | null | undefined;

/** Null: the field was empty. Undefined: GitHub did not say. */
function idOf(value: Change["from"]): Chosen {
  return value === null || value === undefined ? value : value.id;
}
