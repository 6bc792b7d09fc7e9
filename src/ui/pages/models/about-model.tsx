import { type JSX, Show } from "solid-js";

import { isLocal } from "../../../models/kinds/model-kinds.ts";
import { checksReuse, isOnProcessor } from "../../../models/local/local-deeds.ts";
import type { LocalModel } from "../../../models/local/local-model.ts";
import { modelFacts } from "../../../views/words/model-facts.ts";
import { formatCount } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { Check } from "../../kit/choice.tsx";
import { DeedButton } from "../../kit/deed-button.tsx";
import { useDeed } from "../../kit/deed.ts";
import { Facts } from "../../kit/facts.tsx";
import { NumberField } from "../../kit/number-field.tsx";
import { ProgressLine } from "../../kit/progress-line.tsx";
import { Segmented } from "../../kit/segmented.tsx";
import { WeightFiles } from "../../kit/weight-files.tsx";
import type { LocalModels } from "../../state/create-local-models.ts";

const SHORTEST_CONTEXT = 256;
const USUAL_CONTEXT = 4096;

/** What one local model is made of, how it is run here, and how fast that was. */
export function AboutModel(props: {
  readonly model: LocalModel;
  readonly locals: LocalModels;
  readonly onClose: () => void;
}): JSX.Element {
  return (
    <>
      <Facts of={modelFacts(props.model, props.locals.speedOf(props.model.key), Date.now())} />
      <Show when={isLocal(props.model.choice)}>
        <HowItRuns model={props.model} locals={props.locals} />
      </Show>
      <Show when={checksReuse(props.model.choice) && props.model.isReady}>
        <ReusePart model={props.model} locals={props.locals} />
      </Show>
      <Show
        when={props.model.weights}
        fallback={<p class="small soft">Its files are hashed when it is first loaded.</p>}
      >
        {(files) => <WeightFiles files={files()} />}
      </Show>
      <div class="actions">
        <Button onClick={() => props.onClose()}>Close</Button>
      </div>
    </>
  );
}

/** Reading a shared prompt once, with WebLLM: only after a check, and only where it passed. */
function ReusePart(props: { readonly model: LocalModel; readonly locals: LocalModels }): JSX.Element {
  const deed = useDeed();
  const reuse = () => props.model.options.reuse;
  const doing = () => props.locals.doing(props.model.key);
  return (
    <div class="stack-2">
      <p class="note">
        <b>Experimental.</b> WebLLM reads the whole prompt again for every row. Its cache can be rolled back
        to what two prompts share instead; whether that gives the same answers on this device is checked with
        twenty prompts, each asked both ways.
      </p>
      <Show when={reuse()}>
        {(known) => (
          <>
            <p class="small">{known().words}</p>
            <Check
              checked={known().isOn}
              disabled={!known().passed}
              onChange={(isOn) =>
                deed("This could not be kept", () =>
                  props.locals.setOptions(props.model, {
                    ...props.model.options,
                    reuse: { ...known(), isOn },
                  }),
                )
              }
            >
              Read a shared prompt once
            </Check>
          </>
        )}
      </Show>
      <Show
        when={doing()}
        fallback={
          <p>
            <DeedButton
              failed="The check could not be made"
              deed={() => props.locals.checkReuse(props.model)}
            >
              Check on this device
            </DeedButton>
          </p>
        }
      >
        {(news) => <ProgressLine text={news().text} share={news().share} />}
      </Show>
    </div>
  );
}

function HowItRuns(props: { readonly model: LocalModel; readonly locals: LocalModels }): JSX.Element {
  const options = () => props.model.options;
  const deed = useDeed();
  const keep = (own: LocalModel["options"]): Promise<boolean> =>
    deed("This could not be kept", () => props.locals.setOptions(props.model, own));
  const keepContext = (contextLength: number | undefined): void => {
    const { contextLength: _, ...others } = options();
    void keep(contextLength === undefined ? others : { ...others, contextLength });
  };
  return (
    <div class="stack-2">
      <Show when={isOnProcessor(props.model.choice) && props.locals.gpu()?.kind === "gpu"}>
        <div class="row">
          <span class="small">Runs on</span>
          <Segmented
            name="Where it runs"
            options={[
              { value: "cpu", label: "the processor" },
              { value: "gpu", label: "the graphics card" },
            ]}
            value={options().gpu === true ? "gpu" : "cpu"}
            onChoose={(where) => keep({ ...options(), gpu: where === "gpu" })}
          />
        </div>
      </Show>
      <NumberField
        label="Longest prompt and answer together, in tokens"
        hint={`Usually ${formatCount(USUAL_CONTEXT)}, or what the model was trained for. More takes more memory.`}
        least={SHORTEST_CONTEXT}
        whole
        mayBeEmpty
        placeholder={String(USUAL_CONTEXT)}
        value={options().contextLength}
        onInput={keepContext}
      />
      <p class="note">What is set here counts for runs made from now on, and for the next measurement.</p>
    </div>
  );
}
