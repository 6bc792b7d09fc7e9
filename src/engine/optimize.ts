import { withSent } from "./budget/requests.ts";
import { whyStop } from "./budget/why-stop.ts";
import type { JournalEvent, RunStopped, StopReason } from "./journal/events.ts";
import { withRequests } from "./journal/requests-in.ts";
import { wholeSpec } from "./options/presets.ts";
import type { EngineSpec } from "./options/spec.ts";
import { assertValidSpec } from "./options/validate-spec.ts";
import type { EnginePorts } from "./ports.ts";
import { applyEvent } from "./state/apply-event.ts";
import { initialState } from "./state/state.ts";
import type { RunState } from "./state/state.ts";
import { addSeed } from "./steps/add-seed.ts";
import { askAgain } from "./steps/ask-again.ts";
import { attemptMerge, isMergeDue } from "./steps/attempt-merge.ts";
import { evaluateParents } from "./steps/evaluate-parents.ts";
import { finalDue, holdFinal } from "./steps/hold-final.ts";
import { judgeChildren } from "./steps/judge-children.ts";
import { judgeMerge } from "./steps/judge-merge.ts";
import { reflectOnTasks } from "./steps/reflect-on-tasks.ts";
import { selectParents } from "./steps/select-parents.ts";
import { steeringEvents } from "./steps/steering-events.ts";
import { createStepContext } from "./steps/step-context.ts";
import type { StepContext } from "./steps/step-context.ts";
import { validateChild } from "./steps/validate-child.ts";
import { verificationDue, verify } from "./steps/verify-leader.ts";

/**
 * GEPA (arXiv 2507.19457, Algorithm 1) as a generator of journal events. Store each event before asking for the
 * next: start and resume are then the same call, with the state folded from what is stored. Whoever folds as well hands
 * that state to `next`, and it is folded once. A spec with problems throws before anything is spent. Returns the final
 * state.
 */
export async function* optimize(
  spec: EngineSpec,
  ports: EnginePorts,
  start: RunState = initialState(spec),
): AsyncGenerator<JournalEvent, RunState, RunState | undefined> {
  assertValidSpec(wholeSpec(spec));
  const run = createStepContext(ports, start);
  let state = start;
  if (state.status === "new") {
    const started: JournalEvent = { type: "run-started", spec };
    state = (yield started) ?? applyEvent(state, started);
  }
  while (state.status === "searching") {
    for (const steering of steeringEvents(run, state))
      state = (yield steering) ?? applyEvent(state, steering);
    const seen = withSent(state, ports.requestsSent?.());
    const done = (await nextStep(run, seen)) ?? stopped(run, { kind: "stopped-by-person" });
    const event = withRequests(state.spec, done, (callIndex) => run.answers.get(callIndex));
    state = (yield event) ?? applyEvent(state, event);
    if (state.phase.at === "between") run.answers.clear();
  }
  return state;
}

/** One step of the search: everything it needs is in the state. Null: a person stopped the run meanwhile. */
async function nextStep(run: StepContext, state: RunState): Promise<JournalEvent | null> {
  run.reserved = state.pendingCalls ?? { from: state.nextCallIndex, count: 0 };
  if (run.ports.stop.aborted) return null;
  const limit = outerLimit(run);
  if (limit !== null) return stopped(run, limit);
  const { phase } = state;
  switch (phase.at) {
    case "seeding":
      return addSeed(run, state);
    case "between":
      return betweenIterations(run, state);
    case "verifying":
      return verify(run, state, phase);
    case "final":
      return holdFinal(run, state, phase);
    case "merge-found":
      return judgeMerge(run, state, phase.found);
    case "merge-failed":
      return selectParents(run, state);
    case "selected":
      return evaluateParents(run, state, phase.tasks);
    case "parents-evaluated":
      return reflectOnTasks(run, state, phase);
    case "reflected":
      return judgeChildren(run, state, phase.gate);
    case "validating":
      return validateChild(run, state, phase.queue);
  }
}

/**
 * What a person asked for goes first, then what must be known before the search goes on. The engine's own conditions to
 * stop hold here; time, tokens and money before every step.
 */
async function betweenIterations(run: StepContext, state: RunState): Promise<JournalEvent | null> {
  if (state.asksAgain) return askAgain(run, state);
  const verification = verificationDue(state);
  if (verification !== null) return verification;
  const reason = state.endsAs ?? whyStop(state);
  if (reason !== null) return finalDue(state, reason) ?? stopped(run, reason);
  return isMergeDue(state) ? attemptMerge(run, state) : selectParents(run, state);
}

function outerLimit(run: StepContext): StopReason | null {
  const limit = run.ports.outerLimit?.() ?? null;
  if (limit === null) return null;
  const { kind: what, used, limit: most, unit } = limit;
  return { kind: "outer-limit", what, used, limit: most, unit };
}

function stopped(run: StepContext, reason: StopReason): RunStopped {
  return { type: "run-stopped", reason, pendingCalls: run.reserved };
}
