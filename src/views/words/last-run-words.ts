import type { RunRow } from "../../storage/rows.ts";
import { runScores } from "../run/run-scores.ts";
import { formatAgo } from "./numbers.ts";
import { statusWords, waitSentence } from "./sentences.ts";
import { limitOf, ofLimit } from "./spent-words.ts";

/** What to do next with a run one comes back to: follow it, let it go on, give it what it waits for, read what it found. */
interface NextOfRun {
  readonly kind: "follow" | "go-on" | "give" | "read";
  readonly words: string;
}

export function nextOfRun({ status, wish, waiting }: Pick<RunRow, "status" | "wish" | "waiting">): NextOfRun {
  if (status === "finished") return { kind: "read", words: "See the result" };
  if (status === "paused" || (status === "requested" && wish !== "run"))
    return { kind: "go-on", words: "Go on" };
  if (status !== "waiting") return { kind: "follow", words: "Follow it" };
  return { kind: "give", words: waiting?.kind === "needs-key" ? "Give it the key" : "See what it waits for" };
}

/** How a run stands, in a line: "0 % → 88 %, paused, 120 of 700 requests" or, of one that has ended, when and why. */
export function standingOf(run: RunRow, now: number): string {
  const isCounted = (run.engine.budget.requestsPerRollout ?? null) !== null;
  const spent = ofLimit(
    run.summary?.requests ?? run.summary?.metricCalls ?? 0,
    limitOf({ budget: run.engine.budget }),
    isCounted ? "request" : "rollout",
  );
  const ended = run.finishedAt === undefined ? "" : `, ${formatAgo(run.finishedAt, now)}`;
  const state = run.status === "finished" ? `${statusWords(run)}${ended}` : `${statusWords(run)}, ${spent}`;
  const waits = run.status === "waiting" && run.waiting !== undefined ? `. ${waitSentence(run.waiting)}` : "";
  const { text, isSealedTest } = runScores(run);
  const scores = text === "" ? "" : `${text}${isSealedTest ? " on sealed rows" : ""}, `;
  return `${scores}${state}${waits}`;
}
