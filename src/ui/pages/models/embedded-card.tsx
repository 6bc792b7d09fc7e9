import { For, type JSX, Show } from "solid-js";

import { modelName } from "../../../models/model-name.ts";
import { formatBytes, formatCount } from "../../../views/words/numbers.ts";
import { Waiting } from "../../kit/progress-line.tsx";
import { Say } from "../../kit/trouble.tsx";
import { createLoaded } from "../../state/create-loaded.ts";

interface ModelCard {
  readonly licence?: string;
  readonly trainedOn?: string;
  readonly canDo?: readonly string[];
  readonly cannotDo?: readonly string[];
  readonly parameters?: number;
  readonly bytes?: number;
  readonly sha256?: string;
}

async function readCard(file: string): Promise<ModelCard> {
  const answer = await fetch(`./models/${file}`);
  if (!answer.ok) throw new Error(`the card of the embedded model answered ${answer.status}`);
  return (await answer.json()) as ModelCard;
}

/** Each model's card lies beside its weights. */
const cardFiles = {
  embedded: "embedded-student.json",
  "embedded-reflector": "embedded-reflector.json",
} as const;

/** A model that came with the page: what it is, and what it can and cannot do. */
export function EmbeddedCard(props: { readonly kind: keyof typeof cardFiles }): JSX.Element {
  const card = createLoaded(() => cardFiles[props.kind], readCard);
  return (
    <div class="stack">
      <Show when={card.value()} fallback={<Waiting what="Reading the card of the embedded model" />}>
        {(found) => (
          <div class="cols">
            <div class="stack-2">
              <h3>{modelName({ kind: props.kind })}</h3>
              <p class="note">{found().trainedOn}</p>
              <dl class="kv">
                <dt>Where</dt>
                <dd>came with the page, runs on the processor</dd>
                <Show when={found().parameters}>
                  {(count) => (
                    <>
                      <dt>Parameters</dt>
                      <dd class="num">{formatCount(count())}</dd>
                    </>
                  )}
                </Show>
                <Show when={found().bytes}>
                  {(bytes) => (
                    <>
                      <dt>Size</dt>
                      <dd class="num">{formatBytes(bytes())}</dd>
                    </>
                  )}
                </Show>
                <dt>Licence</dt>
                <dd>{found().licence}</dd>
              </dl>
            </div>
            <div class="stack-2">
              <Show when={(found().canDo ?? []).length > 0}>
                <h3>It can</h3>
                <ul class="note stack-2">
                  <For each={found().canDo}>{(line) => <li>{line}</li>}</For>
                </ul>
              </Show>
              <Show when={(found().cannotDo ?? []).length > 0}>
                <h3>It cannot</h3>
                <ul class="note stack-2">
                  <For each={found().cannotDo}>{(line) => <li>{line}</li>}</For>
                </ul>
              </Show>
            </div>
          </div>
        )}
      </Show>
      <Show when={card.error()}>
        <Say tone="bad">
          The card of the embedded model could not be read. The model itself may still work.
        </Say>
      </Show>
    </div>
  );
}
