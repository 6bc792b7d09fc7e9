import { For, type JSX, onMount, Show } from "solid-js";

import { Button } from "../../kit/button.tsx";
import { useConfirm } from "../../kit/confirm.tsx";
import { formatBytes, formatCount } from "../../kit/numbers.ts";
import { PassFail } from "../../kit/pass-fail.tsx";
import { ProgressLine } from "../../kit/progress-line.tsx";
import { Say } from "../../kit/trouble.tsx";
import { createEndpoints } from "../../state/create-endpoints.ts";
import {
  ADDING_FILE,
  createLocalModels,
  type LocalModel,
  type LocalModels,
  WEIGHT_HOSTS,
} from "../../state/create-local-models.ts";

function Measured(props: { readonly locals: LocalModels; readonly model: LocalModel }): JSX.Element {
  return (
    <Show when={props.locals.speedOf(props.model.key)} fallback={<span class="soft">not yet</span>}>
      {(speed) => (
        <span title={speed().report.advice}>
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
}): JSX.Element {
  const doing = () => props.locals.doing(props.model.key);
  return (
    <tr>
      <td>
        <b>{props.model.label}</b>
        <br />
        <span class="soft">{props.model.about}</span>
        <Show when={props.locals.problemOf(props.model.key)}>
          {(text) => (
            <Say tone="bad">
              <span role="alert">{text()}</span>
            </Say>
          )}
        </Show>
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
                <Button onClick={() => props.onDownload(props.model)}>
                  Download…<span class="vh"> {props.model.label}</span>
                </Button>
              }
            >
              <Button onClick={() => void props.locals.measure(props.model)}>
                Measure<span class="vh"> {props.model.label}</span>
              </Button>
              <Show when={props.model.key !== "embedded"}>
                <Button bare onClick={() => void props.locals.remove(props.model)}>
                  Remove<span class="vh"> {props.model.label}</span>
                </Button>
              </Show>
            </Show>
          }
        >
          <Button onClick={() => void props.locals.cancel(props.model)}>
            Stop<span class="vh"> {props.model.label}</span>
          </Button>
        </Show>
      </td>
    </tr>
  );
}

/** What runs in this tab: the embedded model, files from disk, and what the graphics card could bear. */
export function LocalModelTable(): JSX.Element {
  const locals = createLocalModels();
  const endpoints = createEndpoints();
  const confirm = useConfirm();
  let picker: HTMLInputElement | undefined;
  onMount(() => void locals.refresh().catch(() => undefined));

  const download = async (model: LocalModel): Promise<void> => {
    const missing = WEIGHT_HOSTS.filter((host) => !endpoints.isAllowed(host));
    if (missing.length > 0) {
      const yes = await confirm({
        title: `Download ${model.label}, about ${formatBytes(model.bytes ?? 0)}?`,
        text: `The files come from huggingface.co and its download hosts. These will be allowed: ${missing.join(", ")}. They learn which model you fetch, and nothing of your rows. Afterwards the model works without a network.`,
        yes: `Allow and download ${model.label}`,
      });
      if (!yes) return;
      await endpoints.allow(...missing);
    }
    await locals.load(model);
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
              <span class="vh">Deeds</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={locals.models()}>
            {(model) => <Line locals={locals} model={model} onDownload={(one) => void download(one)} />}
          </For>
        </tbody>
      </table>
      <p class="small soft">{locals.graphics() ?? "Looking at the graphics card."}</p>
      <div class="row">
        <Button onClick={() => picker?.click()}>Open a GGUF file…</Button>
        <span class="small soft">
          It is checked, and copied into this browser's own storage. It goes nowhere else.
        </span>
        <input
          ref={(element) => (picker = element)}
          type="file"
          hidden
          accept=".gguf"
          aria-label="GGUF file"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            event.currentTarget.value = "";
            if (file) void locals.addFile(file);
          }}
        />
      </div>
      <Show when={locals.doing(ADDING_FILE)}>
        {(news) => <ProgressLine text={news().text} share={news().share} />}
      </Show>
      <Show when={locals.problemOf(ADDING_FILE)}>
        {(text) => (
          <Say tone="bad">
            <span role="alert">{text()}</span>
          </Say>
        )}
      </Show>
    </div>
  );
}
