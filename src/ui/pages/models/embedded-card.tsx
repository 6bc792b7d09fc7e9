import { For, type JSX, Show } from "solid-js";

import { modelName } from "../../../models/model-name.ts";
import { formatBytes, formatCount } from "../../../views/words/numbers.ts";
import { Facts } from "../../kit/facts.tsx";
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
              <Facts
                of={[
                  ["Where", "came with the page, runs on the processor"],
                  !!found().parameters && ["Parameters", formatCount(found().parameters ?? 0)],
                  !!found().bytes && ["Size", formatBytes(found().bytes ?? 0)],
                  ["Licence", found().licence],
                ]}
              />
            </div>
            <div class="stack-2">
              <Lines title="It can" lines={found().canDo} />
              <Lines title="It cannot" lines={found().cannotDo} />
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

function Lines(props: {
  readonly title: string;
  readonly lines: readonly string[] | undefined;
}): JSX.Element {
  return (
    <Show when={(props.lines ?? []).length > 0}>
      <h3>{props.title}</h3>
      <ul class="note stack-2">
        <For each={props.lines}>{(line) => <li>{line}</li>}</For>
      </ul>
    </Show>
  );
}
