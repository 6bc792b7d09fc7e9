import { For, type JSX, Show, createMemo } from "solid-js";

import { readRun } from "../../../storage/read/runs.ts";
import { createLoaded } from "../../state/create-loaded.ts";
import { useDatabase } from "../../state/database.tsx";

const shownSide = 144;

const isSvg = (text: string): boolean => /<svg[\s>]/i.test(text);

/** An image shows a picture and runs nothing of it. */
function addressOf(svg: string): string {
  const named = svg.includes("xmlns") ? svg : svg.replace(/<svg/i, '<svg xmlns="http://www.w3.org/2000/svg"');
  return `data:image/svg+xml,${encodeURIComponent(named)}`;
}

/** The target of a run whose texts are drawn towards one; undefined elsewhere. */
async function targetOf(db: Parameters<typeof readRun>[0], runId: string): Promise<string | undefined> {
  const source = (await readRun(db, runId))?.task.source;
  if (source?.kind !== "generated" || source.generator !== "svg") return undefined;
  const { drawTarget, pictureSide } = await import("../../../tasks/anything/svg-picture.ts");
  const pixels = drawTarget(source.policySeed).flatMap((line, y) =>
    line.map((colour, x) => `<rect x="${x}" y="${y}" width="1" height="1" fill="${colour}"/>`),
  );
  const size = `viewBox="0 0 ${pictureSide} ${pictureSide}" shape-rendering="crispEdges"`;
  return `<svg ${size}>${pixels.join("")}</svg>`;
}

/** Texts that are pictures, drawn, beside the picture they are to become. Nothing for any other text. */
export function DrawnText(props: {
  readonly runId: string;
  readonly texts: Readonly<Record<string, string>>;
}): JSX.Element {
  const db = useDatabase();
  const drawn = createMemo(() => Object.entries(props.texts).filter(([, text]) => isSvg(text)));
  const target = createLoaded(
    () => (drawn().length > 0 ? props.runId : undefined),
    (runId) => targetOf(db, runId),
  );
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
