import type { StudentWorkerApi } from "../../protocol/student-worker.ts";
import { engineOf, isLocal } from "../kinds/model-kinds.ts";
import type { ModelFailure } from "../language-model.ts";
import type { GgufChoice, StudentChoice } from "../model-choice.ts";
import type { SpeedReport } from "../speed-test.ts";
import { isClearlyFaster } from "../tune-threads.ts";
import type { ReportProgress } from "../weights.ts";
import type { LocalModel } from "./local-model.ts";
import type { LocalOptions } from "./local-options.ts";

/** What a measurement of a local model found, and what it is to be run with from now on. */
interface MeasuredHere {
  readonly kind: "measured-here";
  readonly report: SpeedReport;
  /** Why it has the threads it has, where that was measured. */
  readonly threads?: string;
  readonly options?: LocalOptions;
}

type Measuring = Pick<StudentWorkerApi, "load" | "unload" | "tuneThreads" | "measureSpeed">;

/** Runs on the processor unless it is told otherwise. */
export function isOnProcessor(choice: StudentChoice): choice is GgufChoice {
  return isLocal(choice) && engineOf(choice).onProcessor === true;
}

/** One thread, then more as long as that clearly helps; only the processor has threads. */
async function measureThreads(
  students: Measuring,
  { choice, options }: LocalModel & { readonly choice: GgufChoice },
  report: ReportProgress,
): Promise<MeasuredHere | ModelFailure> {
  const { threads: _, ...bare } = choice;
  const advice = await students.tuneThreads(bare, report);
  if (advice.kind === "failed") return advice;
  const { speed, message, threads } = advice;
  return { kind: "measured-here", report: speed, threads: message, options: { ...options, threads } };
}

/** The graphics card in place of the processor, where it is clearly faster; a card that cannot bear the model changes nothing. */
async function orOnGraphics(
  students: Measuring,
  { choice, options }: LocalModel & { readonly choice: GgufChoice },
  onProcessor: MeasuredHere,
  report: ReportProgress,
): Promise<MeasuredHere> {
  const { threads: _, ...bare } = choice;
  const loaded = await students.load({ ...bare, gpu: true }, report);
  if (loaded.kind === "failed") return onProcessor;
  await report({ phase: "ready", text: "Four short calls on the graphics card" });
  const speed = await students.measureSpeed(loaded.handle);
  await students.unload(loaded.handle);
  if (speed.kind === "failed" || !isClearlyFaster(speed, onProcessor.report)) return onProcessor;
  return { kind: "measured-here", report: speed, options: { ...options, gpu: true } };
}

/**
 * The speed test: how many threads pay, whether the graphics card does (where nobody chose between it and the processor), and
 * how fast the model then is.
 */
export async function measureLocal(
  students: Measuring,
  model: LocalModel,
  hasGpu: boolean,
  report: ReportProgress,
): Promise<MeasuredHere | ModelFailure> {
  const { choice, options } = model;
  if (isOnProcessor(choice) && choice.gpu !== true) {
    const found = await measureThreads(students, { ...model, choice }, report);
    return found.kind === "failed" || !hasGpu || options.gpu !== undefined
      ? found
      : orOnGraphics(students, { ...model, choice }, found, report);
  }
  const loaded = await students.load(choice, report);
  if (loaded.kind === "failed") return loaded;
  await report({ phase: "ready", text: "Measuring with four short calls" });
  const speed = await students.measureSpeed(loaded.handle);
  return speed.kind === "failed" ? speed : { kind: "measured-here", report: speed };
}

/** Takes everything of a model from this machine. */
export async function removeLocal(
  students: Pick<StudentWorkerApi, "removeWeights">,
  { choice }: LocalModel,
): Promise<void> {
  if (isLocal(choice)) await students.removeWeights(choice);
}

/** Reading shared prompts once has to be checked on this device, and may then be switched on. */
export function checksReuse(choice: StudentChoice): boolean {
  return isLocal(choice) && engineOf(choice).checksReuse === true;
}

/** What the check of prefix reuse found, as it is kept with the model; a failure is handed on. */
export async function checkLocalReuse(
  students: Pick<StudentWorkerApi, "checkPrefixReuse">,
  { choice }: LocalModel,
  report: ReportProgress,
): Promise<{ readonly kind: "reuse"; readonly reuse: NonNullable<LocalOptions["reuse"]> } | ModelFailure> {
  if (!isLocal(choice))
    return {
      kind: "failed",
      error: "unknown-model",
      message: "Only an engine of this tab needs this check.",
    };
  const found = await students.checkPrefixReuse(choice, report);
  if (found.kind === "failed") return found;
  const passed = found.kind === "passed";
  const words = passed
    ? `Passed: ${found.prompts} prompts gave the same answers both ways, ${found.timesFaster.toFixed(1)} times as fast with the beginning kept.`
    : found.message;
  return { kind: "reuse", reuse: { passed, isOn: passed, words } };
}
