import { A } from "@solidjs/router";
import { createSignal, For, type JSX, Show } from "solid-js";

import { hasBrowserModel } from "../../../models/browser-model/browser-model.ts";
import { hostOf } from "../../../models/host-of.ts";
import { isSameModel } from "../../../models/kinds/model-kinds.ts";
import {
  isEndpoint,
  type ReflectionChoice,
  type RemoteChoice,
  type StudentChoice,
} from "../../../models/model-choice.ts";
import { modelName } from "../../../models/model-name.ts";
import { heldBackSentence } from "../../../views/words/privacy-words.ts";
import { Button } from "../../kit/button.tsx";
import { Choice } from "../../kit/choice.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { Say } from "../../kit/trouble.tsx";
import { routes } from "../../routes.ts";
import type { Endpoints } from "../../state/create-endpoints.ts";
import { createLoaded } from "../../state/create-loaded.ts";
import type { LocalModels } from "../../state/create-local-models.ts";
import { plainChoice } from "../../state/create-offered-models.ts";
import { EndpointForm } from "../models/endpoint-form.tsx";
import { Recommended } from "../models/recommended.tsx";
import { ServerModels } from "../models/server-models.tsx";
import type { DraftState } from "./create-draft.ts";
import { ThinkingField } from "./thinking-field.tsx";
import { TwoModels } from "./two-models.tsx";

/** Models that are on this machine beside the embedded one. */
function LocalChoices(props: {
  readonly group: string;
  readonly locals: LocalModels;
  readonly chosen: ReflectionChoice;
  readonly onChoose: (choice: StudentChoice) => void;
}): JSX.Element {
  return (
    <For each={props.locals.models().filter((model) => model.isReady && model.key !== "embedded")}>
      {(model) => (
        <Choice
          group={props.group}
          checked={isSameModel(props.chosen, model.choice)}
          onChoose={() => props.onChoose(model.choice)}
          title={model.label}
          note={model.about}
          end={<MeasuredPace locals={props.locals} modelKey={model.key} />}
        />
      )}
    </For>
  );
}

function MeasuredPace(props: { readonly locals: LocalModels; readonly modelKey: string }): JSX.Element {
  return (
    <Show when={props.locals.speedOf(props.modelKey)} fallback="in this tab">
      {(speed) => <>{(1000 / Math.max(1, speed().report.cachedCallMs)).toFixed(1)} requests/s</>}
    </Show>
  );
}

function EndpointChoices(props: {
  readonly group: string;
  readonly endpoints: Endpoints;
  readonly chosen: ReflectionChoice;
  readonly onChoose: (choice: RemoteChoice) => void;
  readonly onAdd: () => void;
}): JSX.Element {
  return (
    <>
      <For each={props.endpoints.list()}>
        {(endpoint) => (
          <Choice
            group={props.group}
            checked={isSameModel(props.chosen, endpoint.choice)}
            onChoose={() => props.onChoose(endpoint.choice)}
            title={endpoint.choice.model}
            note={`${hostOf(endpoint.choice.baseUrl)} will see the rows.`}
            end={endpoint.ok === false ? "did not answer" : ""}
          />
        )}
      </For>
      <ServerModels
        endpoints={props.endpoints}
        onUse={props.onChoose}
        isSecond={props.group === "reflection"}
      />
      <p class="small">
        <Button link onClick={() => props.onAdd()}>
          Add an endpoint…
        </Button>{" "}
        <span class="soft">Ollama, LM Studio, vLLM, or a service with your key.</span>
      </p>
    </>
  );
}

/** Student: cheap and often. Reflection: strong and rare. */
export function ModelsStep(props: {
  readonly state: DraftState;
  readonly endpoints: Endpoints;
  readonly locals: LocalModels;
}): JSX.Element {
  const [adding, setAdding] = createSignal<"student" | "reflection">();
  const draft = () => props.state.draft;
  const canUseBrowserModel = createLoaded(() => true, hasBrowserModel);
  const chooseStudent = (choice: StudentChoice): void => props.state.set("student", choice);
  const chooseReflection = (choice: ReflectionChoice): void => props.state.set("reflection", choice);
  const held = (): string | undefined =>
    heldBackSentence(
      props.endpoints.policy(),
      [draft().student, draft().reflection].flatMap((choice) => (isEndpoint(choice) ? choice.baseUrl : [])),
    );
  const isRouting = (): boolean => draft().task === "routing";
  return (
    <div class="cols">
      <fieldset class="stack-2">
        <legend>
          <h3>Student: cheap and often</h3>
        </legend>
        <Choice
          group="student"
          checked={draft().student.kind === "embedded"}
          onChoose={() => chooseStudent({ kind: "embedded" })}
          title={modelName({ kind: "embedded" })}
          note={
            isRouting()
              ? "Here already. Made for exactly this kind of task."
              : "Here already, but a toy: it only follows short rules about words. Good for trying the studio, not for your rows."
          }
          end={<MeasuredPace locals={props.locals} modelKey="embedded" />}
        />
        <Show when={canUseBrowserModel.value() || draft().student.kind === "browser-model"}>
          <Choice
            group="student"
            checked={draft().student.kind === "browser-model"}
            onChoose={() => chooseStudent({ kind: "browser-model" })}
            title="The browser’s own model"
            note="Runs on this machine, but only while this tab is open. Answers differ from time to time."
            end="in this tab"
          />
        </Show>
        <LocalChoices
          group="student"
          locals={props.locals}
          chosen={draft().student}
          onChoose={chooseStudent}
        />
        <EndpointChoices
          group="student"
          endpoints={props.endpoints}
          chosen={draft().student}
          onChoose={chooseStudent}
          onAdd={() => setAdding("student")}
        />
        <Recommended
          locals={props.locals}
          role="student"
          onBegun={({ choice }) => chooseStudent(plainChoice(choice))}
        />
        <ThinkingField role="Student" choice={draft().student} onChoose={chooseStudent} />
        <p class="small">
          <A href={routes.models}>Other models for this tab…</A>{" "}
          <span class="soft">from your disk, or for your graphics card.</span>
        </p>
      </fieldset>
      <fieldset class="stack-2">
        <legend>
          <h3>Reflection: strong and rare</h3>
        </legend>
        <Choice
          group="reflection"
          checked={draft().reflection.kind === "coach"}
          onChoose={() => chooseReflection({ kind: "coach" })}
          title="Coach"
          note="A program, not a model: it edits by a published list. Only for label tasks."
          end="instant"
        />
        <Choice
          group="reflection"
          checked={draft().reflection.kind === "embedded-reflector"}
          onChoose={() => chooseReflection({ kind: "embedded-reflector" })}
          title={modelName({ kind: "embedded-reflector" })}
          note={
            isRouting()
              ? "Came with the page: a toy-sized network that reads one record at a time and writes one rule."
              : "Came with the page, but a toy: it writes rules about words it knows. Only for label tasks, and not for your rows."
          }
          end="in this tab"
        />
        <Choice
          group="reflection"
          checked={draft().reflection.kind === "by-hand"}
          onChoose={() => chooseReflection({ kind: "by-hand" })}
          title="By hand"
          note="You carry each letter to any chat you trust and paste the answer. No key."
          end="you"
        />
        <LocalChoices
          group="reflection"
          locals={props.locals}
          chosen={draft().reflection}
          onChoose={chooseReflection}
        />
        <EndpointChoices
          group="reflection"
          endpoints={props.endpoints}
          chosen={draft().reflection}
          onChoose={chooseReflection}
          onAdd={() => setAdding("reflection")}
        />
        <Recommended
          locals={props.locals}
          role="reflection"
          onBegun={({ choice }) => chooseReflection(plainChoice(choice))}
        />
        <ThinkingField role="Reflection" choice={draft().reflection} onChoose={chooseReflection} />
      </fieldset>
      <TwoModels student={draft().student} reflection={draft().reflection} locals={props.locals} />
      <Dialog open={adding() !== undefined} onClose={() => setAdding(undefined)} title="Add an endpoint">
        <EndpointForm
          endpoints={props.endpoints}
          onCancel={() => setAdding(undefined)}
          onSaved={(choice) => {
            if (adding() === "student") chooseStudent(choice);
            else chooseReflection(choice);
            setAdding(undefined);
          }}
        />
      </Dialog>
      <Show when={held()}>{(text) => <Say tone="warn">{text()}</Say>}</Show>
    </div>
  );
}
