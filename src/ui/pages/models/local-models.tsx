import { createMemo, createSignal, type JSX, Match, onMount, Show, Switch } from "solid-js";

import { EMBEDDED } from "../../../models/local/list-local-models.ts";
import type { LocalModel } from "../../../models/local/local-model.ts";
import { canBeRemoved, partWords, sizeWords } from "../../../views/words/local-model-words.ts";
import { formatCount } from "../../../views/words/numbers.ts";
import { shelfLine } from "../../../views/words/shelf-words.ts";
import { Button } from "../../kit/button.tsx";
import { DataTable, figures } from "../../kit/data-table.tsx";
import { DeedButton } from "../../kit/deed-button.tsx";
import { DialogOf } from "../../kit/dialog.tsx";
import { PassFail } from "../../kit/pass-fail.tsx";
import { Problem } from "../../kit/problem.tsx";
import { ProgressLine } from "../../kit/progress-line.tsx";
import { createDownload } from "../../state/create-download.ts";
import { createLocalModels, type LocalModels } from "../../state/create-local-models.ts";
import { AboutModel } from "./about-model.tsx";
import { AddModels } from "./add-models.tsx";
import { Recommended } from "./recommended.tsx";

function Measured(props: { readonly locals: LocalModels; readonly model: LocalModel }): JSX.Element {
  return (
    <Show when={props.locals.speedOf(props.model.key)} fallback={<span class="soft">not yet</span>}>
      {(speed) => (
        <span>
          {formatCount(60_000 / Math.max(1, speed().report.cachedCallMs))} requests/min
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

function About(props: { readonly locals: LocalModels; readonly model: LocalModel }): JSX.Element {
  return (
    <>
      <b>{props.model.label}</b>
      <br />
      <span class="soft">{props.model.offer ? shelfLine(props.model.offer.facts) : props.model.about}</span>
      <Show when={props.locals.speedOf(props.model.key)?.report.advice ?? props.locals.willDo(props.model)}>
        {(words) => (
          <>
            <br />
            <span class="small">{words()}</span>
          </>
        )}
      </Show>
      <Problem text={props.locals.problemOf(props.model.key)} />
    </>
  );
}

function IsHere(props: { readonly locals: LocalModels; readonly model: LocalModel }): JSX.Element {
  return (
    <Show
      when={props.locals.doing(props.model.key)}
      fallback={
        <Show when={props.model.isReady} fallback={<span class="soft">{partWords(props.model)}</span>}>
          <PassFail pass>here</PassFail>
        </Show>
      }
    >
      {(news) => <ProgressLine text={news().text} share={news().share} />}
    </Show>
  );
}

function Deeds(props: {
  readonly locals: LocalModels;
  readonly model: LocalModel;
  readonly onDownload: () => Promise<void>;
  readonly onAbout: () => void;
}): JSX.Element {
  const doing = () => props.locals.doing(props.model.key);
  const named = (): JSX.Element => <span class="vh"> {props.model.label}</span>;
  return (
    <>
      <Switch>
        <Match when={doing()}>
          <DeedButton failed="It could not be stopped" deed={() => props.locals.cancel(props.model)}>
            Stop{named()}
          </DeedButton>
        </Match>
        <Match when={props.model.isReady}>
          <DeedButton failed="It could not be measured" deed={() => props.locals.measure(props.model)}>
            Measure speed<span class="vh"> of {props.model.label}</span>
          </DeedButton>
        </Match>
        <Match when={props.model.names === undefined}>
          <DeedButton failed="The download could not begin" deed={() => props.onDownload()}>
            Download…{named()}
          </DeedButton>
        </Match>
      </Switch>
      <Button bare onClick={() => props.onAbout()}>
        About…{named()}
      </Button>
      <Show when={canBeRemoved(props.model) && doing() === undefined}>
        <DeedButton bare failed="It could not be removed" deed={() => props.locals.remove(props.model)}>
          Remove{named()}
        </DeedButton>
      </Show>
    </>
  );
}

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, place) => one === b[place]);

/** What runs in this tab: the embedded model, files from disk, and what the graphics card could bear. */
export function LocalModelTable(): JSX.Element {
  const locals = createLocalModels();
  const download = createDownload(locals);
  const [aboutKey, setAboutKey] = createSignal<string>();
  // Rows by their keys: a model whose figures change keeps its line, and what is written in it.
  const keys = createMemo(() => locals.models().map(({ key }) => key), [], { equals: sameList });
  const of = (key: string): LocalModel => locals.models().find((model) => model.key === key) ?? EMBEDDED;
  const about = (): LocalModel | undefined => locals.models().find((model) => model.key === aboutKey());
  onMount(() => void locals.refresh().catch(() => undefined));

  const graphics = (): string => {
    const gpu = locals.gpu();
    if (gpu === undefined) return "Looking at the graphics card.";
    return gpu.kind === "none"
      ? gpu.message
      : `Graphics: ${gpu.name}, half precision: ${gpu.halfFloats ? "yes" : "no"}.`;
  };
  return (
    <div class="stack">
      <div class="cols">
        <Recommended locals={locals} role="student" />
        <Recommended locals={locals} role="reflection" />
      </div>
      <DataTable
        rows={keys()}
        columns={[
          { title: "Model", cell: (key) => <About locals={locals} model={of(key)} /> },
          { title: "Size", numeric: true, cell: (key) => sizeWords(of(key)) },
          {
            title: "On this machine",
            label: "on this machine:",
            cell: (key) => <IsHere locals={locals} model={of(key)} />,
          },
          figures<string>(
            "Measured here",
            (key) => <Measured locals={locals} model={of(key)} />,
            "measured:",
          ),
        ]}
        deeds={(key) => (
          <Deeds
            locals={locals}
            model={of(key)}
            onDownload={() => download(of(key))}
            onAbout={() => setAboutKey(key)}
          />
        )}
      />
      <p class="small soft">{graphics()}</p>
      <AddModels locals={locals} />
      <DialogOf about={about()} title={({ label }) => label} onClose={() => setAboutKey(undefined)}>
        {(model) => <AboutModel model={model()} locals={locals} onClose={() => setAboutKey(undefined)} />}
      </DialogOf>
    </div>
  );
}
