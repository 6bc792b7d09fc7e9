import { createEffect, createMemo, createSignal, For, type JSX, onCleanup, Show, untrack } from "solid-js";

import { mayThink, thinkingOf } from "../../../models/kinds/model-kinds.ts";
import type { StudentChoice } from "../../../models/model-choice.ts";
import { rowFiles } from "../../../platform/import-file.ts";
import type { Draft } from "../../../setup/draft/draft.ts";
import {
  FIRST_LOOK_MS,
  formFinding,
  looksUnasked,
  unfinishedWords,
} from "../../../setup/trial/first-look.ts";
import { setUpOf } from "../../../setup/trial/set-up-of.ts";
import type { TrialCall, TrialEnd, TrialRow } from "../../../setup/trial/try-rows.ts";
import { reasonOf } from "../../../shared/reason-of.ts";
import type { Preflight } from "../../../tasks/preflight/preflight.ts";
import { BeingWritten } from "../../kit/being-written.tsx";
import { Button } from "../../kit/button.tsx";
import { PassFail } from "../../kit/pass-fail.tsx";
import { Problem } from "../../kit/problem.tsx";
import { ProgressLine } from "../../kit/progress-line.tsx";
import { Say } from "../../kit/trouble.tsx";
import { createModelTry } from "../../state/create-model-try.ts";
import { useDatabase } from "../../state/database.tsx";
import type { DraftState } from "./create-draft.ts";
import { sandbox } from "./sandbox.ts";

const FEW = 5;
const MORE = 20;
/** Tokens an answer may have once somebody asks for more than the usual. */
const leastAllowed = 512;

/** The first prompt on some rows before anything is spent: what comes out, why it is right or wrong, what that foretells. */
export function TrialPart(props: {
  readonly state: DraftState;
  readonly onSpeed: (msPerRow: number) => void;
}): JSX.Element {
  const db = useDatabase();
  const trial = createModelTry();
  const [tried, setTried] = createSignal<readonly TrialRow[]>([]);
  const [found, setFound] = createSignal<Preflight>();
  const [problem, setProblem] = createSignal<string>();
  /** The model wrote no answer: all its tokens went before. */
  const [isCut, setIsCut] = createSignal(false);
  const [isBusy, setBusy] = createSignal(false);
  const [row, setRow] = createSignal<{ readonly at: number; readonly of: number }>();
  const [isStopped, setStopped] = createSignal(false);
  const [end, setEnd] = createSignal<TrialEnd>("all");
  const setUp = createMemo(() => setUpOf(props.state.draft));
  const [triedSetUp, setTriedSetUp] = createSignal("");
  const tools = { ask: trial.ask, stop: trial.stop, files: rowFiles, sandbox };
  /** What nobody asked for has a limit; what a person asks for, a person stops. */
  const run = async (count: number, limitMs?: number): Promise<void> => {
    setTriedSetUp(setUp());
    setProblem(undefined);
    setIsCut(false);
    setFound(undefined);
    setTried([]);
    setRow(undefined);
    setStopped(false);
    setEnd("all");
    setBusy(true);
    try {
      const { tryRows } = await import("../../../setup/trial/try-rows.ts");
      const outcome = await tryRows(db, props.state.draft, count, tools, {
        limitMs,
        onBegin: (at, of) => setRow({ at, of }),
        onRows: (rows) => setTried(rows),
        isStopped,
      });
      if (outcome.kind === "failed") {
        setProblem(outcome.message);
        setIsCut(outcome.error === "cut-before-answer");
      } else {
        const { preflight } = outcome;
        if (preflight) props.onSpeed(preflight.secondsPerRow * 1000);
        setFound(preflight);
        setEnd(outcome.end);
      }
    } catch (error) {
      setProblem(`The trial could not go on: ${reasonOf(error)}`);
    } finally {
      setBusy(false);
    }
  };
  const canThinkLess = (): boolean => {
    const { student } = props.state.draft;
    return mayThink(student) && thinkingOf(student) !== "off";
  };
  const thinkLess = (): void =>
    props.state.set("student", { ...props.state.draft.student, thinking: "off" } as StudentChoice);
  const allowMore = (): void => {
    const { options } = props.state.draft;
    props.state.set("options", { ...options, maxTokens: Math.max(leastAllowed, options.maxTokens * 4) });
  };
  const mend = (change: () => void): void => {
    change();
    void run(FEW);
  };
  const lookAgain = (change: Partial<Draft>): void => {
    props.state.setParts(change);
    void run(MORE, FIRST_LOOK_MS);
  };
  const stop = (): void => {
    setStopped(true);
    void trial.stop();
  };
  /** "Row 3 of 20: Asking small". */
  const doing = (): string => {
    const now = row();
    const asked = trial.progress() ?? "Judging the answer";
    return now === undefined ? (trial.progress() ?? "Getting ready") : `Row ${now.at} of ${now.of}: ${asked}`;
  };
  const right = (): number => tried().filter((row) => row.score === 1).length;
  const finding = createMemo(() => formFinding(props.state.draft, tried()));
  // Once for each file: whoever stopped it, changed something or came back to it asks again.
  let looked = untrack(() => (props.state.draft.rows?.survey ? props.state.draft.rows.file : undefined));
  createEffect(() => {
    const { draft } = props.state;
    if (draft.rows?.file === looked || !looksUnasked(draft) || untrack(isBusy)) return;
    looked = draft.rows?.file;
    void untrack(() => run(MORE, FIRST_LOOK_MS));
  });
  onCleanup(() => isBusy() && stop());
  const isBlocked = (): boolean => isBusy() || trial.isBusy() || props.state.obstacle() !== undefined;
  return (
    <div class="stack-2">
      <h3>Try the first prompt</h3>
      <p class="note">
        Shows what the Student makes of a row and what Reflection would be told; twenty rows also say whether
        there is anything to learn, and how large a minibatch should be.
      </p>
      <p class="row">
        <Button disabled={isBlocked()} onClick={() => void run(FEW)}>
          Try it on {FEW} rows
        </Button>
        <Button disabled={isBlocked()} onClick={() => void run(MORE)}>
          Measure on {MORE} rows
        </Button>
        <Show when={isBusy()}>
          <ProgressLine text={isStopped() ? "Stopping" : doing()} />
          <Button bare onClick={stop} disabled={isStopped()}>
            Stop the trial
          </Button>
        </Show>
      </p>
      <Show when={!isBusy() && unfinishedWords(end(), tried().length, row()?.of ?? MORE)}>
        {(words) => <p class="small">{words()}</p>}
      </Show>
      <Show when={isBusy()}>
        <BeingWritten by="The Student" text={trial.written()} />
      </Show>
      <Problem text={problem()} />
      <Show when={isCut() && !isBusy()}>
        <p class="row">
          <Show when={canThinkLess()}>
            <Button onClick={() => mend(thinkLess)}>Turn its thinking off and try again</Button>
          </Show>
          <Button onClick={() => mend(allowMore)}>Allow longer answers and try again</Button>
        </p>
      </Show>
      <Show when={tried().length > 0}>
        <Show when={triedSetUp() !== setUp()}>
          <Say tone="warn">
            This was tried before you changed the prompt, the rows, the metric or the model. Try it again.
          </Say>
        </Show>
        <p role="status">
          {right()} of {tried().length} right. {finding()?.words}
        </p>
        <Show when={!isBusy() && triedSetUp() === setUp() && finding()?.mend}>
          {(mending) => (
            <Button main onClick={() => lookAgain(mending().change)}>
              {mending().words}
            </Button>
          )}
        </Show>
        <Show when={found()}>{(result) => <Findings found={result()} />}</Show>
        <ul class="stack-2">
          <For each={tried().slice(0, FEW)}>
            {(row) => (
              <li class="record" classList={{ "is-pass": row.score === 1, "is-fail": row.score < 1 }}>
                <p class="q">{row.input}</p>
                <p class="small">
                  <code>{row.output || "(empty)"}</code>{" "}
                  <PassFail pass={row.score === 1}>
                    {row.score === 1
                      ? "right"
                      : row.expected === ""
                        ? row.score.toFixed(2)
                        : `expected ${row.expected}`}
                  </PassFail>
                </p>
                <p class="small soft feedback">{row.feedback}</p>
                <TrialCalls calls={row.calls} />
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
}

/** Each call of a row: what the model was shown, and what it said. */
function TrialCalls(props: { readonly calls: readonly TrialCall[] }): JSX.Element {
  return (
    <Show when={props.calls.length > 0}>
      <details>
        <summary>
          {props.calls.length === 1
            ? "What was asked and answered"
            : `All ${props.calls.length} requests: ${props.calls.map((call) => call.prompt).join(", ")}`}
        </summary>
        <For each={props.calls}>
          {(call) => (
            <div class="trial-call">
              <Show when={props.calls.length > 1}>
                <b class="small">{call.prompt}</b>
              </Show>
              <For each={call.messages}>
                {(message) => (
                  <pre class="sunk">
                    <span class="soft">{message.role}: </span>
                    {message.content}
                  </pre>
                )}
              </For>
              <pre class="sunk">
                <span class="soft">answer: </span>
                {call.completion}
              </pre>
              <Problem text={call.error} />
            </div>
          )}
        </For>
      </details>
    </Show>
  );
}

function Findings(props: { readonly found: Preflight }): JSX.Element {
  return (
    <Say tone={props.found.verdict === "go" ? "plain" : "warn"}>
      <ul>
        <For each={props.found.findings}>{(text) => <li>{text}</li>}</For>
      </ul>
    </Say>
  );
}
