import type { EngineSpec, JournalEvent } from "../engine/index.ts";
import { beamSearch } from "./blind/beam-search.ts";
import { greedySearch } from "./blind/greedy-search.ts";
import { randomSearch } from "./blind/random-search.ts";
import { policySearch } from "./grpo/policy-search.ts";
import { miproSearch } from "./mipro/mipro-search.ts";
import type { RivalPorts } from "./ports.ts";
import { createSession, SearchEnd, type RivalSession } from "./session.ts";

/** Optimizers GEPA is compared with, over the same ports and the same journal. */
export const rivalNames = ["random", "greedy", "beam", "policy", "mipro", "mipro-no-demos"] as const;
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
    says: "Demonstrations from labelled rows, instructions proposed from data and tips, and a tree-structured Parzen estimator over both.",
  },
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
  mipro: (session) => miproSearch(session, { demos: true }),
  "mipro-no-demos": (session) => miproSearch(session, { demos: false }),
};

/**
 * One search by a rival. `journalled` is the number of events a previous session already wrote: they are made again
 * from stored answers and not yielded a second time.
 */
export async function* runRival(
  name: RivalName,
  spec: EngineSpec,
  ports: RivalPorts,
  journalled = 0,
): AsyncGenerator<JournalEvent, void, void> {
  const session = createSession(spec, ports);
  let made = 0;
  for await (const event of allEvents(name, session)) {
    made += 1;
    if (made > journalled) yield event;
  }
}

async function* allEvents(name: RivalName, session: RivalSession): AsyncGenerator<JournalEvent, void, void> {
  yield session.record({ type: "run-started", spec: session.spec });
  try {
    for (const seed of session.spec.seedCandidates) yield await session.addCandidate(seed, []);
    yield* searches[name](session);
    yield session.record({
      type: "run-stopped",
      reason: { kind: "enough-iterations", iterations: session.state().iteration },
      pendingCalls: { from: session.state().nextCallIndex, count: 0 },
    });
  } catch (error) {
    if (!(error instanceof SearchEnd)) throw error;
    yield session.record({
      type: "run-stopped",
      reason: error.reason,
      pendingCalls: { from: session.state().nextCallIndex, count: 0 },
    });
  }
}
