import { createSignal, Index, type JSX, onMount, Show } from "solid-js";

import { hostOf } from "../../../models/host-of.ts";
import { formatBytes, formatCount } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { useConfirm } from "../../kit/confirm.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { PassFail } from "../../kit/pass-fail.tsx";
import { Problem } from "../../kit/problem.tsx";
import { ProgressLine } from "../../kit/progress-line.tsx";
import { createEndpoints } from "../../state/create-endpoints.ts";
import { createLocalModels, type LocalModels } from "../../state/create-local-models.ts";
import { downloadHosts, type LocalModel } from "../../state/local-model.ts";
import { AboutModel } from "./about-model.tsx";
import { AddModels } from "./add-models.tsx";

function Measured(props: { readonly locals: LocalModels; readonly model: LocalModel }): JSX.Element {
  return (
    <Show when={props.locals.speedOf(props.model.key)} fallback={<span class="soft">not yet</span>}>
      {(speed) => (
        <span>
          {formatCount(60_000 / Math.max(1, speed().report.cachedCallMs))} calls/min
          <Show when={speed().report.completionTokensPerSecond}>
            {(tokens) => (
              <>
                <br />
                <span class="soft">{formatCount(tokens())} tok/s written</span>
              </>
            )}
          </Show>
        </span>
      )}
    </Show>
  );
}

function Line(props: {
  readonly locals: LocalModels;
  readonly model: LocalModel;
  readonly onDownload: (model: LocalModel) => void;
  readonly onAbout: (model: LocalModel) => void;
}): JSX.Element {
  const doing = () => props.locals.doing(props.model.key);
  return (
    <tr>
      <td>
        <b>{props.model.label}</b>
        <br />
        <span class="soft">{props.model.about}</span>
        <Show when={props.locals.speedOf(props.model.key)}>
          {(speed) => (
            <>
              <br />
              <span class="small">{speed().report.advice}</span>
            </>
          )}
        </Show>
        <Problem text={props.locals.problemOf(props.model.key)} />
      </td>
      <td class="right num">
        <Show when={props.model.bytes}>
          {(bytes) => (
            <>
              {props.model.isReady || !props.model.catalogued
                ? formatBytes(bytes())
                : `about ${formatBytes(bytes())}`}
            </>
          )}
        </Show>
      </td>
      <td>
        <Show
          when={doing()}
          fallback={
            <Show when={props.model.isReady} fallback={<span class="soft">no</span>}>
              <PassFail pass>here</PassFail>
            </Show>
          }
        >
          {(news) => <ProgressLine text={news().text} share={news().share} />}
        </Show>
      </td>
      <td class="right num">
        <Measured locals={props.locals} model={props.model} />
      </td>
      <td class="right nowrap">
        <Show
          when={doing()}
          fallback={
            <Show
              when={props.model.isReady}
              fallback={
                <Show when={props.model.names === undefined}>
                  <Button onClick={() => props.onDownload(props.model)}>
                    Download…<span class="vh"> {props.model.label}</span>
                  </Button>
                </Show>
              }
            >
              <Button onClick={() => void props.locals.measure(props.model)}>
                Measure speed<span class="vh"> of {props.model.label}</span>
              </Button>
            </Show>
          }
        >
          <Button onClick={() => void props.locals.cancel(props.model)}>
            Stop<span class="vh"> {props.model.label}</span>
          </Button>
        </Show>
        <Button bare onClick={() => props.onAbout(props.model)}>
          About…<span class="vh"> {props.model.label}</span>
        </Button>
        <Show when={canBeRemoved(props.model) && doing() === undefined}>
          <Button bare onClick={() => void props.locals.remove(props.model)}>
            Remove<span class="vh"> {props.model.label}</span>
          </Button>
        </Show>
      </td>
    </tr>
  );
}

/** Something of it is kept here, or it was put on the list by hand. */
function canBeRemoved(model: LocalModel): boolean {
  return model.key !== "embedded" && (model.isReady || model.isAdded === true || model.names !== undefined);
}

/** What runs in this tab: the embedded model, files from disk, and what the graphics card could bear. */
export function LocalModelTable(): JSX.Element {
  const locals = createLocalModels();
  const endpoints = createEndpoints();
  const confirm = useConfirm();
  const [aboutKey, setAboutKey] = createSignal<string>();
  const about = (): LocalModel | undefined => locals.models().find((model) => model.key === aboutKey());
  onMount(() => void locals.refresh().catch(() => undefined));

  const download = async (model: LocalModel): Promise<void> => {
    const hosts = downloadHosts(model.choice);
    const missing = hosts.filter((host) => !endpoints.isAllowed(host));
    if (missing.length > 0) {
      const size = model.bytes === undefined ? "" : `, about ${formatBytes(model.bytes)}`;
      const yes = await confirm({
        title: `Download ${model.label}${size}?`,
        text: `The files come from ${hosts.map(hostOf).join(", ")}. These will be allowed: ${missing.join(", ")}. They learn which model you fetch, and nothing of your rows. Afterwards the model works without a network.`,
        yes: `Allow and download ${model.label}`,
      });
      if (!yes) return;
      await endpoints.allow(...missing);
    }
    await locals.load(model);
  };
  const graphics = (): string => {
    const gpu = locals.gpu();
    if (gpu === undefined) return "Looking at the graphics card.";
    return gpu.kind === "none"
      ? gpu.message
      : `Graphics: ${gpu.name}, half precision: ${gpu.halfFloats ? "yes" : "no"}.`;
  };
  return (
    <div class="stack">
      <table class="fold">
        <thead>
          <tr>
            <th>Model</th>
            <th class="right">Size</th>
            <th>On this machine</th>
            <th class="right">Measured here</th>
            <th class="right">
              <span class="vh">What to do</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <Index each={locals.models()}>
            {(model) => (
              <Line
                locals={locals}
                model={model()}
                onDownload={(one) => void download(one)}
                onAbout={({ key }) => setAboutKey(key)}
              />
            )}
          </Index>
        </tbody>
      </table>
      <p class="small soft">{graphics()}</p>
      <AddModels locals={locals} />
      <Dialog
        open={about() !== undefined}
        onClose={() => setAboutKey(undefined)}
        title={about()?.label ?? ""}
      >
        <Show when={about()}>
          {(model) => <AboutModel model={model()} locals={locals} onClose={() => setAboutKey(undefined)} />}
        </Show>
      </Dialog>
    </div>
  );
}
