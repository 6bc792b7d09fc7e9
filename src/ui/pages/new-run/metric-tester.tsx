import { createEffect, createMemo, createSignal, For, type JSX, on, onCleanup, Show } from "solid-js";
import { unwrap } from "solid-js/store";

import type { Draft } from "../../../setup/draft/draft.ts";
import { problemOfMetrics } from "../../../setup/draft/metric-list.ts";
import { previewExamples } from "../../../setup/draft/preview-examples.ts";
import type { TypedJudgement } from "../../../setup/trial/judge-typed.ts";
import { reasonOf } from "../../../shared/reason-of.ts";
import { modelAsked } from "../../../tasks/metrics/model-asked.ts";
import type { Example } from "../../../tasks/task-spec.ts";
import { rowLine } from "../../../views/run/row-lines.ts";
import { shortened } from "../../../views/texts/shortened.ts";
import { formatScore } from "../../../views/words/numbers.ts";
import { isPass } from "../../../views/words/verdict-words.ts";
import { Button } from "../../kit/button.tsx";
import { PassFail } from "../../kit/pass-fail.tsx";
import { Problem } from "../../kit/problem.tsx";
import { SelectOf } from "../../kit/select-of.tsx";
import { TextArea } from "../../kit/text-field.tsx";
import { createModelTry } from "../../state/create-model-try.ts";
import type { DraftState } from "./create-draft.ts";
import { sandbox } from "./sandbox.ts";

/** Typing settles before anything is judged. */
const settleMs = 250;
/** A list of thousands is no choice; the first of them are typical enough. */
const shownRows = 500;

/** "Type an answer": what the metrics would make of it on one of the rows, and what Reflection would be told. */
export function MetricTester(props: { readonly state: DraftState }): JSX.Element {
  const trial = createModelTry();
  const [at, setAt] = createSignal(0);
  const [typed, setTyped] = createSignal<string>();
  const [found, setFound] = createSignal<TypedJudgement>();
  const [broken, setBroken] = createSignal<string>();
  const draft = () => props.state.draft;
  const examples = createMemo(() => previewExamples(draft()).slice(0, shownRows));
  const example = (): Example | undefined => examples()[at()] ?? examples()[0];
  /** Until something is typed, the right answer: it must score 1, or the metric is not what one thinks. */
  const answer = (): string => typed() ?? Object.values(example()?.expected ?? {})[0] ?? "";
  const asks = (): boolean => draft().metrics.some((metric) => modelAsked(metric) !== undefined);
  const question = createMemo(() =>
    JSON.stringify([example(), answer(), draft().metrics, draft().rows?.roles, draft().rows?.survey?.labels]),
  );
  let latest = 0;
  const judge = async (): Promise<void> => {
    const row = example();
    const now = (latest += 1);
    setFound(undefined);
    setBroken(undefined);
    if (row === undefined || problemOfMetrics(draft()) !== undefined) return;
    try {
      const { judgeTyped } = await import("../../../setup/trial/judge-typed.ts");
      const outcome = await judgeTyped(unwrap(draft() as Draft), row, answer(), trial.ask, sandbox);
      if (now === latest) setFound(outcome);
    } catch (error) {
      if (now === latest) setBroken(reasonOf(error));
    }
  };
  createEffect(
    on(question, () => {
      if (asks()) {
        latest += 1;
        setFound(undefined);
        return;
      }
      const timer = setTimeout(() => void judge(), settleMs);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  return (
    <Show when={examples().length > 0}>
      <div class="tester stack-2">
        <p class="row row--tight">
          <b>Try it on</b>
          <span class="inline-select">
            <SelectOf
              name="Row to try"
              options={numbered(examples())}
              value={String(at())}
              onChoose={(value) => {
                setAt(Number(value));
                setTyped(undefined);
              }}
            />
          </span>
        </p>
        <TextArea
          label="An answer to this row"
          hint="The right answer stands here first; type what a model might say."
          rows={2}
          value={answer()}
          onInput={setTyped}
        />
        <Show when={asks()}>
          <p class="row">
            <Button disabled={trial.isBusy()} onClick={() => void judge()}>
              Ask the judge about this answer
            </Button>
            <span class="small soft">{trial.progress()}</span>
          </p>
        </Show>
        <Problem text={broken()} />
        <Show when={found()}>{(outcome) => <Verdict outcome={outcome()} />}</Show>
      </div>
    </Show>
  );
}

function Verdict(props: { readonly outcome: TypedJudgement }): JSX.Element {
  const judged = () => (props.outcome.kind === "judged" ? props.outcome : undefined);
  return (
    <div class="record" role="status" aria-label="What the metrics say of this answer">
      <Show when={props.outcome.kind === "failed" ? props.outcome : undefined}>
        {(failure) => <p class="small pf--fail">{failure().message}</p>}
      </Show>
      <Show when={judged()}>
        {(one) => (
          <>
            <p class="small">
              <PassFail pass={isPass(one().judgement.score)}>
                score {formatScore(one().judgement.score)}
              </PassFail>{" "}
              <For each={Object.entries(one().judgement.objectiveScores ?? {})}>
                {([name, score]) => (
                  <span class="soft">
                    {" "}
                    {name} {formatScore(score)}
                  </span>
                )}
              </For>
            </p>
            <p class="small soft feedback">{one().judgement.feedback}</p>
            <Show when={one().left.length > 0}>
              <p class="small soft">
                Not counted here, as no program ran: {one().left.join(", ")}. “Try the first prompt” below
                counts everything.
              </p>
            </Show>
          </>
        )}
      </Show>
    </div>
  );
}

const numbered = (rows: readonly Example[]) =>
  rows.map((row, index) => [String(index), `row ${index + 1}: ${shortened(rowLine(row), 60)}`] as const);
