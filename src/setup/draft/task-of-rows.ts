import type { DivisionWish } from "../../protocol/import-worker.ts";
import { programOfSketch } from "../../tasks/programs/sketch.ts";
import type { DocumentSource, SplitSpec, TaskSpec } from "../../tasks/task-spec.ts";
import type { Draft } from "./draft.ts";
import { metricsOfDraft } from "./metric-list.ts";
import { previewColumn } from "./preview-examples.ts";
import { sketchOfDraft } from "./sketch-of-draft.ts";

const labelTokens = 24;

interface RowsOfTask {
  readonly id: string;
  readonly datasetId: string;
  readonly split: SplitSpec;
  /** Undefined where the right answers are no labels. */
  readonly labels: readonly string[] | undefined;
  readonly documents?: DocumentSource;
}

/** A task over the rows a user brought, with the program and the metrics they put together. */
export function taskOfRows(draft: Draft, rows: RowsOfTask): TaskSpec {
  const roles = draft.rows?.roles ?? { inputs: [], expected: [] };
  const [expected] = roles.expected;
  const { objective, background, maxTokens, repeats, temperature } = draft.options;
  const sketch = sketchOfDraft(draft);
  const [only] = sketch.modules;
  // Where the one answer is a label, it is short whether or not its form insists on that.
  const isShort = sketch.modules.length === 1 && only?.format === "text" && rows.labels !== undefined;
  const { program, seedCandidate } = programOfSketch(
    {
      ...sketch,
      modules: sketch.modules.map((module) => ({
        ...module,
        maxTokens: maxTokens || module.maxTokens || (isShort ? labelTokens : 0),
      })),
    },
    {
      inputs: roles.inputs,
      labels: rows.labels ?? [],
      answers: previewColumn(draft, expected),
      temperature,
    },
  );
  return {
    id: rows.id,
    name: draft.name,
    source: {
      kind: "dataset",
      datasetId: rows.datasetId,
      inputColumns: roles.inputs,
      ...(expected === undefined ? {} : { expectedColumn: expected }),
      split: rows.split,
    },
    program,
    ...(rows.documents === undefined ? {} : { documents: rows.documents }),
    ...(repeats > 1 ? { repeats } : {}),
    metrics: metricsOfDraft(draft, expected, rows.labels),
    seedCandidate,
    ...(objective.trim() === "" ? {} : { objective: objective.trim() }),
    ...(background.trim() === "" ? {} : { background: background.trim() }),
  };
}

/** How the rows are to be divided. */
export function divisionWishOf(draft: Draft): DivisionWish {
  const roles = draft.rows?.roles ?? { inputs: [], expected: [] };
  const [expected] = roles.expected;
  const { stratifyBy, keepTwins } = draft.division;
  return {
    paretoRows: draft.paretoRows,
    ...(expected === undefined ? {} : { expected }),
    spec: {
      seed: draft.options.splitSeed,
      ...(stratifyBy === "" ? {} : { stratifyBy }),
      ...(roles.group === undefined ? {} : { groupBy: roles.group }),
      ...(roles.split === undefined ? {} : { column: roles.split }),
      ...(keepTwins ? { keepTwins: true } : {}),
    },
  };
}
