import type { ListedModel } from "../../models/host/loader.ts";
import { isLocal } from "../../models/kinds/model-kinds.ts";
import type { LocalModel } from "../../models/local/local-model.ts";
import type { GpuFound } from "../../models/look-at-gpu.ts";
import type { ReflectionChoice } from "../../models/model-choice.ts";
import { modelName } from "../../models/model-name.ts";
import type { SpeedReport } from "../../models/speed-test.ts";
import { sharingOf } from "../../models/two-models.ts";
import { latencyWords } from "./latency-words.ts";
import { formatBytes, formatCount } from "./numbers.ts";

/** What a local model weighs, as far as it is known. */
export function sizeWords({ bytes, isReady, offer }: LocalModel): string {
  if (!bytes) return "";
  return isReady || offer?.onCard === undefined ? formatBytes(bytes) : `about ${formatBytes(bytes)}`;
}

/** How much of a model that is not whole lies on this machine. */
export function partWords({ bytesHere, bytes }: LocalModel): string {
  if (bytesHere === undefined) return "no";
  return `${formatBytes(bytesHere)}${bytes === undefined ? "" : ` of ${formatBytes(bytes)}`}`;
}

/** Something of it is kept here, or it was put on the list by hand. */
export function canBeRemoved(model: LocalModel): boolean {
  const isPartHere = model.bytesHere !== undefined || model.names !== undefined;
  return model.key !== "embedded" && (model.isReady || model.isAdded === true || isPartHere);
}

/** What a measurement found, and what follows from it. */
export function speedWords(report: SpeedReport): string {
  const { promptTokensPerSecond: read, completionTokensPerSecond: written } = report;
  const parts = [
    ...(read === undefined ? [] : [`${formatCount(read)} tokens/s read`]),
    ...(written === undefined ? [] : [`${formatCount(written)} tokens/s written`]),
    `${latencyWords(report.freshCallMs)} for a request with a new prompt, ${latencyWords(report.cachedCallMs)} for the next ones`,
  ];
  return `${parts.join("; ")}. ${report.advice}`;
}

/** Below the field for a name of WebLLM's list: what the model named needs, or how many there are. */
export function listedHint(
  model: ListedModel | undefined,
  listed: number,
  gpu: GpuFound | undefined,
): string {
  if (model === undefined) return `${formatCount(listed)} models; type to find one by its name.`;
  const { graphicsMegabytes, needsHalfFloats } = model;
  const memory =
    graphicsMegabytes === undefined ? "" : `Needs ${formatCount(graphicsMegabytes)} MB of graphics memory. `;
  const hasHalfFloats = gpu?.kind === "gpu" && gpu.halfFloats;
  return needsHalfFloats && !hasHalfFloats
    ? `${memory}It needs half precision, which this graphics card does not have: look for its q4f32 sister.`
    : memory;
}

/** How a local Student and a local Reflection share this machine: side by side, or by turns; undefined where only one is. */
export function sharingWords(
  student: ReflectionChoice,
  reflection: ReflectionChoice,
  models: readonly LocalModel[],
  memoryBytes: number,
): string | undefined {
  const lineOf = (choice: ReflectionChoice): LocalModel | undefined =>
    isLocal(choice) ? models.find((model) => modelName(model.choice) === modelName(choice)) : undefined;
  const [first, second] = [lineOf(student), lineOf(reflection)];
  if (first?.bytes === undefined || second?.bytes === undefined) return undefined;
  if (first.key === second.key) return `${first.label} plays both parts and is loaded once.`;
  const names = `${first.label} and ${second.label}`;
  const sharing = sharingOf([first.bytes, second.bytes], memoryBytes);
  return sharing.kind === "together"
    ? `${names} stay in memory side by side, ${formatBytes(sharing.bytes)} together.`
    : `${names} need ${formatBytes(sharing.bytes)} together, more than the ${formatBytes(sharing.memoryBytes)} this machine can spare: they take turns. Each change between answering and rewriting loads the other one again, and the run’s page says so while it happens.`;
}
