import { maySee } from "../model/lookup.ts";
import type { Node, TimelineEvent } from "../model/records.ts";
import { Refusal } from "../model/refusal.ts";
import type { Viewer } from "../model/rights.ts";

/** A field of a timeline event; null where it names something that the viewer may not see, or that is gone. */
export function visibleFact(viewer: Viewer, event: unknown, name: string): unknown {
  const facts = isEvent(event) ? event.facts : {};
  if (!(name in facts)) throw new Refusal("NOT_SERVED", `This sandbox does not serve ${name} of this event`);
  const fact = facts[name];
  const id = idOf(fact);
  if (id === null) return fact;
  const node: Node | undefined = viewer.state.nodes.get(id);
  return node !== undefined && maySee(viewer, node) ? node : null;
}

function isEvent(value: unknown): value is TimelineEvent {
  return typeof value === "object" && value !== null && "facts" in value;
}

function idOf(fact: unknown): string | null {
  if (typeof fact !== "object" || fact === null || !("id" in fact)) return null;
  return typeof fact.id === "string" ? fact.id : null;
}
