import { hostOf } from "../models/host-of.ts";
import { isEndpoint, type ModelChoice } from "../models/model-choice.ts";
import { createSeededRandom } from "../shared/seeded-random.ts";
import { datasetRows } from "../storage/read/dataset-now.ts";
import type { StudioDatabase } from "../storage/schema.ts";
import { splitsNow } from "../tasks/splits/dataset-changes.ts";
import { splitExamples } from "../tasks/splits/split-examples.ts";
import type { DraftWish } from "../tasks/synthetic/ask-for-rows.ts";
import type { Example, TaskSpec } from "../tasks/task-spec.ts";

/** Rows a model is shown to see what such rows are like. */
const mostSamples = 8;

/** Everything but the person's own wishes: the task's columns and labels, and rows to show. */
export interface DraftMaterial {
  readonly wish: Omit<DraftWish, "count" | "about">;
  readonly known: readonly Example[];
}

/** Reads the rows and picks some that one learns from: a model that drafts never sees a row that judges. */
export async function draftMaterial(db: StudioDatabase, spec: TaskSpec): Promise<DraftMaterial> {
  const { source } = spec;
  if (source.kind !== "dataset") throw new Error("only rows a user brought can be added to");
  const { came, now: known, changes } = await datasetRows(db, source.datasetId);
  const learned = new Set(splitsNow(splitExamples(came, source.split).splits, changes).feedback);
  const samples = createSeededRandom(known.length, "draft samples")
    .shuffled(known.filter(({ id, drafted }) => learned.has(id) && drafted === undefined))
    .slice(0, mostSamples);
  const labels = spec.metrics.flatMap(({ options }) => {
    const named = options["labels"];
    return Array.isArray(named) ? named.filter((label) => typeof label === "string") : [];
  });
  return { wish: { inputs: source.inputColumns, expected: source.expectedColumn, labels, samples }, known };
}

/** Who sees rows when more of them are drafted. */
export function seesWords(choice: ModelChoice): string {
  return isEndpoint(choice)
    ? `${hostOf(choice.baseUrl)} will see up to 8 of your rows, none of them one that judges.`
    : "Nothing leaves this machine. The model sees up to 8 of your rows, none of them one that judges.";
}
