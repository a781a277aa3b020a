import type { ServedType } from "../served.ts";
import { CONVERSATION_MUTATIONS } from "./conversation.ts";
import { ISSUE_MUTATIONS } from "./issues.ts";
import { ITEM_MUTATIONS } from "./items.ts";
import { LINK_MUTATIONS } from "./links.ts";
import { PROJECT_MUTATIONS } from "./projects.ts";
import { TRIAGE_MUTATIONS } from "./triage.ts";

/** Every mutation that is served here. */
export const MUTATION_TYPES: readonly ServedType[] = [
  ...ISSUE_MUTATIONS,
  ...CONVERSATION_MUTATIONS,
  ...TRIAGE_MUTATIONS,
  ...LINK_MUTATIONS,
  ...ITEM_MUTATIONS,
  ...PROJECT_MUTATIONS,
];
