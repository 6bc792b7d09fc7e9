import { For, type JSX, Show, createMemo } from "solid-js";

import { targetOf, addressOf } from "../../../setup/drawn-target.ts";
import { createRead } from "../../state/create-loaded.ts";

const shownSide = 144;

const isSvg = (text: string): boolean => /<svg[\s>]/i.test(text);

/** Texts that are pictures, drawn, beside the picture they are to become. Nothing for any other text. */
export function DrawnText(props: {
  readonly runId: string;
  readonly texts: Readonly<Record<string, string>>;
}): JSX.Element {
  const drawn = createMemo(() => Object.entries(props.texts).filter(([, text]) => isSvg(text)));
  const target = createRead(() => (drawn().length > 0 ? props.runId : undefined), targetOf);
  return (
    <Show when={drawn().length > 0}>
      <div class="row">
        <For each={drawn()}>{([name, text]) => <Drawing svg={text} name={`${name}, drawn`} />}</For>
        <Show when={target.value()}>{(svg) => <Drawing svg={svg()} name="the target" />}</Show>
      </div>
    </Show>
  );
}

function Drawing(props: { readonly svg: string; readonly name: string }): JSX.Element {
  return (
    <figure class="drawn">
      <img src={addressOf(props.svg)} alt={props.name} width={shownSide} height={shownSide} />
      <figcaption class="small soft">{props.name}</figcaption>
    </figure>
  );
}
