import type { EngineSpec, JournalEvent, StopReason } from "../engine/index.ts";
import { createSeededRandom } from "../shared/seeded-random.ts";
import { beamSearch } from "./blind/beam-search.ts";
import { greedySearch } from "./blind/greedy-search.ts";
import { randomSearch } from "./blind/random-search.ts";
import { policySearch } from "./grpo/policy-search.ts";
import { autoModes, type AutoMode } from "./mipro/auto-budget.ts";
import { miproSearch } from "./mipro/mipro-search.ts";
import type { RivalName } from "./optimizers.ts";
import type { RivalPorts } from "./ports.ts";
import { SearchEnd } from "./session-log.ts";
import { createSession, type RivalSession } from "./session.ts";

interface Search {
  readonly run: (session: RivalSession) => AsyncGenerator<JournalEvent, void, void>;
  /** Pareto rows it is judged on at most; absent: all. */
  readonly mostJudgingRows?: number;
}

function mipro(auto: AutoMode, demos = true): Search {
  const mostJudgingRows = autoModes[auto].validationRows;
  return { run: (session) => miproSearch(session, { demos, auto }), mostJudgingRows };
}

const searches: Readonly<Record<RivalName, Search>> = {
  random: { run: randomSearch },
  greedy: { run: greedySearch },
  beam: { run: beamSearch },
  policy: { run: policySearch },
  mipro: mipro("heavy"),
  "mipro-medium": mipro("medium"),
  "mipro-light": mipro("light"),
  "mipro-no-demos": mipro("heavy", false),
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
): AsyncGenerator<JournalEvent, void, unknown> {
  const session = createSession(spec, ports, journal, judgingRows(name, spec));
  for await (const _ of allEvents(name, session)) yield* session.fresh();
}

/** A sample of the Pareto rows where an optimizer judges on fewer; null: all of them. */
function judgingRows(name: RivalName, { seed, splits }: EngineSpec): ReadonlySet<number> | null {
  const { mostJudgingRows } = searches[name];
  if (mostJudgingRows === undefined || mostJudgingRows >= splits.pareto) return null;
  const rows = Array.from({ length: splits.pareto }, (_, position) => position);
  return new Set(createSeededRandom(seed, "judging rows").shuffled(rows).slice(0, mostJudgingRows));
}

async function* allEvents(name: RivalName, session: RivalSession): AsyncGenerator<JournalEvent, void, void> {
  yield session.record({ type: "run-started", spec: session.spec });
  try {
    for (const seed of session.spec.seedCandidates) yield await session.addCandidate(seed, []);
    yield* searches[name].run(session);
    yield stopped(session, { kind: "enough-iterations", iterations: session.state().iteration });
  } catch (error) {
    if (!(error instanceof SearchEnd)) throw error;
    yield stopped(session, error.reason);
  }
}

function stopped(session: RivalSession, reason: StopReason): JournalEvent {
  return session.record({ type: "run-stopped", reason, pendingCalls: session.callsUnderWay() });
}
