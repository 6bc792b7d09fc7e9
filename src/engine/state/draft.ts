import type { RunState } from "./state.ts";

type Open<Part> = { -readonly [Field in keyof Part]: Part[Field] };
type Counters = "spent" | "random" | "merge" | "idle";

/**
 * A state that an event is being folded into, seen by nobody yet: its fields are set, and its counters are its own. All
 * else that it holds may be shared with older states.
 */
export type Draft = Open<Omit<RunState, Counters>> & {
  readonly [Counter in Counters]: Open<RunState[Counter]>;
};

export function draftOf(state: RunState): Draft {
  return {
    ...state,
    spent: { ...state.spent },
    random: { ...state.random },
    merge: { ...state.merge },
    idle: { ...state.idle },
  };
}
