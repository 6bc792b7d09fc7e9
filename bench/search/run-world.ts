import { applyEvent, bestCandidate, initialState, optimize } from "../../src/engine/index.ts";
import type {
  EnginePorts,
  EngineSpec,
  EvaluationCall,
  EvaluationOutcome,
  ReflectiveRecord,
} from "../../src/engine/index.ts";
import { unit } from "./draws.ts";
import { deservedScore, expectedScore, ruleSets, trueScore } from "./rule-world.ts";
import type { RuleWorld } from "./rule-world.ts";
import { recordOf, rewrite } from "./scripted-reflector.ts";
import type { RuleRecord } from "./scripted-reflector.ts";

/** One search, seen from outside. */
export interface SearchOutcome {
  readonly seed: number;
  readonly calls: number;
  readonly reflections: number;
  readonly candidates: number;
  /** Calls after which the prompt that would be handed out had 90 % of the ceiling; null: never. */
  readonly callsTo90: number | null;
  readonly trueScore: number;
  /** What the search says about its winner, less what is to be expected of it. */
  readonly optimism: number;
  /** The winner is not the seed, and not better than it. */
  readonly handedOutNoBetter: boolean;
  /** Calls by what they were for. */
  readonly spentOn: Readonly<Record<string, number>>;
}

/** The prompt a search would hand out after so many calls. */
export interface Standing {
  readonly calls: number;
  readonly texts: Readonly<Record<string, string>>;
}

export async function searchWorld(world: RuleWorld, spec: EngineSpec): Promise<SearchOutcome> {
  const { ports, spentOn } = worldPorts(world);
  const standings: Standing[] = [];
  let state = initialState(spec);
  for await (const event of optimize(spec, ports, state)) {
    state = applyEvent(state, event);
    const best = bestCandidate(state);
    if (best !== null && best.texts !== standings.at(-1)?.texts)
      standings.push({ calls: state.spent.metricCalls, texts: best.texts });
  }
  const winner = bestCandidate(state)!;
  return {
    seed: world.seed,
    calls: state.spent.metricCalls,
    reflections: state.spent.reflectionCalls,
    candidates: state.candidates.length,
    spentOn,
    ...judgeSearch(world, standings, winner),
  };
}

/** What is to be said of a search, this engine's or another's. */
export function judgeSearch(
  world: RuleWorld,
  standings: readonly Standing[],
  winner: { readonly texts: Standing["texts"]; readonly mean: number },
): Pick<SearchOutcome, "callsTo90" | "trueScore" | "optimism" | "handedOutNoBetter"> {
  const score = trueScore(world, winner.texts);
  const isSeed = Object.values(winner.texts).join("|") === Object.values(world.start).join("|");
  const target = world.base + 0.9 * (world.ceiling - world.base) - 1e-9;
  return {
    callsTo90: standings.find(({ texts }) => trueScore(world, texts) >= target)?.calls ?? null,
    trueScore: score,
    optimism: winner.mean - expectedScore(world, score),
    handedOutNoBetter: !isSeed && score <= trueScore(world, world.start),
  };
}

export function worldPorts(world: RuleWorld): {
  readonly ports: EnginePorts;
  readonly spentOn: Record<string, number>;
} {
  const spentOn: Record<string, number> = {};
  const answers = new Map<number, EvaluationOutcome>();
  const askings = new Map<string, number>();
  const nth = (key: string): number => {
    const n = askings.get(key) ?? 0;
    askings.set(key, n + 1);
    return n;
  };
  const evaluate = (call: EvaluationCall): EvaluationOutcome => {
    const known = answers.get(call.callIndex);
    if (known !== undefined) return known;
    spentOn[call.purpose] = (spentOn[call.purpose] ?? 0) + 1;
    const outcome = answerOf(world, call, nth);
    answers.set(call.callIndex, outcome);
    return outcome;
  };
  return {
    spentOn,
    ports: {
      stop: { aborted: false },
      evaluate: (calls) => Promise.resolve(calls.map(evaluate)),
      reflect: ({ component, currentText, records }) => {
        const read = records
          .map(({ record }) => record as unknown as RuleRecord)
          .filter(({ row }) => row !== undefined);
        const key = `${component}|${currentText}|${read.map((one) => `${one.row}:${one.score}`).join(";")}`;
        return Promise.resolve({
          kind: "proposed",
          text: rewrite(world, component, currentText, read, nth(`reflect ${key}`)),
        });
      },
    },
  };
}

function answerOf(world: RuleWorld, call: EvaluationCall, nth: (key: string) => number): EvaluationOutcome {
  const row = (call.split === "feedback" ? world.feedback : world.pareto)[call.example]!;
  const key = `${world.seed}|${Object.values(call.candidate).join("/")}|${call.split}|${call.example}`;
  let score = deservedScore(world, ruleSets(call.candidate), row);
  if (world.wording !== null) score = unit(key) < world.wording ? 1 : 0;
  if (world.flip > 0 && unit(`${key}|${nth(key)}`) < world.flip) score = 1 - score;
  const records: Record<string, ReflectiveRecord> = {};
  for (const name of call.captureTrace ? world.components : []) {
    const record = recordOf(call.candidate, name, row, call.example, score);
    if (record !== null) records[name] = record as unknown as ReflectiveRecord;
  }
  return { kind: "scored", callIndex: call.callIndex, score, output: "", records };
}
