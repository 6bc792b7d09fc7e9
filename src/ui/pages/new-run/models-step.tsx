import { A } from "@solidjs/router";
import { createSignal, For, Index, type JSX, Show } from "solid-js";

import { hasBrowserModel } from "../../../models/browser-model/browser-model.ts";
import { hostOf } from "../../../models/host-of.ts";
import { isSameModel } from "../../../models/kinds/model-kinds.ts";
import { isEndpoint, type ReflectionChoice, type StudentChoice } from "../../../models/model-choice.ts";
import { modelName } from "../../../models/model-name.ts";
import { ownReflections } from "../../../setup/draft/own-reflections.ts";
import { plainCopy } from "../../../shared/json.ts";
import { routes } from "../../../views/routes.ts";
import { formatOne } from "../../../views/words/numbers.ts";
import { heldBackSentence } from "../../../views/words/privacy-words.ts";
import { Button } from "../../kit/button.tsx";
import { Choice } from "../../kit/choice.tsx";
import { DialogOf } from "../../kit/dialog.tsx";
import { Term } from "../../kit/term.tsx";
import { Say } from "../../kit/trouble.tsx";
import type { Endpoints } from "../../state/create-endpoints.ts";
import { createLoaded } from "../../state/create-loaded.ts";
import type { LocalModels } from "../../state/create-local-models.ts";
import { EndpointForm } from "../models/endpoint-form.tsx";
import { Recommended } from "../models/recommended.tsx";
import { ServerModels } from "../models/server-models.tsx";
import type { DraftState } from "./create-draft.ts";
import { ThinkingField } from "./thinking-field.tsx";
import { TwoModels } from "./two-models.tsx";

function MeasuredPace(props: { readonly locals: LocalModels; readonly modelKey: string }): JSX.Element {
  return (
    <Show when={props.locals.speedOf(props.modelKey)} fallback="in this tab">
      {(speed) => <>{formatOne(1000 / Math.max(1, speed().report.cachedCallMs))} requests/s</>}
    </Show>
  );
}

interface ModelsStepProps {
  readonly state: DraftState;
  readonly endpoints: Endpoints;
  readonly locals: LocalModels;
}

type Role = "student" | "reflection";

/** Student: cheap and often. Reflection: strong and rare. */
export function ModelsStep(props: ModelsStepProps): JSX.Element {
  const [adding, setAdding] = createSignal<Role>();
  const draft = () => props.state.draft;
  const held = (): string | undefined =>
    heldBackSentence(
      props.endpoints.policy(),
      [draft().student, draft().reflection].flatMap((choice) => (isEndpoint(choice) ? choice.baseUrl : [])),
    );
  return (
    <div class="cols">
      <Students {...props} onAdd={() => setAdding("student")} />
      <Reflections {...props} onAdd={() => setAdding("reflection")} />
      <TwoModels student={draft().student} reflection={draft().reflection} locals={props.locals} />
      <DialogOf about={adding()} title={() => "Add an endpoint"} onClose={() => setAdding(undefined)}>
        {(role) => (
          <EndpointForm
            endpoints={props.endpoints}
            onCancel={() => setAdding(undefined)}
            onSaved={(choice) => {
              props.state.set(role(), choice);
              setAdding(undefined);
            }}
          />
        )}
      </DialogOf>
      <Show when={held()}>{(text) => <Say tone="warn">{text()}</Say>}</Show>
    </div>
  );
}

function Students(props: ModelsStepProps & { readonly onAdd: () => void }): JSX.Element {
  const chosen = (): StudentChoice => props.state.draft.student;
  const choose = (choice: StudentChoice): void => props.state.set("student", choice);
  const canUseBrowserModel = createLoaded(() => true, hasBrowserModel);
  return (
    <fieldset class="stack-2">
      <legend>
        <h3>Student: cheap and often</h3>
      </legend>
      <Choice
        group="student"
        checked={chosen().kind === "embedded"}
        onChoose={() => choose({ kind: "embedded" })}
        title={modelName({ kind: "embedded" })}
        note={
          props.state.draft.task === "routing"
            ? "Here already. Made for exactly this kind of task."
            : "Here already, but a toy: it only follows short rules about words. Good for trying the studio, not for your rows."
        }
        end={<MeasuredPace locals={props.locals} modelKey="embedded" />}
      />
      <Show when={canUseBrowserModel.value() || chosen().kind === "browser-model"}>
        <Choice
          group="student"
          checked={chosen().kind === "browser-model"}
          onChoose={() => choose({ kind: "browser-model" })}
          title="The browser’s own model"
          note="Runs on this machine, but only while this tab is open. Answers differ from time to time."
          end="in this tab"
        />
      </Show>
      <OtherChoices {...props} role="student" chosen={chosen()} onChoose={choose} />
      <ThinkingField role="Student" choice={chosen()} onChoose={choose} />
      <p class="small">
        <A href={routes.models}>Other models for this tab…</A>{" "}
        <span class="soft">from your disk, or for your graphics card.</span>
      </p>
    </fieldset>
  );
}

function Reflections(props: ModelsStepProps & { readonly onAdd: () => void }): JSX.Element {
  const chosen = (): ReflectionChoice => props.state.draft.reflection;
  const choose = (choice: ReflectionChoice): void => props.state.set("reflection", choice);
  return (
    <fieldset class="stack-2">
      <legend>
        <h3>
          <Term of="reflection">Reflection</Term>: strong and rare
        </h3>
      </legend>
      <Index each={ownReflections(props.state.draft.task === "routing")}>
        {(one) => (
          <Choice
            group="reflection"
            checked={chosen().kind === one().kind}
            onChoose={() => choose({ kind: one().kind })}
            title={modelName({ kind: one().kind })}
            note={one().note}
            end={one().end}
          />
        )}
      </Index>
      <OtherChoices {...props} role="reflection" chosen={chosen()} onChoose={choose} />
      <ThinkingField role="Reflection" choice={chosen()} onChoose={choose} />
    </fieldset>
  );
}

interface RoleProps extends ModelsStepProps {
  readonly role: Role;
  readonly chosen: ReflectionChoice;
  readonly onChoose: (choice: StudentChoice) => void;
  readonly onAdd: () => void;
}

/** What either role may be: models of this machine, endpoints, and the one to begin with here. */
function OtherChoices(props: RoleProps): JSX.Element {
  return (
    <>
      <LocalChoices {...props} />
      <EndpointChoices {...props} />
      <Recommended
        locals={props.locals}
        role={props.role}
        onBegun={({ choice }) => props.onChoose(plainCopy(choice))}
      />
    </>
  );
}

/** Models that are on this machine beside the embedded one. */
function LocalChoices(props: RoleProps): JSX.Element {
  return (
    <For each={props.locals.models().filter((model) => model.isReady && model.key !== "embedded")}>
      {(model) => (
        <Choice
          group={props.role}
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

function EndpointChoices(props: RoleProps): JSX.Element {
  return (
    <>
      <For each={props.endpoints.list()}>
        {({ choice, ok }) => (
          <Choice
            group={props.role}
            checked={isSameModel(props.chosen, choice)}
            onChoose={() => props.onChoose(choice)}
            title={choice.model}
            note={`${hostOf(choice.baseUrl)} will see the rows.`}
            end={ok === false ? "did not answer" : ""}
          />
        )}
      </For>
      <ServerModels
        endpoints={props.endpoints}
        onUse={props.onChoose}
        isSecond={props.role === "reflection"}
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
