import type { EngineSpec, JournalEvent, StopReason } from "../engine/index.ts";
import { beamSearch } from "./blind/beam-search.ts";
import { greedySearch } from "./blind/greedy-search.ts";
import { randomSearch } from "./blind/random-search.ts";
import { policySearch } from "./grpo/policy-search.ts";
import { miproSearch } from "./mipro/mipro-search.ts";
import type { RivalPorts } from "./ports.ts";
import { createSession, SearchEnd, type RivalSession } from "./session.ts";

/** Optimizers GEPA is compared with, over the same ports and the same journal. */
export const rivalNames = [
  "random",
  "greedy",
  "beam",
  "policy",
  "mipro",
  "mipro-medium",
  "mipro-light",
  "mipro-no-demos",
] as const;
export type RivalName = (typeof rivalNames)[number];

export const rivalDescriptions: Readonly<
  Record<RivalName, { readonly name: string; readonly says: string }>
> = {
  random: {
    name: "Random search",
    says: "Draws random sets of published edits and keeps the best. Sees only scores.",
  },
  greedy: {
    name: "Greedy search",
    says: "Makes one random edit to the best prompt and keeps it when the score rises. Sees only scores.",
  },
  beam: {
    name: "Beam search",
    says: "Keeps four prompts, edits each at random, keeps the best four. Sees only scores.",
  },
  policy: {
    name: "Group-relative policy search",
    says: "GRPO's update applied to a policy over prompt edits. Sees only scores. GRPO itself trains weights; this one searches prompts.",
  },
  mipro: {
    name: "MIPROv2",
    says: "Demonstrations from labelled rows, instructions proposed from data and tips, and a tree-structured Parzen estimator over both. In its heavy auto mode, as the paper runs it.",
  },
  "mipro-medium": {
    name: "MIPROv2, medium",
    says: "MIPROv2 in its medium auto mode: fewer instructions, demo sets and trials.",
  },
  "mipro-light": { name: "MIPROv2, light", says: "MIPROv2 in its light auto mode: fewest of all." },
  "mipro-no-demos": { name: "MIPROv2 without demos", says: "MIPROv2 that only searches instructions." },
};

export function isRivalName(name: string): name is RivalName {
  return (rivalNames as readonly string[]).includes(name);
}

const searches: Readonly<
  Record<RivalName, (session: RivalSession) => AsyncGenerator<JournalEvent, void, void>>
> = {
  random: randomSearch,
  greedy: greedySearch,
  beam: beamSearch,
  policy: policySearch,
  mipro: (session) => miproSearch(session, { demos: true, auto: "heavy" }),
  "mipro-medium": (session) => miproSearch(session, { demos: true, auto: "medium" }),
  "mipro-light": (session) => miproSearch(session, { demos: true, auto: "light" }),
  "mipro-no-demos": (session) => miproSearch(session, { demos: false, auto: "heavy" }),
};

/**
 * One search by a rival. `journal` is what is written of the run so far, everything included: the search makes its own
 * events again from stored answers, yields none of them a second time, and goes on behind them.
 */
export async function* runRival(
  name: RivalName,
  spec: EngineSpec,
  ports: RivalPorts,
  journal: readonly JournalEvent[] = [],
): AsyncGenerator<JournalEvent, void, void> {
  const session = createSession(spec, ports, journal);
  for await (const _ of allEvents(name, session)) yield* session.fresh();
}

async function* allEvents(name: RivalName, session: RivalSession): AsyncGenerator<JournalEvent, void, void> {
  yield session.record({ type: "run-started", spec: session.spec });
  try {
    for (const seed of session.spec.seedCandidates) yield await session.addCandidate(seed, []);
    yield* searches[name](session);
    yield stopped(session, { kind: "enough-iterations", iterations: session.state().iteration });
  } catch (error) {
    if (!(error instanceof SearchEnd)) throw error;
    yield stopped(session, error.reason);
  }
}

function stopped(session: RivalSession, reason: StopReason): JournalEvent {
  return session.record({ type: "run-stopped", reason, pendingCalls: session.callsUnderWay() });
}
