import { getEntry, itemAt } from "../../shared/append-only.ts";
import { callsPerReflection, combeeGroups, reflectionCallsLeft, showsOnly } from "../budget/reservation.ts";
import type { NewProposal, Reflected, ReflectionEvidence, SampledTask } from "../journal/events.ts";
import { candidateHash } from "../pool/candidate-hash.ts";
import { withTexts } from "../pool/candidate.ts";
import { combeeShuffle, reflectInGroups } from "../reflector/combee.ts";
import { callsOfLadder, forText, type Ladder, ladderOf, startingWhereItWorked } from "../reflector/ladder.ts";
import { limitsOf } from "../reflector/limits.ts";
import { reflectOnComponent } from "../reflector/reflect-on-component.ts";
import type { Reflection, ReflectionJob } from "../reflector/reflect-on-component.ts";
import { partsOf } from "../reflector/worked-examples.ts";
import { progressOf } from "../state/state.ts";
import type { Phase, ProposalEntry, RunState } from "../state/state.ts";
import { proposeExamples } from "./propose-examples.ts";
import { rowsWithRecords } from "./read-records.ts";
import { reserveCalls } from "./step-context.ts";
import type { StepContext } from "./step-context.ts";

type ReflectingPhase = Extract<Phase, { at: "parents-evaluated" }>;

/** Rewrites the chosen components of every task, all at once, and makes proposals of them. */
export async function reflectOnTasks(
  run: StepContext,
  state: RunState,
  phase: ReflectingPhase,
): Promise<Reflected | null> {
  const planned = await planJobs(run, state, phase);
  if (planned === null) return null;
  const groups = planned.jobs.map((job) =>
    state.spec.reflector.combee && combeeGroups(job.rows.length) > 0
      ? combeeShuffle(job.rows, run.random)
      : null,
  );
  const reflections = await Promise.all(
    planned.jobs.map((job, i) =>
      groups[i] === null
        ? reflectOnComponent(run, state.spec, job)
        : reflectInGroups(run, state.spec, job, groups[i]!),
    ),
  );
  if (reflections.some((one) => one === null)) return null;
  const done = reflections
    .filter((one) => one !== null)
    .map((one, i) => withBehind(one, examplesBehind(state, planned.jobs[i]!)));
  const evidence = done.map((one) => one.evidence);
  return {
    type: "reflected",
    iteration: state.iteration,
    calls: planned.calls,
    reflections: evidence,
    proposals: newProposals(run, state, phase, done),
    reflectionCalls: evidence.reduce((sum, one) => sum + one.attempts.length, 0),
    wordsDrawn: run.random.wordsDrawn(),
  };
}

type Unplaced = Omit<ReflectionJob, "firstCall" | "attempts">;

/** Every job owns a stretch of callIndexes wide enough for all its attempts, so that retries disturb nobody. */
async function planJobs(
  run: StepContext,
  state: RunState,
  phase: ReflectingPhase,
): Promise<{ jobs: ReflectionJob[]; calls: Reflected["calls"] } | null> {
  const unplaced: Unplaced[] = [];
  const ladder = ladderNow(state);
  for (const [task, verdict] of phase.parents.tasks.entries()) {
    if (verdict.verdict !== "reflect" || showsOnly(state)) continue;
    const { parent } = phase.tasks[task]!;
    const { rows } = phase.parents.evaluations[verdict.evaluation]!;
    const entry = state.candidates[parent]!;
    for (const component of verdict.components) {
      const read = await rowsWithRecords(run, state, entry, rows, component);
      if (read === null) return null;
      const { rejected } = progressOf(state, parent);
      const behind = examplesBehind(state, { parent, component });
      const currentText = withoutEnd(entry.texts[component]!, behind);
      unplaced.push({
        iteration: state.iteration,
        task,
        parent,
        component,
        currentText,
        rows: read,
        rejected: toldOf(rejected, component, behind),
        ladder: forText(ladder, currentText, limitsOf(state.spec, component).answers),
        isKnown: (text) =>
          isSeen(state, candidateHash(withTexts(entry.texts, { [component]: text + behind }))),
      });
    }
  }
  const attempts = attemptsEach(state, unplaced.length);
  const widths = unplaced.map(
    (job) => (state.spec.reflector.combee ? combeeGroups(job.rows.length) : 0) + attempts,
  );
  const calls = reserveCalls(
    run,
    state,
    widths.reduce((sum, width) => sum + width, 0),
  );
  let firstCall = calls.from;
  const jobs = unplaced.map((job, i): ReflectionJob => {
    const placed = { ...job, firstCall, attempts };
    firstCall += widths[i]!;
    return placed;
  });
  return { jobs, calls };
}

/** The spec's ladder, begun where the latest reflections were answered. */
function ladderNow({ spec, proposals }: RunState): Ladder {
  const ladder = ladderOf(spec.reflector);
  if (ladder.length === 0) return ladder;
  return startingWhereItWorked(ladder, latestReflections(proposals));
}

/** Attempts of the two latest reflections; several proposals may come of one. */
function latestReflections(proposals: RunState["proposals"]): readonly ReflectionEvidence["attempts"][] {
  const latest: ReflectionEvidence["attempts"][] = [];
  const calls = new Set<number | undefined>();
  for (let at = proposals.length - 1; at >= 0 && latest.length < 2; at--) {
    for (const { attempts } of itemAt(proposals, at)!.reflections.toReversed()) {
      if (latest.length === 2 || calls.has(attempts[0]?.callIndex)) continue;
      calls.add(attempts[0]?.callIndex);
      latest.unshift(attempts);
    }
  }
  return latest;
}

function isSeen(state: RunState, hash: string): boolean {
  return getEntry(state.seen, hash) !== undefined;
}

/** Retries only while the reflection budget has room for them. */
function attemptsEach(state: RunState, jobs: number): number {
  const ladder = ladderOf(state.spec.reflector);
  const most = ladder.length === 0 ? state.spec.reflector.maxAttempts : callsOfLadder(ladder);
  if (state.budget.policy === "overshoot" || jobs === 0) return most;
  const spare = reflectionCallsLeft(state) - jobs * callsPerReflection(state);
  return Math.max(1, Math.min(most, 1 + Math.floor(spare / jobs)));
}

/** Worked examples behind a text are kept from the Reflection model, and stand behind what it writes. */
function examplesBehind(
  { spec, candidates }: RunState,
  { parent, component }: Pick<ReflectionJob, "parent" | "component">,
): string {
  return spec.reflector.workedExamples === 0 ? "" : partsOf(candidates[parent]!.texts[component]!).examples;
}

const withoutEnd = (text: string, end: string): string =>
  end !== "" && text.endsWith(end) ? text.slice(0, -end.length) : text;

/** Rewrites that were not kept, as the Reflection model wrote them. */
function toldOf(
  rejected: readonly ProposalEntry[],
  component: string,
  behind: string,
): readonly ProposalEntry[] {
  const rewrites = rejected.filter(({ examples }) => examples === undefined);
  return behind === ""
    ? rewrites
    : rewrites.map((one) => ({
        ...one,
        texts: { ...one.texts, [component]: withoutEnd(one.texts[component] ?? "", behind) },
      }));
}

function withBehind(reflection: Reflection, behind: string): Reflection {
  const { text, hypotheses } = reflection;
  return {
    ...reflection,
    text: text === null ? null : text + behind,
    ...(hypotheses === undefined
      ? {}
      : { hypotheses: hypotheses.map((one) => ({ ...one, text: one.text + behind })) }),
  };
}

function newProposals(
  run: StepContext,
  state: RunState,
  phase: ReflectingPhase,
  reflections: readonly Reflection[],
): NewProposal[] {
  const proposals: NewProposal[] = [];
  let next = state.nextProposal;
  for (const [task, verdict] of phase.parents.tasks.entries()) {
    if (verdict.verdict === "skip") continue;
    const { given, parent } = phase.tasks[task]!;
    const numbered = given?.proposal;
    const proposed =
      given === undefined
        ? [
            ...(showsOnly(state) ? [] : alternatives(reflections, task)),
            ...shown(run, state, phase.tasks[task]!, reflections, task),
          ]
        : [given];
    for (const { texts, hypothesis, examples } of proposed) {
      const hash = candidateHash(withTexts(state.candidates[parent]!.texts, texts));
      const proposal = {
        proposal: numbered ?? next++,
        task,
        texts,
        hash,
        ...(hypothesis === undefined ? {} : { hypothesis }),
        ...(examples === undefined ? {} : { examples }),
      };
      const dropped = (given?.tries ?? 0) > 0 ? null : whyDropped(state, parent, proposal, proposals);
      proposals.push(dropped === null ? proposal : { ...proposal, dropped });
    }
  }
  return proposals;
}

type ProposedTexts = Pick<NewProposal, "texts" | "hypothesis" | "examples">;

/** The parent with worked examples, where its rewrites did not get far. */
function shown(
  run: StepContext,
  state: RunState,
  sampled: SampledTask,
  reflections: readonly Reflection[],
  task: number,
): readonly ProposedTexts[] {
  const isUnusable = !reflections.some((one) => one.evidence.task === task && one.text !== null);
  const found = proposeExamples(run, state, sampled, isUnusable);
  return found === null ? [] : [found];
}

/** What the reflections on one task propose: one set of texts, or one for each hypothesis about its only component. */
function alternatives(reflections: readonly Reflection[], task: number): readonly ProposedTexts[] {
  const own = reflections.filter((one) => one.evidence.task === task && one.text !== null);
  const [only] = own;
  if (own.length === 1 && only?.hypotheses !== undefined) {
    const { component } = only.evidence;
    return only.hypotheses.map(({ hypothesis, text }) => ({ texts: { [component]: text }, hypothesis }));
  }
  return [{ texts: Object.fromEntries(own.map((one) => [one.evidence.component, one.text!])) }];
}

/** The studio never pays for a text that was paid for before: not its parent's, nor any proposal's. */
function whyDropped(
  state: RunState,
  parent: number,
  proposal: NewProposal,
  siblings: readonly NewProposal[],
): NonNullable<NewProposal["dropped"]> | null {
  const { guards } = state.spec;
  if (Object.keys(proposal.texts).length === 0) return "no-usable-reflection";
  if (guards.dropUnchanged && proposal.hash === state.candidates[parent]!.hash) return "unchanged";
  const isOld = isSeen(state, proposal.hash) || siblings.some((one) => one.hash === proposal.hash);
  return guards.dropSeen && isOld ? "already-seen" : null;
}
