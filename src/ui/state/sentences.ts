import type { StopReason } from "../../engine/index.ts";
import type { ModelChoice } from "../../models/model-choice.ts";
import type { RunRow, WaitReason } from "../../storage/rows.ts";
import { formatCount, formatDuration, formatPercent, plural } from "../kit/numbers.ts";

/** A model in two or three words. */
export function modelName(choice: ModelChoice): string {
  switch (choice.kind) {
    case "embedded":
      return "Embedded router";
    case "gguf":
      return choice.label;
    case "webllm":
      return choice.modelId;
    case "remote":
      return `${choice.model || "model"} at ${hostOf(choice.baseUrl)}`;
    case "coach":
      return "Coach";
    case "by-hand":
      return "By hand";
    case "browser-model":
      return "The browser’s own model";
  }
}

/** Host and port of an address, or the address when it is none. */
export function hostOf(address: string): string {
  try {
    return new URL(address).host;
  } catch {
    return address;
  }
}

/** Why a run ended, in a sentence without its full stop. */
export function stopSentence(reason: StopReason): string {
  switch (reason.kind) {
    case "stopped-by-person":
      return "Stopped by you";
    case "metric-calls-spent":
      return `The budget is spent: ${plural(reason.used, "call")} of ${formatCount(reason.limit)}`;
    case "reflection-calls-spent":
      return `All ${plural(reason.limit, "reflection")} are spent`;
    case "budget-too-small":
      return `Not enough left for another proposal (needs ${formatCount(reason.needs)}, has ${formatCount(reason.has)})`;
    case "score-reached":
      return `The wanted score is reached: ${formatPercent(reason.score)}`;
    case "no-improvement":
      return `No better candidate in ${plural(reason.iterations, "iteration")}`;
    case "enough-candidates":
      return `${plural(reason.candidates, "candidate")} were wanted and are there`;
    case "enough-iterations":
      // Other optimizers count no iterations: theirs are trials, and the last one is done.
      if (reason.iterations === 0) return "Its last trial is done";
      return `${plural(reason.iterations, "iteration")} were wanted and are done`;
    case "nothing-left-to-learn":
      return "Nothing left to learn from these rows";
    case "outer-limit":
      return reason.what === "time"
        ? `The time is up: ${formatDuration(reason.used)} of ${formatDuration(reason.limit)}`
        : `The limit of ${reason.what} is reached: ${formatCount(reason.used)} of ${formatCount(reason.limit)} ${reason.unit}`;
    case "seed-not-scored":
      return `The first prompt could not be judged on ${plural(reason.missing, "row")} of ${formatCount(reason.of)}: ${reason.reason}`;
    case "calls-keep-failing":
      return "Calls kept failing: the model or the connection is gone";
    case "imported":
      return reason.from === "gepa-viz"
        ? "Brought in from a GEPA visualisation file"
        : "Brought in from a GEPA result file";
    case "failed":
      return `Ended by a fault: ${reason.reason}`;
  }
}

/** Why a run ended, short enough for a table. The kind is all a summary keeps. */
const STOP_WORDS: Readonly<Record<StopReason["kind"], string>> = {
  "stopped-by-person": "stopped by you",
  "metric-calls-spent": "budget spent",
  "reflection-calls-spent": "reflections spent",
  "budget-too-small": "budget spent",
  "score-reached": "score reached",
  "no-improvement": "no better one for long",
  "enough-candidates": "enough candidates",
  "enough-iterations": "enough iterations",
  "nothing-left-to-learn": "nothing left to learn",
  "outer-limit": "limit reached",
  "seed-not-scored": "first prompt not judged",
  "calls-keep-failing": "calls kept failing",
  imported: "brought in",
  failed: "ended by a fault",
};

/** What a waiting run waits for: what, where, what is safe, what next. */
export function waitSentence(waiting: WaitReason): string {
  switch (waiting.kind) {
    case "needs-key":
      return `The run waits for a key for ${hostOf(waiting.origin)}. Keys are forgotten with the tab. Nothing was lost; it goes on where it stopped.`;
    case "by-hand":
      return `${plural(waiting.callIndexes.length, "letter")} to the Reflection model ${waiting.callIndexes.length === 1 ? "waits" : "wait"} for you to carry and answer. The run waits as long as you like, also after you close the tab.`;
    case "quota":
      return `${waiting.message} Everything stored so far is safe. Free some room, then go on.`;
    case "model":
      return waiting.message;
    case "limit":
    case "fault":
      return waiting.message;
  }
}

/** Where a run stands, in few words for a table. */
export function statusWords(run: RunRow): string {
  if (run.recorded !== undefined) return `recorded ${run.recorded.date}`;
  switch (run.status) {
    case "requested":
      return run.wish === "run" ? "about to start" : "paused before its start";
    case "running":
      return run.wish === "pause" ? "pausing" : run.wish === "stop" ? "stopping" : "running";
    case "paused":
      return "paused";
    case "waiting":
      return run.waiting?.kind === "needs-key"
        ? "waits for a key"
        : run.waiting?.kind === "by-hand"
          ? "waits for you"
          : "waiting";
    case "finished":
      return STOP_WORDS[run.summary?.stopReason as StopReason["kind"]] ?? "finished";
  }
}
