import { For, type JSX, Show, createMemo, createSignal } from "solid-js";

import { hostOf } from "../../../models/host-of.ts";
import type { StudentChoice } from "../../../models/model-choice.ts";
import { modelName } from "../../../models/model-name.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { checkCost, costWords } from "../../../views/result/check-cost.ts";
import type { TestComparison } from "../../../views/result/test-comparison.ts";
import { formatPercent, formatPoints, plural } from "../../../views/words/numbers.ts";
import { shortVerdict } from "../../../views/words/result-words.ts";
import { Button } from "../../kit/button.tsx";
import { Entry } from "../../kit/entry.tsx";
import { ModelSelect } from "../../kit/model-select.tsx";
import { createOfferedModels, type OfferedModel, plainChoice } from "../../state/create-offered-models.ts";
import { createPrices } from "../../state/create-prices.ts";
import { CheckLine } from "./check-line.tsx";
import { checkConcurrency, type Checks, type CheckView } from "./create-checks.ts";

/** Does the prompt help another model too? Seed and winner on the same test rows, by a Student of one's choice. */
export function OtherModels(props: {
  readonly run: RunRow;
  readonly found: TestComparison;
  readonly checks: Checks;
}): JSX.Element {
  const models = createOfferedModels();
  const prices = createPrices();
  const [chosen, setChosen] = createSignal<string>();
  const offered = createMemo(() =>
    models.list().filter(({ choice }) => modelName(choice) !== modelName(props.run.student)),
  );
  const pick = (): OfferedModel | undefined => offered().find(({ key }) => key === chosen()) ?? offered()[0];
  const calls = (): number => props.run.splits.test.length * 2;
  const checks = (): readonly CheckView[] => props.checks.of("other-model");
  const cost = (choice: StudentChoice): string =>
    costWords(
      checkCost(props.checks.measured(), calls(), choice, false, checkConcurrency(choice), prices.own()),
    );
  const start = async (choice: StudentChoice): Promise<void> => {
    await models.allow(choice);
    await props.checks.tryModel(plainChoice(choice));
  };
  return (
    <Entry title="Other models" note="A prompt found with one Student does not always help another." landmark>
      <div class="stack">
        <table class="fold">
          <thead>
            <tr>
              <th>Student</th>
              <th class="right">Seed, c0</th>
              <th class="right">Winner, c{props.found.winner}</th>
              <th class="right">Gain, 95 % interval</th>
              <th>Verdict</th>
            </tr>
          </thead>
          <tbody>
            <ModelRow name={`${modelName(props.run.student)}, the run’s own`} found={props.found} />
            <For each={checks().filter(({ run }) => run.status === "finished")}>
              {(check) => (
                <Show when={check.found} fallback={<FailedRow check={check} />}>
                  {(found) => <ModelRow name={modelName(check.run.student)} found={found()} />}
                </Show>
              )}
            </For>
          </tbody>
        </table>
        <For each={checks()}>
          {(check) => <CheckLine check={check} what={`the try with ${modelName(check.run.student)}`} />}
        </For>
        <p class="row">
          <ModelSelect
            name="Model to try both prompts with"
            models={models}
            list={offered()}
            chosen={pick()}
            onChoose={setChosen}
            what="then try both prompts with it here"
          />
          <Show when={pick()}>
            {(model) => (
              <Button onClick={() => void start(model().choice)}>
                Try both prompts, {plural(calls(), "call")}
              </Button>
            )}
          </Show>
        </p>
        <Show when={pick()}>
          {(model) => (
            <p class="small soft">
              {sentenceCase(cost(model().choice))}.{" "}
              <Show when={model().choice.kind === "remote"}>
                {hostOf((model().choice as { readonly baseUrl: string }).baseUrl)} will see the test
                rows.{" "}
              </Show>
              The sealed rows count as looked at once more.
            </p>
          )}
        </Show>
      </div>
    </Entry>
  );
}

const sentenceCase = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

function ModelRow(props: { readonly name: string; readonly found: TestComparison }): JSX.Element {
  const range = (part: {
    readonly value: number;
    readonly low: number;
    readonly high: number;
  }): JSX.Element => (
    <>
      {formatPercent(part.value)}{" "}
      <span class="soft">
        ({formatPercent(part.low, 0)} to {formatPercent(part.high, 0)})
      </span>
    </>
  );
  return (
    <tr>
      <td>{props.name}</td>
      <td data-l="seed" class="right num">
        {range(props.found.before)}
      </td>
      <td data-l={`c${props.found.winner}`} class="right num">
        {range(props.found.after)}
      </td>
      <td data-l="gain" class="right num">
        {formatPoints(props.found.gain.value)}{" "}
        <span class="soft">
          ({formatPoints(props.found.gain.low)} to {formatPoints(props.found.gain.high)})
        </span>
      </td>
      <td>
        {shortVerdict(props.found)}
        <Show when={props.found.unanswered > 0}>
          <span class="soft">, {plural(props.found.unanswered, "row")} without an answer left out</span>
        </Show>
      </td>
    </tr>
  );
}

/** Every call failed: there is nothing to compare, and the reason is what the reader needs. */
function FailedRow(props: { readonly check: CheckView }): JSX.Element {
  return (
    <tr>
      <td>{modelName(props.check.run.student)}</td>
      <td colSpan={4} class="soft">
        No row was answered for both prompts.
      </td>
    </tr>
  );
}
