import type { State } from "./state.ts";

/** The states before the last writes, for reads from a replica that lags behind. */
export interface Past {
  /** Carries a write out; for `span` virtual ms, what it changes can be read as it was. 0 keeps nothing. */
  readonly write: <Answer>(span: number, work: () => Answer) => Answer;
  /** The state of `ms` ago; null: nothing was written since, or nothing was kept. */
  readonly before: (ms: number) => State | null;
}

/** A past without writes. `written` counts the writes that were applied. */
export function createPast(state: State, written: () => number): Past {
  /** Oldest first: a state, and the write that ended it. */
  let ended: { readonly at: number; readonly state: State }[] = [];
  return {
    write: (span, work) => {
      ended = ended.filter(({ at }) => at > state.now() - span);
      if (span === 0) return work();
      const before = copyOf(state);
      const count = written();
      const answer = work();
      if (written() > count) ended.push({ at: state.now(), state: before });
      return answer;
    },
    before: (ms) => ended.find(({ at }) => at > state.now() - ms)?.state ?? null,
  };
}

/** A state of its own: its records refer to copies only. */
function copyOf(state: State): State {
  const { nodes, accounts, repositories, projects, installations, bot, automation } = state;
  const records = { nodes, accounts, repositories, projects, installations, bot, automation };
  return { ...state, ...structuredClone(records) };
}
