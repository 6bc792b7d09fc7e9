import { For, type JSX, Show, createMemo, createSignal } from "solid-js";

import { hostOf } from "../../../models/host-of.ts";
import { callsAtOnce } from "../../../models/kinds/model-kinds.ts";
import { isEndpoint, type StudentChoice } from "../../../models/model-choice.ts";
import { modelName } from "../../../models/model-name.ts";
import type { CheckView } from "../../../setup/result/checks.ts";
import { plainCopy } from "../../../shared/json.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { requestsPerRollout } from "../../../tasks/requests-per-rollout.ts";
import { checkCost, costWords } from "../../../views/result/check-cost.ts";
import type { TestComparison } from "../../../views/result/test-comparison.ts";
import { plural } from "../../../views/words/numbers.ts";
import { tryVerdict } from "../../../views/words/result-words.ts";
import { sentenceCase } from "../../../views/words/sentences.ts";
import { DataTable, figures } from "../../kit/data-table.tsx";
import { DeedButton } from "../../kit/deed-button.tsx";
import { Entry } from "../../kit/entry.tsx";
import { ModelSelect } from "../../kit/model-select.tsx";
import { createOfferedModels, type OfferedModel } from "../../state/create-offered-models.ts";
import { createPrices } from "../../state/create-prices.ts";
import { CheckLine } from "./check-line.tsx";
import type { Checks } from "./create-checks.ts";
import { Gain, Share } from "./figures.tsx";

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
  const calls = (): number =>
    props.run.splits.test.length * 2 * Math.max(1, requestsPerRollout(props.run.task));
  const checks = (): readonly CheckView[] => props.checks.of("other-model");
  const tries = (): readonly Try[] => [
    { name: `${modelName(props.run.student)}, the run’s own`, found: props.found },
    ...checks()
      .filter(({ run }) => run.status === "finished")
      .map(({ run, found }) => ({ name: modelName(run.student), found })),
  ];
  const cost = (choice: StudentChoice): string =>
    costWords(checkCost(props.checks.measured(), calls(), choice, false, callsAtOnce(choice), prices.own()));
  const start = async (choice: StudentChoice): Promise<void> => {
    await models.allow(choice);
    await props.checks.tryModel(plainCopy(choice));
  };
  return (
    <Entry title="Other models" note="A prompt found with one Student does not always help another." landmark>
      <div class="stack">
        <Tries tries={tries()} winner={props.found.winner} />
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
              <DeedButton failed="The try could not be started" deed={() => start(model().choice)}>
                Try both prompts, {plural(calls(), "request")}
              </DeedButton>
            )}
          </Show>
        </p>
        <Show when={pick()}>
          {(model) => (
            <p class="small soft">
              {sentenceCase(cost(model().choice))}.{" "}
              <Show when={isEndpoint(model().choice)}>
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

interface Try {
  readonly name: string;
  readonly found: TestComparison | undefined;
}

/** What each Student made of both prompts. */
function Tries(props: { readonly tries: readonly Try[]; readonly winner: number }): JSX.Element {
  return (
    <DataTable
      rows={props.tries}
      columns={[
        { title: "Student", cell: ({ name }) => name },
        figures<Try>("Seed, c0", (line) => line.found && <Share part={line.found.before} />, "seed"),
        figures<Try>(
          `Winner, c${props.winner}`,
          (line) => line.found && <Share part={line.found.after} />,
          `c${props.winner}`,
        ),
        figures<Try>("Gain, 95 % interval", (line) => line.found && <Gain gain={line.found.gain} />, "gain"),
        { title: "Verdict", cell: ({ found }) => tryVerdict(found) },
      ]}
    />
  );
}
