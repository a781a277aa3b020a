import { z } from "zod";
import type { Webhook } from "../contract.ts";
import type { Happening } from "../sandbox.ts";
import type { DeliveryLine } from "../webhooks/delivery.ts";
import { excerpt } from "./excerpt.ts";

/** Tells what happens, one line at a time. */
export interface Narrator {
  /** The lines that a happening is worth, without time or colour; none for what need not be told. */
  tell(happening: Happening): readonly string[];
}

const Named = z.object({ name: z.string() });
const CardItem = z.object({ node_id: z.string(), content_node_id: z.string() });
type CardItem = z.infer<typeof CardItem>;
const Payload = z.object({
  action: z.string().default(""),
  sender: z.object({ login: z.string() }).nullish(),
  issue: z.object({ number: z.number(), title: z.string() }).optional(),
  comment: z.object({ body: z.string() }).optional(),
  label: Named.nullish(),
  assignee: z.object({ login: z.string() }).nullish(),
  projects_v2_item: CardItem.optional(),
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

interface NarratorParts {
  readonly titleOf: (contentId: string) => string;
  /** Stagekeeper's login. */
  readonly bot: string;
  readonly logFile: string;
}

/** Who did something, and what is known from before. */
type Scene = NarratorParts & { readonly who: string; readonly moves: Moves };

/** The last move of each card: what it takes to recognise a move back. */
type Moves = Map<string, { readonly from: string; readonly by: string }>;

/** A narrator that has seen nothing yet. */
export function createNarrator(parts: NarratorParts): Narrator {
  const moves: Moves = new Map();
  return {
    tell: (happening) => {
      switch (happening.kind) {
        case "webhook":
          return webhookLines(happening.webhook, parts, moves);
        case "delivery":
          return [deliveryText(happening.delivery)];
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

function deliveryText({ event, action, statusCode, status, durationMs, redelivery }: DeliveryLine): string {
  const name = action === null ? event : `${event}.${action}`;
  const again = redelivery ? " (again)" : "";
  return `  webhook ${name}${again}: ${String(statusCode)} ${status}, ${String(durationMs)} ms`;
}

function webhookLines({ event, payload }: Webhook, parts: NarratorParts, moves: Moves): readonly string[] {
  const read = Payload.safeParse(payload);
  if (!read.success) return [event];
  const who = read.data.sender?.login ?? "somebody";
  const item = read.data.projects_v2_item;
  if (item !== undefined) return [`${who} ${cardText(item, read.data, { ...parts, who, moves })}`];
  if (read.data.issue !== undefined) return issueLines(event, { ...read.data, issue: read.data.issue, who });
  return [`${who}: ${[event, read.data.action].filter((part) => part !== "").join(".")}`];
}

function cardText(item: CardItem, { action, changes }: Payload, at: Scene): string {
  const title = at.titleOf(item.content_node_id);
  const change = changes?.field_value;
  if (action !== "edited" || change === undefined)
    return `${cardVerbs[action] ?? "changed"} the card of ${title}`;
  const [from, to] = [shown(change.from), shown(change.to)];
  if (change.field_name !== "Status")
    return `set ${change.field_name ?? "a field"} of ${title}: ${from} → ${to}`;
  return `moved ${title} ${isBack(item.node_id, { from, to }, at) ? "back: " : "from "}${from} → ${to}`;
}

/** Whether Stagekeeper undid somebody's last move; remembers this one either way. */
function isBack(
  card: string,
  { from, to }: { readonly from: string; readonly to: string },
  { who, bot, moves }: Scene,
): boolean {
  const last = moves.get(card);
  moves.set(card, { from, by: who });
  return who === bot && last !== undefined && last.by !== bot && last.from === to;
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
  {
    who,
    action,
    issue,
    comment,
    label,
    assignee,
  }: Payload & {
    readonly who: string;
    readonly issue: NonNullable<Payload["issue"]>;
  },
): readonly string[] {
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
