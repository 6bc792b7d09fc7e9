import { createSignal, type JSX, onMount, Show } from "solid-js";

import { hostOf } from "../../../models/host-of.ts";
import { isEndpoint, type ModelChoice } from "../../../models/model-choice.ts";
import { modelName } from "../../../models/model-name.ts";
import { optionFields } from "../../../setup/draft/draft-options.ts";
import { budgetUnitOf, estimateSeconds, requestsPerRowOf } from "../../../setup/forecast/estimate.ts";
import { paceOf } from "../../../setup/forecast/pace.ts";
import { formatDuration, plural } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { Waiting } from "../../kit/progress-line.tsx";
import { useCommands } from "../../state/commands.tsx";
import { createEndpoints } from "../../state/create-endpoints.ts";
import { createLocalModels } from "../../state/create-local-models.ts";
import { createPriceConsent } from "../../state/create-price-consent.ts";
import { BudgetStep } from "./budget-step.tsx";
import { createDraft } from "./create-draft.ts";
import { GoesOnNote } from "./goes-on-note.tsx";
import { ModelsStep } from "./models-step.tsx";
import { OptionsPanel } from "./options-panel.tsx";
import { TaskStep } from "./task-step.tsx";

/** Three questions, each already answered: task, models, budget. Start is always one click away. */
export function NewRunPage(): JSX.Element {
  const endpoints = createEndpoints();
  const state = createDraft(endpoints);
  const locals = createLocalModels();
  onMount(() => void locals.refresh().catch(() => undefined));
  const [showsOptions, setShowsOptions] = createSignal(false);
  const [speed, setSpeed] = createSignal<{ readonly model: string; readonly msPerRow: number }>();
  let options: HTMLElement | undefined;
  const draft = () => state.draft;
  const hosts = (): readonly string[] => {
    const choices: readonly ModelChoice[] = [draft().student, draft().reflection];
    return [...new Set(choices.flatMap((choice) => (isEndpoint(choice) ? [hostOf(choice.baseUrl)] : [])))];
  };
  const pace = () => paceOf(draft().student, speed(), locals, requestsPerRowOf(draft()).student);
  const estimate = (): string => {
    const ms = pace()?.msPerRow;
    const time = ms === undefined ? "" : ` About ${formatDuration(estimateSeconds(draft(), ms))}.`;
    const leaves =
      hosts().length > 0
        ? ` ${hosts().join(" and ")} will see rows.`
        : draft().reflection.kind === "by-hand"
          ? " Only the letters you carry leave this machine."
          : " Nothing leaves this machine.";
    return `${time}${leaves}`;
  };
  const noteSpeed = (msPerRow: number): void =>
    void setSpeed({ model: modelName(draft().student), msPerRow });
  const showOptions = (): void => {
    setShowsOptions(!showsOptions());
    if (showsOptions()) options?.scrollIntoView({ block: "start" });
  };
  const mayStart = createPriceConsent();
  const start = async (): Promise<void> => {
    if (await mayStart(draft())) await state.start();
  };
  useCommands().add(() => [
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
        <section class="entry entry--first">
          <div class="in-margin">
            <b>New run</b>
            <p>Three questions. Each has an answer already; change what you like.</p>
            <Show when={state.isTouched()}>
              <p class="small">
                What you set here is kept when you leave.{" "}
                <Button link onClick={() => state.startAfresh()}>
                  Clear the draft
                </Button>
              </p>
            </Show>
          </div>
          <div class="stack">
            <h1 class="huge">What should be improved?</h1>
            <GoesOnNote state={state} />
          </div>
        </section>
        <section class="entry">
          <div class="in-margin">
            <span class="stepno">1</span>
            <h2>The task</h2>
            <p>Rows with the right answer, and the prompt you have now.</p>
          </div>
          <TaskStep state={state} onSpeed={noteSpeed} />
        </section>
        <section class="entry">
          <div class="in-margin">
            <span class="stepno">2</span>
            <h2>The models</h2>
            <p>The Student answers every row. Reflection reads and rewrites, a few requests in a hundred.</p>
          </div>
          <ModelsStep state={state} endpoints={endpoints} locals={locals} />
        </section>
        <section class="entry">
          <div class="in-margin">
            <span class="stepno">3</span>
            <h2>The budget</h2>
          </div>
          <BudgetStep state={state} hosts={hosts()} pace={pace()} onSpeed={noteSpeed} />
        </section>
        <section
          class="entry"
          id="all-options"
          ref={(element) => (options = element)}
          hidden={!showsOptions()}
        >
          <div class="in-margin">
            <h2>All options</h2>
            <p>Each with what it does. Nothing here needs to be touched.</p>
          </div>
          <Show when={showsOptions()}>
            <OptionsPanel state={state} />
          </Show>
        </section>
      </main>
      <div class="dock" role="region" aria-label="Start">
        <div class="row">
          <p class="small">
            <b>{draft().name}</b>, {modelName(draft().student)}, {modelName(draft().reflection)},{" "}
            {plural(draft().requests, budgetUnitOf(draft()))}.<span class="soft">{estimate()}</span>
            <Show when={state.obstacle()}>{(text) => <span class="pf--fail"> {text()}</span>}</Show>
            <Show when={state.startProblem()}>
              {(text) => (
                <span class="pf--fail" role="alert">
                  {" "}
                  {text()}
                </span>
              )}
            </Show>
          </p>
          <span class="push row">
            <Button bare expanded={showsOptions()} controls="all-options" onClick={showOptions}>
              {showsOptions() ? "Hide the options" : `All ${optionFields.length} options`}
            </Button>
            <Button
              main
              big
              disabled={state.obstacle() !== undefined || state.doing() !== undefined}
              onClick={() => void start()}
            >
              {state.doing() ?? "Start the run"}
            </Button>
          </span>
        </div>
      </div>
    </Show>
  );
}
