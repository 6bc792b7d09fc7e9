import { createSignal, type JSX, onMount, Show } from "solid-js";

import { modelName } from "../../../models/model-name.ts";
import { optionFields } from "../../../setup/draft/draft-options.ts";
import { betterModels } from "../../../setup/draft/offered-models.ts";
import { draftHosts, promiseWords } from "../../../setup/forecast/draft-words.ts";
import { budgetUnitOf, requestsPerRowOf } from "../../../setup/forecast/estimate.ts";
import { paceOf } from "../../../setup/forecast/pace.ts";
import { plural } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { Entry } from "../../kit/entry.tsx";
import { Waiting } from "../../kit/progress-line.tsx";
import { createCommands } from "../../state/commands.tsx";
import { createEndpoints } from "../../state/create-endpoints.ts";
import { createLocalModels } from "../../state/create-local-models.ts";
import { createPriceConsent } from "../../state/create-price-consent.ts";
import { BudgetStep } from "./budget-step.tsx";
import { createDraft, type DraftState } from "./create-draft.ts";
import { GoesOnNote } from "./goes-on-note.tsx";
import { ModelsStep } from "./models-step.tsx";
import { OptionsPanel } from "./options-panel.tsx";
import { TaskStep } from "./task-step.tsx";

const optionsId = "all-options";

/** Three questions, each already answered: task, models, budget. Start is always one click away. */
export function NewRunPage(): JSX.Element {
  const endpoints = createEndpoints();
  const state = createDraft(endpoints);
  const locals = createLocalModels();
  onMount(() => void locals.refresh().catch(() => undefined));
  const [showsOptions, setShowsOptions] = createSignal(false);
  const [speed, setSpeed] = createSignal<{ readonly model: string; readonly msPerRow: number }>();
  const draft = () => state.draft;
  const pace = () => paceOf(draft().student, speed(), locals, requestsPerRowOf(draft()).student);
  const noteSpeed = (msPerRow: number): void =>
    void setSpeed({ model: modelName(draft().student), msPerRow });
  const showOptions = (): void => {
    setShowsOptions(!showsOptions());
    if (showsOptions()) document.getElementById(optionsId)?.scrollIntoView({ block: "start" });
  };
  const mayStart = createPriceConsent();
  const start = async (): Promise<void> => {
    if (await mayStart(draft())) await state.start();
  };
  createCommands(() => [
    {
      id: "start run",
      title: "Start the run",
      group: "New run",
      key: "Mod+Enter",
      when: () => state.isReady() && state.obstacle() === undefined,
      run: () => void start(),
    },
    { id: "all options", title: "All options of the run", group: "New run", key: "o", run: showOptions },
  ]);
  return (
    <Show when={state.isReady()} fallback={<Waiting what="Looking for the draft you left here" />}>
      <main class="page new-run">
        <Questions state={state} />
        <Entry step={1} title="The task" note="Rows with the right answer, and the prompt you have now.">
          <TaskStep state={state} onSpeed={noteSpeed} />
        </Entry>
        <Entry
          step={2}
          title="The models"
          note="The Student answers every row. Reflection reads and rewrites, a few requests in a hundred."
        >
          <ModelsStep state={state} endpoints={endpoints} locals={locals} />
        </Entry>
        <Entry step={3} title="The budget">
          <BudgetStep state={state} hosts={draftHosts(draft())} pace={pace()} onSpeed={noteSpeed} />
        </Entry>
        <Entry
          id={optionsId}
          hidden={!showsOptions()}
          title="All options"
          note="Each with what it does. Nothing here needs to be touched."
        >
          <Show when={showsOptions()}>
            <OptionsPanel state={state} />
          </Show>
        </Entry>
      </main>
      <Dock
        state={state}
        better={betterModels(draft(), endpoints.list())}
        showsOptions={showsOptions()}
        onOptions={showOptions}
        onStart={() => void start()}
      />
    </Show>
  );
}

function Questions(props: { readonly state: DraftState }): JSX.Element {
  return (
    <Entry
      first
      title="New run"
      note="Three questions. Each has an answer already; change what you like."
      margin={
        <Show when={props.state.isTouched()}>
          <p class="small">
            What you set here is kept when you leave.{" "}
            <Button link onClick={() => props.state.startAfresh()}>
              Clear the draft
            </Button>
          </p>
        </Show>
      }
    >
      <div class="stack">
        <h1 class="huge">What should be improved?</h1>
        <GoesOnNote state={props.state} />
      </div>
    </Entry>
  );
}

/** The run in a line, what stands in its way, and its start; always in reach. */
function Dock(props: {
  readonly state: DraftState;
  readonly better: ReturnType<typeof betterModels>;
  readonly showsOptions: boolean;
  readonly onOptions: () => void;
  readonly onStart: () => void;
}): JSX.Element {
  const draft = () => props.state.draft;
  return (
    <div class="dock" role="region" aria-label="Start">
      <div class="row">
        <p class="small">
          <b>{draft().name}</b>, {modelName(draft().student)}, {modelName(draft().reflection)},{" "}
          {plural(draft().requests, budgetUnitOf(draft()))}. <span class="soft">{promiseWords(draft())}</span>
          <Show when={props.better}>
            {(models) => (
              <>
                {" "}
                <Button link onClick={() => props.state.setParts({ ...models() })}>
                  Use {modelName(models().student)}
                </Button>
              </>
            )}
          </Show>
          <Show when={props.state.obstacle()}>{(text) => <span class="pf--fail"> {text()}</span>}</Show>
          <Show when={props.state.startProblem()}>
            {(text) => (
              <span class="pf--fail" role="alert">
                {" "}
                {text()}
              </span>
            )}
          </Show>
        </p>
        <span class="push row">
          <Button bare expanded={props.showsOptions} controls={optionsId} onClick={() => props.onOptions()}>
            {props.showsOptions ? "Hide the options" : `All ${optionFields.length} options`}
          </Button>
          <Button
            main
            big
            disabled={props.state.obstacle() !== undefined || props.state.doing() !== undefined}
            onClick={() => props.onStart()}
          >
            {props.state.doing() ?? "Start the run"}
          </Button>
        </span>
      </div>
    </div>
  );
}
