import { For, type JSX, Show, createMemo } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { readRollout, readTrajectory } from "../../../storage/read/rollouts.ts";
import type { RolloutRow } from "../../../storage/rows.ts";
import type { TrajectoryStep } from "../../../tasks/task.ts";
import { candidateOf } from "../../../views/run/rollout-owners.ts";
import { expectedLine, rowLine } from "../../../views/run/row-lines.ts";
import { latencyWords } from "../../../views/words/latency-words.ts";
import { formatCount, plural } from "../../../views/words/numbers.ts";
import {
  finishWords,
  isPassed,
  purposeWords,
  rolloutFacts,
  scoreWords,
} from "../../../views/words/rollout-words.ts";
import { Button } from "../../kit/button.tsx";
import { FactBox } from "../../kit/facts.tsx";
import { PassFail } from "../../kit/pass-fail.tsx";
import { Waiting } from "../../kit/progress-line.tsx";
import { Judged } from "../../kit/verdict.tsx";
import { Words } from "../../kit/words.tsx";
import { createLive } from "../../state/create-live.ts";
import { CandidateLabel } from "./candidate-label.tsx";
import type { RunRows } from "./create-run-rows.ts";
import { MarkAnswer } from "./mark-answer.tsx";
import { StepTimes } from "./step-times.tsx";

interface RolloutDetailProps {
  readonly runId: string;
  readonly state: RunState;
  readonly rows: RunRows;
  readonly callIndex: number | undefined;
  /** Only this module's calls; empty for all. */
  readonly module?: string;
  readonly onStep: (step: number) => void;
  /** What the run's judges are worth so far, shown beside the marks; absent where no model judges. */
  readonly judges?: JSX.Element;
}

/** One rollout whole: the row, the verdict and why, and every message of every module call. */
export function RolloutDetail(props: RolloutDetailProps): JSX.Element {
  const found = createLive(
    () => (props.callIndex === undefined ? undefined : { id: props.runId, call: props.callIndex }),
    async (db, { id, call }) => ({
      row: (await readRollout(db, id, call)) ?? null,
      steps: (await readTrajectory(db, id, call))?.trajectory ?? [],
    }),
  );
  return (
    <Show
      when={props.callIndex !== undefined}
      fallback={<p class="soft">Choose a rollout on the left to read every message of it.</p>}
    >
      <Show when={found.value()} fallback={<Waiting what="Reading the rollout" />}>
        {(read) => (
          <Show
            when={read().row}
            fallback={<p class="soft">Call {props.callIndex} has no stored answer: it is still under way.</p>}
          >
            {(row) => <Detail {...props} row={row()} steps={read().steps} />}
          </Show>
        )}
      </Show>
    </Show>
  );
}

type DetailProps = RolloutDetailProps & {
  readonly row: RolloutRow;
  readonly steps: readonly TrajectoryStep[];
};

function Detail(props: DetailProps): JSX.Element {
  return (
    <article class="stack-5">
      <Head {...props} />
      <StepTimes steps={props.steps} />
      <Judged pass={isPassed(props.row)}>
        <h2 class="h3">{props.row.outcome.kind === "failed" ? "What failed" : "Feedback from the metric"}</h2>
        <Words
          text={
            props.row.outcome.kind === "failed"
              ? props.row.outcome.message
              : props.row.feedback || "The metric gave a score and no words."
          }
        />
        <Remarks state={props.state} rows={props.rows} row={props.row} />
        <Show when={props.row.outcome.kind === "scored"}>
          <MarkAnswer row={props.row} judges={props.judges} />
        </Show>
      </Judged>
      <For each={props.steps}>
        {(step, index) => (
          <Show when={(props.module ?? "") === "" || step.module === props.module}>
            <Step step={step} number={index() + 1} />
          </Show>
        )}
      </For>
      <Show when={props.steps.length === 0}>
        <p class="soft small">No messages were kept of this rollout.</p>
      </Show>
    </article>
  );
}

/** Who was tried on which row and what for, the ways to the rollouts around it, and its figures. */
function Head(props: DetailProps): JSX.Element {
  const example = createMemo(() => props.rows.byId(props.row.exampleId));
  const candidate = (): number | undefined => candidateOf(props.state, props.row);
  return (
    <header class="stack-2">
      <div class="row">
        <p class="small">
          <Show when={candidate() !== undefined} fallback="A proposal that was not kept">
            <CandidateLabel state={props.state} index={candidate() ?? 0} />
          </Show>{" "}
          <span class="soft">
            {purposeWords(props.row.purpose)}, no. {formatCount(props.row.callIndex)}
          </span>
        </p>
        <span class="push row row--tight">
          <Button bare onClick={() => props.onStep(-1)}>
            ↑ <kbd>K</kbd> <span class="vh">The one before</span>
          </Button>
          <Button bare onClick={() => props.onStep(1)}>
            ↓ <kbd>J</kbd> <span class="vh">The next one</span>
          </Button>
        </span>
      </div>
      <Show when={example()?.drafted}>
        {(by) => <p class="small soft">This row was drafted by {by()} and let in by a person.</p>}
      </Show>
      <h1>{rowLine(example()) || `Row ${props.row.exampleId}`}</h1>
      <dl class="facts">
        <FactBox term="Score">
          <PassFail pass={isPassed(props.row)}>{scoreWords(props.row)}</PassFail>
        </FactBox>
        <For each={rolloutFacts(props.row, expectedLine(example()))}>
          {([term, text]) => <FactBox term={term}>{text}</FactBox>}
        </For>
      </dl>
    </header>
  );
}

/** What people said of this row in the middle of the run; it stands in the journal. */
function Remarks(props: {
  readonly state: RunState;
  readonly rows: RunRows;
  readonly row: RolloutRow;
}): JSX.Element {
  const position = (): number => props.rows.positionOf("feedback", props.row.exampleId);
  const said = () => props.state.feedback.filter((remark) => remark.example === position());
  return (
    <Show when={said().length > 0}>
      <div class="small">
        <p class="soft">In the journal, for every reflection that reads this row from then on:</p>
        <For each={said()}>{(remark) => <p class="q">{remark.text}</p>}</For>
      </div>
    </Show>
  );
}

const roles = { system: "System", user: "User", assistant: "Assistant" } as const;
const from = { system: "the candidate’s text", user: "the row", assistant: "" } as const;

function Step(props: { readonly step: TrajectoryStep; readonly number: number }): JSX.Element {
  return (
    <section class="module">
      <header>
        <span class="stepno">{props.number}</span>
        <h2 class="h3">{props.step.module}</h2>
        <span class="small soft">
          component <code>{props.step.component}</code>
        </span>
        <span class="push">
          <PassFail pass={props.step.error === undefined}>
            {props.step.error ?? finishWords(props.step.finishReason)}
          </PassFail>
        </span>
      </header>
      <For each={props.step.messages}>
        {(message) => (
          <div class="turn">
            <div class="who">
              <b>{roles[message.role]}</b>
              {from[message.role]}
            </div>
            <Words text={message.content} />
          </div>
        )}
      </For>
      <div class="turn">
        <div class="who">
          <b>Student</b>
          {latencyWords(props.step.latencyMs)}
          <Show when={props.step.usage.completionTokens !== undefined}>
            , {plural(props.step.usage.completionTokens ?? 0, "token")}
          </Show>
        </div>
        <div class="stack-2">
          <Words text={props.step.completion === "" ? "(nothing)" : props.step.completion} />
          <Show when={props.step.reasoning}>
            <details>
              <summary class="small soft">Its thinking, which is never used as an answer</summary>
              <pre class="sunk exact">{props.step.reasoning}</pre>
            </details>
          </Show>
        </div>
      </div>
      <For each={props.step.toolResults ?? []}>
        {(result) => (
          <pre class="sunk exact">
            {result.tool}({result.input}){"\n"}
            {result.output}
          </pre>
        )}
      </For>
    </section>
  );
}
