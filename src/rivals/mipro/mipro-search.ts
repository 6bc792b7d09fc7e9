import type { Candidate, JournalEvent } from "../../engine/index.ts";
import { createSeededRandom, type SeededRandom } from "../../shared/seeded-random.ts";
import { mean } from "../../shared/statistics/mean.ts";
import { meanOf, type RivalSession } from "../session.ts";
import {
  autoModes,
  fullEvaluationUpTo,
  minibatchRows,
  trialCount,
  trialsBetweenFull,
  type AutoMode,
} from "./auto-budget.ts";
import { bootstrapDemos, type DemoCounts } from "./bootstrap.ts";
import { demosText } from "./demos.ts";
import { nextChoices, type Trial } from "./parzen-estimator.ts";
import { proposeInstructions } from "./propose-instructions.ts";

/** Demonstrations dspy allows a set; of those it makes only for its proposer where demonstrations are not searched. */
const searched: DemoCounts = { own: 4, labelled: 4 };
const onlyShown: DemoCounts = { own: 3, labelled: 0 };

interface Space {
  /** Components with their options; places for demonstrations are among them. */
  readonly variables: readonly { readonly component: string; readonly options: readonly string[] }[];
}

/**
 * MIPROv2 (arXiv 2406.11695) as dspy 3.4 runs it, in one of its auto modes: bootstrap, propose, search. A budget too
 * small for the mode cuts it off.
 */
export async function* miproSearch(
  session: RivalSession,
  { demos, auto }: { readonly demos: boolean; readonly auto: AutoMode },
): AsyncGenerator<JournalEvent, void, void> {
  const random = createSeededRandom(session.spec.seed, "mipro");
  const seed = session.spec.seedCandidates[0]!;
  const { modules } = session.ports;
  const places = modules.filter(
    ({ demosComponent }) => demosComponent !== undefined && demosComponent in seed,
  );
  const withDemos = demos && places.length > 0;
  const { sets } = autoModes[auto];
  const demoSets = yield* bootstrapDemos(session, random, sets, withDemos ? searched : onlyShown);
  const placesOf = new Set(modules.map(({ demosComponent }) => demosComponent));
  const components = Object.keys(seed).filter((component) => !placesOf.has(component));
  const variables: { component: string; options: readonly string[] }[] = [];
  for (const component of components) {
    const count = withDemos ? Math.max(2, sets / 2) : sets;
    const module = modules.find((one) => one.component === component);
    const own = module === undefined ? [] : demoSets.get(module)!;
    const options = yield* proposeInstructions(session, random, { component, count, demoSets: own });
    variables.push({ component, options });
  }
  if (withDemos)
    for (const module of places)
      variables.push({ component: module.demosComponent!, options: demoSets.get(module)!.map(demosText) });
  yield* search(session, { variables }, trialCount(sets, components.length, withDemos), random);
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
  const isFull = session.judgingRows().length <= fullEvaluationUpTo;
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
      const value = session.state().candidates.at(-1)!.mean;
      known.set(key, value);
      history.push({ choices, value });
    } else {
      const value = yield* minibatchTrial(session, texts, trial, random);
      const entry = partial.get(key) ?? { texts, choices, means: [] };
      entry.means.push(value);
      partial.set(key, entry);
      history.push({ choices, value });
      if (trial % trialsBetweenFull !== 0 && trial !== trials) continue;
      const next = [...partial].toSorted(([, a], [, b]) => mean(b.means) - mean(a.means))[0];
      if (next === undefined) continue;
      partial.delete(next[0]);
      yield await session.addCandidate(next[1].texts, [0]);
      const full = session.state().candidates.at(-1)!.mean;
      known.set(next[0], full);
      history.push({ choices: next[1].choices, value: full });
    }
  }
}

async function* minibatchTrial(
  session: RivalSession,
  texts: Candidate,
  trial: number,
  random: SeededRandom,
): AsyncGenerator<JournalEvent, number, void> {
  const rows = random.shuffled(session.judgingRows()).slice(0, minibatchRows);
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
