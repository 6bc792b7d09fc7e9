import type { ReflectionAttempt, ReflectionEvidence } from "../journal/events.ts";
import type { EngineSpec } from "../options/spec.ts";
import type { ReflectionAnswer, ReflectionRequest } from "../ports.ts";
import type { StepContext } from "../steps/step-context.ts";
import { checkText } from "./check-text.ts";
import { extractText } from "./extract-text.ts";
import type { PromptParts } from "./render-prompt.ts";
import { renderPrompt, withHint } from "./render-prompt.ts";

/** One component of one task to rewrite. Its calls are `firstCall` and the ones after it. */
export interface ReflectionJob extends PromptParts {
  readonly iteration: number;
  readonly task: number;
  readonly parent: number;
  readonly firstCall: number;
  readonly attempts: number;
}

export interface Reflection {
  readonly evidence: ReflectionEvidence;
  /** Null: no reply could be used. */
  readonly text: string | null;
}

type Purpose = ReflectionRequest["purpose"];

/** Asks for a better text until a reply can be used or the attempts are used up; null when stopped. */
export async function reflectOnComponent(
  run: StepContext,
  spec: EngineSpec,
  job: ReflectionJob,
  purpose: Purpose = "reflect",
): Promise<Reflection | null> {
  const { prompt, evidence } = renderPrompt(spec, job);
  const attempts: ReflectionAttempt[] = [];
  let asked = prompt;
  let text: string | null = null;
  while (text === null && attempts.length < job.attempts) {
    const answer = await ask(run, job, purpose, attempts.length, asked);
    if (answer === null) return null;
    const result = judgeReply(spec, job, answer);
    const callIndex = job.firstCall + attempts.length;
    attempts.push({ callIndex, purpose, ...result.attempt });
    text = result.text;
    asked = withHint(prompt, result.attempt.outcome, result.attempt.detail);
  }
  return { text, evidence: { task: job.task, component: job.component, attempts, ...evidence } };
}

async function ask(
  run: StepContext,
  job: ReflectionJob,
  purpose: Purpose,
  attempt: number,
  prompt: string,
): Promise<ReflectionAnswer | null> {
  if (run.ports.stop.aborted) return null;
  const { iteration, task, parent, component, currentText, rows: records } = job;
  const answer = await run.ports.reflect({
    callIndex: job.firstCall + attempt,
    attempt: attempt + 1,
    iteration,
    task,
    parent,
    component,
    currentText,
    records,
    prompt,
    purpose,
  });
  return run.ports.stop.aborted ? null : answer;
}

interface JudgedReply {
  readonly text: string | null;
  readonly attempt: Pick<ReflectionAttempt, "outcome" | "detail">;
}

function judgeReply(spec: EngineSpec, job: ReflectionJob, answer: ReflectionAnswer): JudgedReply {
  const extracted = extractText(answer, spec.reflector.extraction);
  if (!extracted.ok) {
    const { outcome, detail } = extracted;
    return { text: null, attempt: detail === undefined ? { outcome } : { outcome, detail } };
  }
  const problem = checkText(spec.guards, job.component, extracted.text, job.currentText, job.rows);
  if (problem !== null) return { text: null, attempt: problem };
  return { text: extracted.text, attempt: { outcome: "used" } };
}
