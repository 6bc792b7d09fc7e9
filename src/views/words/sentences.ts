import type { RowsLeft, RunState, StopReason, TooLittle } from "../../engine/index.ts";
import { hostOf } from "../../models/host-of.ts";
import type { RunRow, WaitReason } from "../../storage/rows.ts";
import { attemptWords } from "./attempt-words.ts";
import { untilWords } from "./host-words.ts";
import { formatCount, formatDuration, formatPercent, formatUsd, plural } from "./numbers.ts";

/** Why a run ended, in a sentence without its full stop. */
export function stopSentence(reason: StopReason): string {
  switch (reason.kind) {
    case "stopped-by-person":
      return "Stopped by you";
    case "metric-calls-spent":
      return `The budget is spent: ${plural(reason.used, "rollout")} of ${formatCount(reason.limit)}`;
    case "requests-spent":
      return `The budget is spent: ${formatCount(reason.used)} of ${plural(reason.limit, "request")}`;
    case "reflection-calls-spent":
      return `${spentReflections(reason)}${showingWords(reason.showing)}`;
    case "budget-too-small":
      return `Not enough left for another proposal ${tooLittleWords(reason)}`;
    case "score-reached":
      return `The wanted score is reached: ${formatPercent(reason.score)}`;
    case "no-improvement":
      return `No better candidate in ${plural(reason.iterations, "iteration")}`;
    case "enough-candidates":
      return `It has the ${plural(reason.candidates, "candidate")} that ${reason.candidates === 1 ? "was" : "were"} wanted`;
    case "enough-iterations":
      // Other optimizers count no iterations: theirs are trials, and the last one is done.
      if (reason.iterations === 0) return "Its last trial is done";
      return `It made the ${plural(reason.iterations, "iteration")} that ${reason.iterations === 1 ? "was" : "were"} wanted`;
    case "nothing-left-to-learn":
      if (reason.left === undefined) return "No rewrite was worth trying any more";
      return reason.left.wrong === 0
        ? "Nothing left to learn: every row is right"
        : `Every row it learns from is right by now, though ${stillWrong(reason.left)}`;
    case "reflection-repeats":
      return reason.left.wrong === 0
        ? "Every row it is judged by is right, and no new rewrite came any more"
        : `The Reflection model repeats itself, though ${stillWrong(reason.left)}${showingWords(reason.showing)}`;
    case "reflection-unusable":
      return `No answer of the Reflection model could be used any more: the last one ${attemptWords(reason.last)}${showingWords(reason.showing)}`;
    case "outer-limit":
      return outerLimit(reason);
    case "seed-not-scored":
      return `The first prompt could not be judged on ${plural(reason.missing, "row")} of ${formatCount(reason.of)}: ${reason.reason}`;
    case "calls-keep-failing":
      return "Requests kept failing: the model or the connection is gone";
    case "imported":
      return reason.from === "gepa-viz"
        ? "Brought in from a GEPA visualisation file"
        : "Brought in from a GEPA result file";
    case "failed":
      return `Ended by a fault: ${reason.reason}`;
  }
}

function spentReflections({ limit, last }: Extract<StopReason, { kind: "reflection-calls-spent" }>): string {
  const all =
    limit === 1
      ? "The one Reflection request is spent"
      : `All ${plural(limit, "Reflection request")} are spent`;
  return last === undefined ? all : `${all}, and no answer could be used: the last one ${attemptWords(last)}`;
}

function showingWords(showing: TooLittle | undefined): string {
  return showing === undefined
    ? ""
    : `; not enough is left for further worked examples ${tooLittleWords(showing)}`;
}

function tooLittleWords({ what, needs, has }: TooLittle): string {
  return `(needs up to ${plural(needs, unitOf[what])}, has ${formatCount(has)})`;
}

const unitOf = {
  "metric-calls": "rollout",
  requests: "request",
  "reflection-calls": "Reflection request",
} as const;

function outerLimit({ what, used, limit, unit }: Extract<StopReason, { kind: "outer-limit" }>): string {
  if (what === "time") return `The time is up: ${formatDuration(used * 60)} of ${formatDuration(limit * 60)}`;
  if (what === "money") return `The limit of money is reached: ${formatUsd(used)} of ${formatUsd(limit)}`;
  return `The limit of ${what} is reached: ${formatCount(used)} of ${formatCount(limit)} ${unit}`;
}

function stillWrong({ wrong, of }: RowsLeft): string {
  return `${formatCount(wrong)} of the ${plural(of, "row")} it is judged by ${wrong === 1 ? "is" : "are"} still wrong`;
}

/** Why a run ended, short enough for a table. The kind is all a summary keeps. */
const STOP_WORDS: Readonly<Record<StopReason["kind"], string>> = {
  "stopped-by-person": "stopped by you",
  "metric-calls-spent": "budget spent",
  "requests-spent": "budget spent",
  "reflection-calls-spent": "Reflection requests spent",
  "budget-too-small": "budget spent",
  "score-reached": "score reached",
  "no-improvement": "no better one for long",
  "enough-candidates": "enough candidates",
  "enough-iterations": "enough iterations",
  // Older journals say this of every end without a rewrite; the kind is all that is known here.
  "nothing-left-to-learn": "no more to learn from",
  "reflection-repeats": "no new rewrite came",
  "reflection-unusable": "no usable rewrite",
  "outer-limit": "limit reached",
  "seed-not-scored": "first prompt not judged",
  "calls-keep-failing": "requests kept failing",
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
      return waiting.until === undefined
        ? waiting.message
        : `${waiting.message} ${untilWords(waiting.until, Date.now())}`;
    case "limit":
    case "fault":
      return waiting.message;
  }
}

/** Where a run stands that has no score yet. `state` is undefined where nothing of it was decided. */
export function beforeSeedWords(
  { status }: Pick<RunRow, "status">,
  state: Pick<RunState, "status"> | undefined,
): string {
  // A page of the past shows a finished run while it was still under way.
  if (status === "finished" && state?.status !== "searching")
    return "ended before its first prompt was scored";
  if (status === "waiting" || status === "paused") return "waits before its first prompt is scored";
  return "the seed is being scored";
}

/** Where a run stands, in few words for a table. */
export function statusWords(run: RunRow): string {
  if (run.recorded !== undefined) return `recorded ${run.recorded.date}`;
  switch (run.status) {
    case "requested":
      if (run.wish !== "run") return "paused before its start";
      return run.queue !== undefined && run.startedAt === undefined ? "in a queue" : "about to start";
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

/** The host whose key is missing, or was not accepted. */
export function wantedKey(
  waiting: WaitReason,
): { readonly origin: string; readonly isRefused: boolean } | undefined {
  if (waiting.kind === "needs-key") return { origin: waiting.origin, isRefused: false };
  if (waiting.kind !== "model" || waiting.error !== "authentication" || waiting.origin === undefined)
    return undefined;
  return { origin: waiting.origin, isRefused: true };
}

/** Words that begin a sentence or a title. */
export const sentenceCase = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);
