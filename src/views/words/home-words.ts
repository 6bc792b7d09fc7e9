import type { CandidateEntry, RunState } from "../../engine/index.ts";
import type { RunRow } from "../../storage/rows.ts";
import { formatCount, formatDuration, formatPercent, plural } from "./numbers.ts";
import { limitOf, ofLimit } from "./spent-words.ts";
import { formatMoment } from "./times.ts";

/** Where the run that Home lives on stands. */
export type HomeStage =
  | "reading"
  /** Nothing was started: data saver is on, or the run was deleted. */
  | "invitation"
  | "starting"
  | "searching"
  /** The search has ended and the sealed rows are being answered. */
  | "testing"
  | "resting"
  | "finished";

/** The stage of a run that was asked for: null once it is gone, undefined until it is read. */
export function stageOf(
  run: Pick<RunRow, "status" | "wish" | "deletedAt"> | null | undefined,
  state: RunState | null | undefined,
): HomeStage {
  if (run === undefined) return "reading";
  if (run === null || run.deletedAt !== undefined) return "invitation";
  if (run.status === "finished") return "finished";
  // A pause wished before any worker had the run leaves it asked for, and at rest.
  const isHeld = run.status === "requested" && run.wish !== "run";
  if (run.status === "paused" || run.status === "waiting" || isHeld) return "resting";
  if (!state) return "starting";
  return state.status === "stopped" ? "testing" : "searching";
}

/** What the sentences of Home rest on. */
export interface HomeFacts {
  readonly view: { readonly state: () => RunState | undefined };
  readonly stage: () => HomeStage;
  /** Candidate the page shows: the best mean while the search goes on, the winner once it has ended. */
  readonly best: () => CandidateEntry | undefined;
  /** Answers stored so far, of the search and of the test. */
  readonly answers: () => number;
  readonly callsPerSecond: () => number | undefined;
}

/** Test scores of seed and winner, once both are known. */
function testScores(
  home: HomeFacts,
): { readonly seed: number; readonly best: number; readonly rows: number } | undefined {
  const test = home.view.state()?.test ?? [];
  const seed = test.find((result) => result.candidate === 0);
  const best = test.find((result) => result.candidate === home.best()?.index);
  return seed && best ? { seed: seed.mean, best: best.mean, rows: best.rows.length } : undefined;
}

/** Over the demo: that it is one, which run it is and since when. */
export function demoWords(
  run: Pick<RunRow, "number" | "startedAt" | "createdAt"> | null | undefined,
  isLive: boolean,
): string {
  if (!run) return "Demo";
  return `${isLive ? "Live demo" : "Demo"}, run ${run.number}, started ${formatMoment(run.startedAt ?? run.createdAt)}`;
}

/** A rewrite that does better than the first prompt on what it was asked, while none was asked every message yet. */
function aheadOf(home: HomeFacts): CandidateEntry | undefined {
  const best = home.best();
  if (best?.index !== 0) return undefined;
  return home.view
    .state()
    ?.candidates.filter(({ mean }) => mean > best.mean)
    .toSorted((a, b) => b.mean - a.mean)[0];
}

/** Beside the chart: what the first prompt scored, and the best after it. */
export function homeScores(home: HomeFacts): string {
  const state = home.view.state();
  const seed = state?.candidates[0]?.mean;
  if (seed === undefined) return "no score yet";
  const ahead = aheadOf(home);
  const next =
    ahead === undefined
      ? `${state?.status === "stopped" ? "winner" : "best so far"} ${formatPercent(home.best()?.mean ?? 0)}`
      : `c${ahead.index} ahead with ${formatPercent(ahead.mean)}`;
  return `seed ${formatPercent(seed)}, ${next}`;
}

/** Below the first prompt, for as long as it is the best. */
export function firstPromptWords(home: HomeFacts): string {
  const ahead = aheadOf(home);
  return ahead === undefined
    ? "No rewrite has passed yet. The first usually comes within a few iterations."
    : `c${ahead.index} is ahead on the messages asked so far. It takes over once it was asked all of them.`;
}

/** The heading says the finding, or what is going on. */
export function homeHeading(home: HomeFacts): string {
  const tested = testScores(home);
  const best = home.best();
  const ahead = aheadOf(home);
  switch (home.stage()) {
    case "finished":
      if (tested && home.best()?.index === 0)
        return `The search found nothing better than the first prompt: ${formatPercent(tested.seed, 0)} of unseen messages right.`;
      if (tested)
        return `The new prompt sorts ${formatPercent(tested.best, 0)} of unseen messages right. The first one: ${formatPercent(tested.seed, 0)}.`;
      return best
        ? `The best prompt sorts ${formatPercent(best.mean, 0)} of the messages right.`
        : "This run ended before it had a result.";
    case "resting":
      if (ahead !== undefined)
        return `Paused: c${ahead.index} is ahead with ${formatPercent(ahead.mean, 0)} right so far.`;
      return best
        ? `Paused, with a prompt that sorts ${formatPercent(best.mean, 0)} of the messages right.`
        : "Paused before the first score.";
    case "testing":
      return "The search is over. Now both prompts answer messages nobody has seen.";
    case "invitation":
      return "See it happen: a prompt is improved on your machine, right here.";
    default:
      return "A prompt is being improved on your machine right now.";
  }
}

/** Requests, rewrites and what is left, in a line. */
export function homeStatus(home: HomeFacts): string {
  const state = home.view.state();
  if (!state) return "";
  const limit = limitOf(state);
  const speed = home.callsPerSecond();
  const about = (calls: number): string =>
    speed === undefined ? "" : ` About ${formatDuration(calls / speed)} left.`;
  if (home.stage() === "testing") {
    const sealed = state.spec.splits.test * 2;
    const done = Math.max(0, home.answers() - state.spent.requests);
    return `${formatCount(Math.min(done, sealed))} of ${plural(sealed, "answer")} on sealed messages.${about(sealed - done)}`;
  }
  const calls =
    home.stage() === "searching" ? Math.max(state.spent.requests, home.answers()) : state.spent.requests;
  const of = ofLimit(calls, limit, "request");
  const read = `${plural(state.spent.reflectionCalls, "rewrite")} written.`;
  const left = home.stage() === "searching" && limit !== null ? about(limit - calls) : "";
  return `${of}, ${read}${left}`;
}
