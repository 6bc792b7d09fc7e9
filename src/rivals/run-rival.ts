import type { EngineSpec, JournalEvent, StopReason } from "../engine/index.ts";
import { beamSearch } from "./blind/beam-search.ts";
import { greedySearch } from "./blind/greedy-search.ts";
import { randomSearch } from "./blind/random-search.ts";
import { policySearch } from "./grpo/policy-search.ts";
import { miproSearch } from "./mipro/mipro-search.ts";
import type { RivalName } from "./optimizers.ts";
import type { RivalPorts } from "./ports.ts";
import { createSession, SearchEnd, type RivalSession } from "./session.ts";

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
