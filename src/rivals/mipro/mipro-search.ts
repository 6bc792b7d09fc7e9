import type { Candidate, JournalEvent } from "../../engine/index.ts";
import { createSeededRandom, type SeededRandom } from "../../shared/seeded-random.ts";
import { meanOf, type RivalSession } from "../session.ts";
import {
  autoModes,
  fullEvaluationUpTo,
  minibatchRows,
  trialCount,
  trialsBetweenFull,
  type AutoMode,
} from "./auto-budget.ts";
import { bootstrap } from "./bootstrap.ts";
import { demosText, makeDemoSets, mostBootstrapped, type DemoSet } from "./demo-sets.ts";
import { nextChoices, type Trial } from "./parzen-estimator.ts";
import { proposeInstructions } from "./propose-instructions.ts";

/** Name of the component that holds demonstrations; programs put it behind the instruction. */
export const demosComponent = "demos";

interface Space {
  /** Components with their options; the demos component is one of them. */
  readonly variables: readonly { readonly component: string; readonly options: readonly string[] }[];
}

/** MIPROv2 (arXiv 2406.11695) as dspy 3.x runs it, in one of its auto modes: bootstrap, propose, search. A budget too small for the mode cuts it off. */
export async function* miproSearch(
  session: RivalSession,
  { demos, auto }: { readonly demos: boolean; readonly auto: AutoMode },
): AsyncGenerator<JournalEvent, void, void> {
  const random = createSeededRandom(session.spec.seed, "mipro");
  const seed = session.spec.seedCandidates[0]!;
  const withDemos = demos && demosComponent in seed;
  const passed = yield* bootstrap(session, withDemos ? mostBootstrapped * 2 : 3);
  const components = Object.keys(seed).filter((component) => component !== demosComponent);
  const { sets } = autoModes[auto];
  const demoSets = makeDemoSets(session.ports.labelledRows, passed, sets, random);
  const variables: { component: string; options: string[] }[] = [];
  for (const component of components) {
    const count = withDemos ? Math.max(2, sets / 2) : sets;
    const options = yield* proposeInstructions(session, random, { component, count, demoSets });
    variables.push({ component, options });
  }
  if (withDemos) variables.push({ component: demosComponent, options: optionsOf(demoSets) });
  yield* search(session, { variables }, trialCount(sets, components.length, withDemos), random);
}

function optionsOf(demoSets: readonly DemoSet[]): string[] {
  return demoSets.map(demosText);
}

/** Trials over the space; the seed's own choices count as the first one. */
async function* search(
  session: RivalSession,
  space: Space,
  trials: number,
  random: SeededRandom,
): AsyncGenerator<JournalEvent, void, void> {
  const counts = space.variables.map((variable) => variable.options.length);
  const history: Trial[] = [{ choices: counts.map(() => 0), value: session.state().candidates[0]!.mean }];
  const known = new Map<string, number>([
    [JSON.stringify(textsOf(space, session, history[0]!.choices)), history[0]!.value],
  ]);
  const isFull = session.spec.splits.pareto <= fullEvaluationUpTo;
  const partial = new Map<
    string,
    { readonly texts: Candidate; readonly choices: readonly number[]; readonly means: number[] }
  >();
  for (let trial = 1; trial <= trials; trial += 1) {
    const choices = nextChoices(history, counts, random);
    const texts = textsOf(space, session, choices);
    const key = JSON.stringify(texts);
    const before = known.get(key);
    if (before !== undefined) history.push({ choices, value: before });
    else if (isFull) {
      yield await session.addCandidate(texts, [0]);
      const { mean } = session.state().candidates.at(-1)!;
      known.set(key, mean);
      history.push({ choices, value: mean });
    } else {
      const value = yield* minibatchTrial(session, texts, trial, random);
      const entry = partial.get(key) ?? { texts, choices, means: [] };
      entry.means.push(value);
      partial.set(key, entry);
      history.push({ choices, value });
      if (trial % trialsBetweenFull !== 0 && trial !== trials) continue;
      const next = [...partial].toSorted(([, a], [, b]) => average(b.means) - average(a.means))[0];
      if (next === undefined) continue;
      partial.delete(next[0]);
      yield await session.addCandidate(next[1].texts, [0]);
      const { mean } = session.state().candidates.at(-1)!;
      known.set(next[0], mean);
      history.push({ choices: next[1].choices, value: mean });
    }
  }
}

async function* minibatchTrial(
  session: RivalSession,
  texts: Candidate,
  trial: number,
  random: SeededRandom,
): AsyncGenerator<JournalEvent, number, void> {
  const rows = random
    .shuffled(Array.from({ length: session.spec.splits.pareto }, (_, row) => row))
    .slice(0, minibatchRows);
  session.need(rows.length);
  const done = await session.evaluate(texts, "pareto", rows, "child");
  yield session.record({
    type: "trial-evaluated",
    step: "minibatch",
    trial,
    texts,
    note: `trial ${trial} on ${rows.length} rows`,
    calls: { from: done.from, count: rows.length },
    rows: done.rows,
    metricCalls: done.metricCalls,
    reflectionCalls: 0,
  });
  return meanOf(done.rows);
}

function textsOf(space: Space, session: RivalSession, choices: readonly number[]): Candidate {
  const chosen = space.variables.map(
    ({ component, options }, index) => [component, options[choices[index]!]!] as const,
  );
  return { ...session.spec.seedCandidates[0]!, ...Object.fromEntries(chosen) };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
