import type { Lag } from "../api.ts";
import type { Item, TimelineEvent } from "./records.ts";
import type { State } from "./state.ts";

interface Looking {
  readonly state: State;
  readonly lag: Lag;
}

/** Whether a card is old enough to stand in lists. By its id it is found at once. */
export function listed({ state, lag }: Looking, item: Item): boolean {
  return lag.items === 0 || isOlder(item, state.now() - lag.items);
}

/** Whether an event is old enough to stand in its issue's timeline. */
export function told({ state, lag }: Looking, event: TimelineEvent): boolean {
  return lag.events === 0 || isOlder(event, state.now() - lag.events);
}

function isOlder({ createdAt }: { readonly createdAt: string }, moment: number): boolean {
  return Date.parse(createdAt) <= moment;
}

/** Whether a card or an event is too young to be shown. */
export function hides(looking: Looking): boolean {
  const { projects, repositories } = looking.state;
  const issues = repositories.flatMap((repository) => repository.issues);
  return (
    projects.some(({ items }) => items.some((item) => !listed(looking, item))) ||
    issues.some(({ timeline }) => timeline.some((event) => !told(looking, event)))
  );
}
