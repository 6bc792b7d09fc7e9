import type {
  Candidate,
  EvaluationCall,
  EvaluationOutcome,
  ReflectiveRecord,
} from "../../src/engine/index.ts";
import { pythonFloat } from "./golden-format.ts";
import type { GoldenExample, GoldenTask } from "./golden-format.ts";

/** The made-up task of the goldens: texts are lists of rule numbers, examples require and forbid some. */
export function parseRules(text: string): number[] {
  return text === "" ? [] : text.split(",").map(Number);
}

function formatRules(rules: readonly number[]): string {
  return [...new Set(rules)].toSorted((a, b) => a - b).join(",");
}

export interface GoldenScores extends Record<string, number> {
  readonly coverage: number;
  readonly safety: number;
  readonly brevity: number;
}

export function scoreExample(candidate: Candidate, example: GoldenExample): GoldenScores {
  let total = 0;
  let needed = 0;
  let met = 0;
  let isBad = false;
  for (const name in candidate) {
    const rules = parseRules(candidate[name]!);
    total += rules.length;
    for (const rule of example.requires[name] ?? []) {
      needed += 1;
      if (rules.includes(rule)) met += 1;
    }
    for (const rule of example.forbids[name] ?? []) isBad ||= rules.includes(rule);
  }
  return { coverage: met / needed, safety: isBad ? 0 : 1, brevity: Math.max(0, 1 - total / 32) };
}

export function evaluateCall(
  task: { readonly feedback: readonly GoldenExample[]; readonly pareto: readonly GoldenExample[] },
  call: EvaluationCall,
  withObjectives: boolean,
): EvaluationOutcome {
  const example = (call.split === "feedback" ? task.feedback : task.pareto)[call.example]!;
  const objectives = scoreExample(call.candidate, example);
  const score = objectives.safety === 0 ? 0 : objectives.coverage;
  const { callIndex, candidate } = call;
  return {
    kind: "scored",
    callIndex,
    score,
    output: "",
    ...(withObjectives ? { objectiveScores: objectives } : {}),
    // Made when asked for: only the few that are reflected on are read.
    get records() {
      return recordsOf(candidate, example, score);
    },
  };
}

function recordsOf(
  candidate: Candidate,
  example: GoldenExample,
  score: number,
): Record<string, ReflectiveRecord> {
  return Object.fromEntries(
    Object.entries(candidate).map(([name, text]) => [name, recordOf(name, text, example, score)]),
  );
}

function recordOf(component: string, text: string, example: GoldenExample, score: number): ReflectiveRecord {
  const rules = parseRules(text);
  return {
    example: example.id,
    score,
    missing: (example.requires[component] ?? []).filter((rule) => !rules.includes(rule)),
    forbidden_present: (example.forbids[component] ?? []).filter((rule) => rules.includes(rule)),
    Feedback: `example ${example.id} scored ${pythonFloat(score)}`,
  };
}

/** The scripted reflector: repairs the first row that is not perfect. */
export function rewrite(task: GoldenTask, text: string, records: readonly ReflectiveRecord[]): string {
  const rules = parseRules(text);
  const noise = [...rules, task.noise_base + rules.length];
  const record = records.find((one) => Number(one["score"]) < 1);
  if (record === undefined) return formatRules(noise);
  const forbidden = record["forbidden_present"] as number[];
  const missing = record["missing"] as number[];
  if (forbidden.length > 0) return formatRules(rules.filter((rule) => rule !== forbidden[0]));
  if (missing.length === 0) return formatRules(noise);
  const low = missing[0]!;
  const harms = task.harm_mod !== 0 && (low + rules.length) % task.harm_mod === 0;
  return formatRules([...rules, low, ...(harms ? [task.harm_rule] : [])]);
}
