import type { RowOutcome } from "../views/result/test-comparison.ts";
import type { ChartTheme } from "./chart-theme.ts";
import { drawDroppedMark } from "./draw-mark.ts";

/** Every row as a square of `side` pixels with its gap: won in a colour of the theme, lost crossed, the rest quiet. */
export function drawOutcomes(
  context: CanvasRenderingContext2D,
  colours: ChartTheme,
  outcomes: readonly RowOutcome[],
  { side, perLine }: { readonly side: number; readonly perLine: number },
  colour: number,
): void {
  const cell = side - (side > 10 ? 3 : 1.5);
  outcomes.forEach((outcome, index) => {
    const x = (index % perLine) * side;
    const y = Math.floor(index / perLine) * side;
    const centre = cell / 2;
    if (outcome === "won") {
      context.fillStyle = colours.candidates[colour] ?? colours.ink3;
      context.fillRect(x, y, cell, cell);
    } else if (outcome === "lost") {
      context.strokeStyle = colours.fail;
      context.lineWidth = 2;
      context.strokeRect(x + 1, y + 1, cell - 2, cell - 2);
      context.lineWidth = 1.5;
      context.beginPath();
      context.moveTo(x + 3, y + 3);
      context.lineTo(x + cell - 3, y + cell - 3);
      context.moveTo(x + cell - 3, y + 3);
      context.lineTo(x + 3, y + cell - 3);
      context.stroke();
    } else if (outcome === "wrong") drawDroppedMark(context, colours, x + centre, y + centre, cell / 5);
    else {
      context.fillStyle = colours.paper3;
      context.fillRect(x, y, cell, cell);
    }
  });
}
