import type { Load } from "../dashboard/programme.ts";
import type { Playbook } from "../playbook/playbook.ts";
import { mention } from "../text/mention.ts";
import { comment, count } from "./comment.ts";

/** The programme has more or fewer active partners than it wants: said to the lead, once an episode. */
export function renderLoad({
  key,
  load,
  playbook: { capacity, lead },
}: {
  readonly key: string;
  readonly load: Load;
  readonly playbook: Playbook;
}): string {
  const to = lead === null ? "" : `${mention(lead)}: `;
  const active = `${to}${count(load.active, "partner is", "partners are")} active`;
  const [few, many] = [String(capacity?.min ?? 0), String(capacity?.max ?? 0)];
  return comment(key, "capacity", [
    load.state === "over"
      ? `**${active}, more than ${many}.** More than that dilutes the support for each.`
      : `**${active}, fewer than ${few}.** Fewer than that risks too little diversity of feedback.`,
  ]);
}
