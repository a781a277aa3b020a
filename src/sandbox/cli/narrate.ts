import { z } from "zod";
import type { Happening } from "../sandbox.ts";
import { excerpt } from "./excerpt.ts";

/** Tells what happens, one line at a time. */
export interface Narrator {
  /** The lines that a happening is worth, without time or colour; none for what need not be told. */
  tell(happening: Happening): readonly string[];
}

const Named = z.object({ name: z.string() });
const Payload = z.object({
  action: z.string().optional(),
  sender: z.object({ login: z.string() }).nullish(),
  issue: z.object({ number: z.number(), title: z.string() }).optional(),
  comment: z.object({ body: z.string() }).optional(),
  label: Named.nullish(),
  assignee: z.object({ login: z.string() }).nullish(),
  projects_v2_item: z.object({ node_id: z.string(), content_node_id: z.string() }).optional(),
  changes: z
    .object({
      field_value: z
        .object({ field_name: z.string().nullish(), from: z.unknown(), to: z.unknown() })
        .partial()
        .optional(),
    })
    .nullish(),
});
type Payload = z.infer<typeof Payload>;

/** A narrator that knows titles by `titleOf` and Stagekeeper by its login. */
export function createNarrator(parts: {
  readonly titleOf: (contentId: string) => string;
  readonly bot: string;
  readonly logFile: string;
}): Narrator {
  const lastMove = new Map<string, { readonly from: string; readonly by: string }>();

  const cardLines = (payload: Payload): readonly string[] => {
    const item = payload.projects_v2_item;
    if (item === undefined) return [];
    const who = payload.sender?.login ?? "somebody";
    const title = parts.titleOf(item.content_node_id);
    const change = payload.changes?.field_value;
    if (payload.action !== "edited" || change === undefined)
      return [`${who} ${cardVerbs[payload.action ?? ""] ?? "changed"} the card of ${title}`];
    const [from, to] = [shown(change.from), shown(change.to)];
    if (change.field_name !== "Status")
      return [`${who} set ${change.field_name ?? "a field"} of ${title}: ${from} → ${to}`];
    const last = lastMove.get(item.node_id);
    const back = who === parts.bot && last !== undefined && last.by !== parts.bot && last.from === to;
    lastMove.set(item.node_id, { from, by: who });
    return [`${who} moved ${title} ${back ? "back: " : ""}${from} → ${to}`];
  };

  const webhookLines = (event: string, raw: unknown): readonly string[] => {
    const read = Payload.safeParse(raw);
    if (!read.success) return [`${event}`];
    return event === "projects_v2_item" ? cardLines(read.data) : issueLines(event, read.data);
  };

  return {
    tell: (happening) => {
      switch (happening.kind) {
        case "webhook":
          return webhookLines(happening.webhook.event, happening.webhook.payload);
        case "delivery": {
          const { event, action, statusCode, status, durationMs, redelivery } = happening.delivery;
          const name = action === null ? event : `${event}.${action}`;
          return [
            `  webhook ${name}${redelivery ? " (again)" : ""}: ${String(statusCode)} ${status}, ${String(durationMs)} ms`,
          ];
        }
        case "clock":
          return [`clock: ${happening.clock.now}, ×${String(happening.clock.speed)}`];
        case "fault":
          return [`fault ${happening.fault.order.kind} struck ${happening.on}`];
        case "app":
          return [
            happening.state === "died"
              ? `the App died; its log is ${parts.logFile}`
              : `the App is ${happening.state}`,
          ];
        case "write":
          return [];
      }
    },
  };
}

const cardVerbs: Readonly<Record<string, string>> = {
  created: "put up",
  deleted: "removed",
  archived: "archived",
  restored: "restored",
  converted: "made an issue of",
  reordered: "moved within its column",
};

function issueLines(
  event: string,
  { action = "", sender, issue, comment, label, assignee }: Payload,
): readonly string[] {
  const who = sender?.login ?? "somebody";
  if (issue === undefined) return [`${who}: ${action === "" ? event : `${event}.${action}`}`];
  const title = `${issue.title} (#${String(issue.number)})`;
  if (event === "issue_comment" && comment !== undefined) {
    const verb = action === "created" ? "commented on" : `${action} a comment on`;
    return [`${who} ${verb} ${title}:`, ...excerpt(comment.body).map((line) => `    │ ${line}`)];
  }
  const about = label?.name ?? assignee?.login;
  return [`${who} ${action} ${title}${about === undefined ? "" : `: ${about}`}`];
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "(none)";
  const named = Named.safeParse(value);
  return named.success ? named.data.name : JSON.stringify(value).replace(/^"|"$/g, "");
}
