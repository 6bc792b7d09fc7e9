import { For, type JSX, Show, createMemo, createSignal } from "solid-js";

import {
  type EvaluatedRow,
  type ProposalEntry,
  type ReflectionAttempt,
  type RunState,
} from "../../../engine/index.ts";
import { readReflection } from "../../../storage/read/reflections.ts";
import { rolloutsByCall } from "../../../storage/read/rollouts.ts";
import type { RolloutRow } from "../../../storage/rows.ts";
import { expectedLine, rowLine } from "../../../views/run/row-lines.ts";
import { answerText, attemptWords } from "../../../views/words/attempt-words.ts";
import { latencyWords } from "../../../views/words/latency-words.ts";
import { plural } from "../../../views/words/numbers.ts";
import { proposalHeading } from "../../../views/words/rollout-words.ts";
import { isPassedRow, rowVerdict } from "../../../views/words/verdict-words.ts";
import { proposalOf, unaskedWords } from "../../../views/words/why-words.ts";
import { Button } from "../../kit/button.tsx";
import { PassFail } from "../../kit/pass-fail.tsx";
import { Waiting } from "../../kit/progress-line.tsx";
import { Judged } from "../../kit/verdict.tsx";
import { Words } from "../../kit/words.tsx";
import { createLive } from "../../state/create-live.ts";
import type { RunRows } from "./create-run-rows.ts";

interface ConversationProps {
  readonly runId: string;
  readonly state: RunState;
  readonly rows: RunRows;
  readonly index: number;
  readonly onOpenCall: (callIndex: number) => void;
}

/** The reflection that made a candidate: the records the model was shown, and what it wrote. */
export function Conversation(props: ConversationProps): JSX.Element {
  const proposal = createMemo(() => proposalOf(props.state, props.state.candidates[props.index]));
  return (
    <Show when={proposal()}>
      {(found) => (
        <div>
          <h3>{proposalHeading(found())}</h3>
          <Show
            when={unaskedWords(found())}
            fallback={<ProposalConversation {...props} proposal={found()} />}
          >
            {(words) => <p class="small soft">{words()}</p>}
          </Show>
        </div>
      )}
    </Show>
  );
}

/** One proposal's conversation; used for candidates and for proposals that were dropped. */
export function ProposalConversation(
  props: Omit<ConversationProps, "index"> & { readonly proposal: ProposalEntry },
): JSX.Element {
  const shown = createMemo(() => {
    const wanted = new Set(props.proposal.reflections.flatMap((reflection) => reflection.rows));
    return props.proposal.parentRows.filter((row) => wanted.size === 0 || wanted.has(row.example));
  });
  const rollouts = createLive(
    () => ({ id: props.runId, calls: shown().map((row) => row.callIndex) }),
    (db, { id, calls }) => rolloutsByCall(db, id, calls),
  );
  const tokens = (): number =>
    props.proposal.reflections.reduce((sum, reflection) => sum + reflection.promptTokens, 0);
  return (
    <>
      <div class="turn">
        <div class="who">
          <b>Shown</b>
          <Show when={tokens() > 0}>about {plural(tokens(), "token")}</Show>
        </div>
        <div>
          <Show when={rollouts.value()} fallback={<Waiting what="Reading what it was shown" />}>
            {(read) => <Records {...props} shown={shown()} rollouts={read()} />}
          </Show>
        </div>
      </div>
      <For each={props.proposal.reflections}>
        {(reflection) => (
          <For each={reflection.attempts}>
            {(attempt) => (
              <Answer
                runId={props.runId}
                attempt={attempt}
                component={reflection.component}
                several={props.proposal.reflections.length > 1}
              />
            )}
          </For>
        )}
      </For>
    </>
  );
}

function Records(props: {
  readonly rows: RunRows;
  readonly shown: readonly EvaluatedRow[];
  readonly rollouts: ReadonlyMap<number, RolloutRow>;
  readonly onOpenCall: (callIndex: number) => void;
}): JSX.Element {
  const [all, setAll] = createSignal(false);
  const failed = createMemo(() => props.shown.filter((row) => !isPassedRow(row)));
  const passed = createMemo(() => props.shown.filter(isPassedRow));
  const listed = createMemo(() => (all() || failed().length === 0 ? [...failed(), ...passed()] : failed()));
  return (
    <>
      <For each={listed()}>
        {(row) => <Record {...props} row={row} rollout={props.rollouts.get(row.callIndex)} />}
      </For>
      <Show when={!all() && failed().length > 0 && passed().length > 0}>
        <p class="small">
          <Button link onClick={() => setAll(true)}>
            {passed().length} more, all passed
          </Button>
        </p>
      </Show>
    </>
  );
}

/** A row the model was shown, with what was answered and what was said of it. */
function Record(props: {
  readonly rows: RunRows;
  readonly row: EvaluatedRow;
  readonly rollout: RolloutRow | undefined;
  readonly onOpenCall: (callIndex: number) => void;
}): JSX.Element {
  const example = () => props.rows.at("feedback", props.row.example);
  return (
    <Judged pass={isPassedRow(props.row)}>
      <p class="q">{rowLine(example()) === "" ? `Row ${props.row.example}` : `“${rowLine(example())}”`}</p>
      <p class="small">
        <Button link class="mono" onClick={() => props.onOpenCall(props.row.callIndex)}>
          {props.rollout?.output.trim() || "no output"}
        </Button>{" "}
        <PassFail pass={isPassedRow(props.row)}>{rowVerdict(props.row, expectedLine(example()))}</PassFail>
      </p>
      <Show when={props.rollout?.feedback}>{(feedback) => <p class="note">{feedback()}</p>}</Show>
    </Judged>
  );
}

function Answer(props: {
  readonly runId: string;
  readonly attempt: ReflectionAttempt;
  readonly component: string;
  readonly several: boolean;
}): JSX.Element {
  const [exact, setExact] = createSignal(false);
  const reflection = createLive(
    () => ({ id: props.runId, call: props.attempt.callIndex }),
    async (db, { id, call }) => (await readReflection(db, id, call)) ?? null,
  );
  const text = createMemo(() => answerText(reflection.value() ?? undefined));
  return (
    <div class="turn">
      <div class="who">
        <b>{reflection.value()?.by ?? "Reflection"}</b>
        <Show when={reflection.value()}>{(found) => <>wrote, {latencyWords(found().latencyMs)}</>}</Show>
        <Show when={props.several}>
          <br />
          <code>{props.component}</code>
        </Show>
      </div>
      <div class="stack-2">
        <Show when={props.attempt.outcome === "causes-named"}>
          <p class="small soft">
            The first of two steps: why it failed. The prompt comes with the next answer.
          </p>
        </Show>
        <Show when={props.attempt.outcome !== "used" && props.attempt.outcome !== "causes-named"}>
          <p class="small">
            <PassFail pass={false}>
              not used: the answer {attemptWords(props.attempt.outcome)}
              {props.attempt.detail === undefined ? "" : ` (${props.attempt.detail})`}
            </PassFail>
          </p>
        </Show>
        <Show
          when={text()}
          fallback={
            <p class="small soft">
              {reflection.value() === null ? "The answer is not stored here." : "Reading the answer."}
            </p>
          }
        >
          {(answer) => <Words text={answer()} size="s" />}
        </Show>
        <Show when={reflection.value()?.prompt}>
          <p class="small">
            <Button link expanded={exact()} onClick={() => setExact(!exact())}>
              {exact() ? "Hide the prompt" : "The prompt exactly as sent"}
            </Button>
          </p>
          <Show when={exact()}>
            <pre class="sunk exact" tabindex={0}>
              {reflection.value()?.prompt}
            </pre>
          </Show>
        </Show>
      </div>
    </div>
  );
}
