import type { ReflectionAttempt, ReflectionEvidence } from "../journal/events.ts";
import type { ReflectionLetter } from "../journal/reflection-evidence.ts";
import type { EngineSpec } from "../options/spec.ts";
import type { ReflectionAnswer, ReflectionRequest } from "../ports.ts";
import type { StepContext } from "../steps/step-context.ts";
import type { Hypothesis } from "./hypotheses.ts";
import { judgeReply, type JudgedReply } from "./judge-reply.ts";
import { type Ladder, nextLetter } from "./ladder.ts";
import type { PromptParts } from "./render-prompt.ts";
import { renderPrompt } from "./render-prompt.ts";
import { samplingOf } from "./sampling.ts";
import { type Learned, nothingLearned, writeLetter } from "./write-letter.ts";

/** One component of one task to rewrite. Its calls are `firstCall` and the ones after it. */
export interface ReflectionJob extends PromptParts {
  readonly iteration: number;
  readonly task: number;
  readonly parent: number;
  readonly firstCall: number;
  /** Calls it may make. */
  readonly attempts: number;
  /** Letters in the order they are tried; none is the full letter as often as there are attempts. */
  readonly ladder: Ladder;
  /** Whether a text was proposed before. */
  readonly isKnown: (text: string) => boolean;
}

export interface Reflection {
  readonly evidence: ReflectionEvidence;
  /** Null: no reply could be used. A text that is not new stands here when nothing better came. */
  readonly text: string | null;
  /** What one letter proposed side by side; `text` is the first of them. */
  readonly hypotheses?: readonly Hypothesis[];
}

/** Small models that lose the thread repeat themselves until they are stopped; no instruction of theirs is longer. */
const shortReplyTokens = 800;

const isShort = (letter: ReflectionLetter): boolean => letter !== "full" && letter !== "hypotheses";

type Purpose = ReflectionRequest["purpose"];

/** Asks for a better text until a reply can be used or the attempts are used up; null when stopped. */
export async function reflectOnComponent(
  run: StepContext,
  spec: EngineSpec,
  job: ReflectionJob,
  purpose: Purpose = "reflect",
): Promise<Reflection | null> {
  const full = renderPrompt(spec, job);
  const attempts: ReflectionAttempt[] = [];
  let learned = nothingLearned;
  let standIn: JudgedReply | null = null;
  let used: JudgedReply | null = null;
  while (used === null && attempts.length < job.attempts) {
    const letter = letterAfter(job, attempts);
    if (letter === null) break;
    const prompt = writeLetter(letter, spec, job, full.prompt, learned);
    const answer = await ask(run, job, purpose, {
      attempt: attempts.length,
      prompt,
      sampling: samplingOf(spec.seed, job.firstCall + attempts.length, attempts.length),
      ...(isShort(letter) && learned.last?.outcome !== "thinking-only"
        ? { maxTokens: shortReplyTokens }
        : {}),
    });
    if (answer === null) return null;
    const judged = judgeReply(spec, job, letter, answer);
    const callIndex = job.firstCall + attempts.length;
    const named = job.ladder.length === 0 ? {} : { letter };
    attempts.push({ callIndex, purpose, ...named, ...judged.attempt });
    if (judged.attempt.outcome === "used") used = judged;
    standIn = betterStandIn(standIn, judged);
    learned = learnedFrom(learned, judged);
  }
  return {
    text: (used ?? standIn)?.text ?? null,
    ...(used?.hypotheses === undefined ? {} : { hypotheses: used.hypotheses }),
    evidence: { task: job.task, component: job.component, attempts, ...full.evidence },
  };
}

function letterAfter(
  { ladder }: ReflectionJob,
  attempts: readonly ReflectionAttempt[],
): ReflectionLetter | null {
  return ladder.length === 0 ? "full" : nextLetter(ladder, attempts);
}

/** A text that is not what was asked for and may yet be tried, or called by its name (unchanged, known) when dropped. */
function betterStandIn(before: JudgedReply | null, now: JudgedReply): JudgedReply | null {
  switch (now.attempt.outcome) {
    case "no-answers":
      return now;
    case "unchanged":
    case "already-seen":
      return before ?? now;
    default:
      return before;
  }
}

function learnedFrom(before: Learned, { attempt, text }: JudgedReply): Learned {
  const { outcome, detail } = attempt;
  return {
    causes: outcome === "causes-named" ? text : before.causes,
    tooLong: outcome === "too-long" ? text : before.tooLong,
    last: { outcome, detail },
  };
}

async function ask(
  run: StepContext,
  job: ReflectionJob,
  purpose: Purpose,
  question: Pick<ReflectionRequest, "prompt" | "sampling" | "maxTokens"> & { readonly attempt: number },
): Promise<ReflectionAnswer | null> {
  if (run.ports.stop.aborted) return null;
  const { iteration, task, parent, component, currentText, rows: records } = job;
  const { attempt, ...asked } = question;
  const callIndex = job.firstCall + attempt;
  const answer = await run.ports.reflect({
    callIndex,
    attempt: attempt + 1,
    iteration,
    task,
    parent,
    component,
    currentText,
    records,
    purpose,
    ...asked,
  });
  return run.ports.stop.aborted ? null : answer;
}
