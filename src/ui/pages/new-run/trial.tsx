import { For, type JSX, Show } from "solid-js";

import { FIRST_LOOK_MS } from "../../../setup/trial/first-look.ts";
import type { TrialCall, TrialRow } from "../../../setup/trial/try-rows.ts";
import type { Preflight } from "../../../tasks/preflight/preflight.ts";
import { isPass } from "../../../views/words/verdict-words.ts";
import { BeingWritten } from "../../kit/being-written.tsx";
import { Button } from "../../kit/button.tsx";
import { Problem } from "../../kit/problem.tsx";
import { ProgressLine } from "../../kit/progress-line.tsx";
import { Say } from "../../kit/trouble.tsx";
import { Judged, Verdict } from "../../kit/verdict.tsx";
import type { DraftState } from "./create-draft.ts";
import { createTrial, FEW, MORE } from "./create-trial.ts";

type Trial = ReturnType<typeof createTrial>;

interface TrialPartProps {
  readonly state: DraftState;
  readonly onSpeed: (msPerRow: number) => void;
}

/** The first prompt on some rows before anything is spent: what comes out, why it is right or wrong, what that foretells. */
export function TrialPart(props: TrialPartProps): JSX.Element {
  // The draft of a page is one for as long as the page stands.
  // eslint-disable-next-line solid/reactivity
  const trial = createTrial(props.state, props.onSpeed);
  return (
    <div class="stack-2">
      <h3>Try the first prompt</h3>
      <p class="note">
        Shows what the Student makes of a row and what Reflection would be told; twenty rows also say whether
        there is anything to learn, and how large a minibatch should be.
      </p>
      <p class="row">
        <Button disabled={trial.isBlocked()} onClick={() => void trial.run(FEW)}>
          Try it on {FEW} rows
        </Button>
        <Button disabled={trial.isBlocked()} onClick={() => void trial.run(MORE)}>
          Measure on {MORE} rows
        </Button>
        <Show when={trial.isBusy()}>
          <ProgressLine text={trial.doing()} />
          <Button bare onClick={trial.stop} disabled={trial.isStopped()}>
            Stop the trial
          </Button>
        </Show>
      </p>
      <Show when={trial.unfinished()}>{(words) => <p class="small">{words()}</p>}</Show>
      <Show when={trial.isBusy()}>
        <BeingWritten by="The Student" text={trial.written()} />
      </Show>
      <Problem text={trial.problem()} />
      <Show when={trial.mends().length > 0}>
        <p class="row">
          <For each={trial.mends()}>
            {(mend) => <Button onClick={() => trial.mend(mend, FEW)}>{mend.words}</Button>}
          </For>
        </p>
      </Show>
      <Show when={trial.rows().length > 0}>
        <Tried trial={trial} />
      </Show>
    </div>
  );
}

/** How many came out right, what that foretells, and the first rows themselves. */
function Tried(props: { readonly trial: Trial }): JSX.Element {
  const right = (): number => props.trial.rows().filter(({ score }) => isPass(score)).length;
  return (
    <>
      <Show when={props.trial.isOutdated()}>
        <Say tone="warn">
          This was tried before you changed the prompt, the rows, the metric or the model. Try it again.
        </Say>
      </Show>
      <p role="status">
        {right()} of {props.trial.rows().length} right. {props.trial.form()?.words}
      </p>
      <Show when={!props.trial.isBusy() && !props.trial.isOutdated() && props.trial.form()?.mend}>
        {(mending) => (
          <Button main onClick={() => props.trial.mend(mending(), MORE, FIRST_LOOK_MS)}>
            {mending().words}
          </Button>
        )}
      </Show>
      <Show when={props.trial.found()}>{(result) => <Findings found={result()} />}</Show>
      <ul class="stack-2">
        <For each={props.trial.rows().slice(0, FEW)}>
          {(row) => (
            <li>
              <TriedRow row={row} />
            </li>
          )}
        </For>
      </ul>
    </>
  );
}

function TriedRow(props: { readonly row: TrialRow }): JSX.Element {
  return (
    <Judged pass={isPass(props.row.score)}>
      <p class="q">{props.row.input}</p>
      <p class="small">
        <code>{props.row.output || "(empty)"}</code>{" "}
        <Verdict score={props.row.score} expected={props.row.expected} />
      </p>
      <p class="small soft feedback">{props.row.feedback}</p>
      <TrialCalls calls={props.row.calls} />
    </Judged>
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
