import type { RowSizes } from "../gallery/entries.ts";
import type { GeneratorName } from "../gallery/entries.ts";
import type { TaskSpec } from "../task-spec.ts";

/** A task in which texts themselves are improved: an evaluator in the sandbox scores them, no Student is asked. */
export function anyText(task: {
  readonly generator: GeneratorName;
  readonly name: string;
  readonly seed: number;
  readonly sizes: RowSizes;
  /** Defines `score(row)`; the texts are in `row.texts`. Code among them runs only there, in the sandbox. */
  readonly evaluator: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly objective: string;
  readonly background: string;
}): TaskSpec {
  const { generator, name, seed, sizes, evaluator, texts, objective, background } = task;
  return {
    id: `${generator}-${seed}`,
    name,
    source: { kind: "generated", generator, policySeed: seed, sizes },
    program: { modules: [] },
    metrics: [{ name: "evaluator", kind: "code", weight: 1, options: { code: evaluator } }],
    seedCandidate: texts,
    objective,
    background,
  };
}
