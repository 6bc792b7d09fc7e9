import { type Accessor, type JSX, Show, createSignal } from "solid-js";
import uPlot from "uplot";

interface Readout {
  readonly text: string;
  readonly left: number;
  /** Past the middle the words stand left of the cursor. */
  readonly flip: boolean;
}

interface CursorReadout {
  readonly shown: Accessor<Readout | undefined>;
  /** Hook of a plot: puts the words for the call under the cursor beside it. */
  readonly follow: (plot: uPlot) => void;
}

/** What a chart says of the call the cursor stands on; `wordsAt` gives undefined where there is nothing to say. */
export function createCursorReadout(
  wordsAt: (calls: number, plot: uPlot) => string | undefined,
): CursorReadout {
  const [shown, setShown] = createSignal<Readout>();
  const follow = (plot: uPlot): void => {
    const left = plot.cursor.left ?? -1;
    const text = left < 0 ? undefined : wordsAt(Math.round(plot.posToVal(left, "x")), plot);
    if (text === undefined) {
      setShown(undefined);
      return;
    }
    const { bbox } = plot;
    setShown({
      text,
      left: bbox.left / uPlot.pxRatio + left,
      flip: left > bbox.width / uPlot.pxRatio / 2,
    });
  };
  return { shown, follow };
}

export function ReadoutBox(props: { readonly readout: CursorReadout }): JSX.Element {
  return (
    <Show when={props.readout.shown()}>
      {(shown) => (
        <output
          class="chart-readout"
          style={{
            left: `${shown().left}px`,
            top: "8px",
            transform: shown().flip ? "translateX(calc(-100% - 8px))" : "translateX(8px)",
          }}
        >
          {shown().text}
        </output>
      )}
    </Show>
  );
}
