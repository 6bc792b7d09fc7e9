import type { CandidateLook } from "../views/series/candidate-look.ts";
import type { ChartTheme } from "./chart-theme.ts";

function traceShape(
  context: CanvasRenderingContext2D,
  look: CandidateLook,
  x: number,
  y: number,
  radius: number,
) {
  context.beginPath();
  if (look.shape === "square") {
    const side = radius * 0.92;
    context.rect(x - side, y - side, side * 2, side * 2);
  } else if (look.shape === "diamond") {
    const reach = radius * 1.28;
    context.moveTo(x, y - reach);
    context.lineTo(x + reach, y);
    context.lineTo(x, y + reach);
    context.lineTo(x - reach, y);
    context.closePath();
  } else context.arc(x, y, radius, 0, Math.PI * 2);
}

/** Draws a candidate's mark with a halo of paper, so that it stays readable on lines. Sizes in canvas pixels. */
export function drawCandidateMark(
  context: CanvasRenderingContext2D,
  theme: ChartTheme,
  look: CandidateLook,
  x: number,
  y: number,
  radius: number,
): void {
  const colour = theme.candidates[look.colour] ?? theme.ink3;
  traceShape(context, look, x, y, radius);
  context.lineWidth = radius * 0.75;
  context.strokeStyle = theme.paper;
  context.stroke();
  if (!look.hollow) {
    context.fillStyle = colour;
    context.fill();
    return;
  }
  context.fillStyle = theme.paper;
  context.fill();
  traceShape(context, look, x, y, radius * 0.78);
  context.lineWidth = radius * 0.45;
  context.strokeStyle = colour;
  context.stroke();
}

/** The grey cross of a proposal that was dropped. */
export function drawDroppedMark(
  context: CanvasRenderingContext2D,
  theme: ChartTheme,
  x: number,
  y: number,
  reach: number,
): void {
  context.beginPath();
  context.moveTo(x - reach, y - reach);
  context.lineTo(x + reach, y + reach);
  context.moveTo(x + reach, y - reach);
  context.lineTo(x - reach, y + reach);
  context.lineWidth = reach * 0.5;
  context.strokeStyle = theme.ink3;
  context.stroke();
}

/** The font of a chart's text, of `size` canvas pixels. */
export function textFont(theme: ChartTheme, size: number, strong: boolean): string {
  return `${strong ? 600 : 400} ${size}px ${theme.sans}`;
}

/** Text with a halo of paper behind it. `size` in canvas pixels. */
export function drawHaloText(
  context: CanvasRenderingContext2D,
  theme: ChartTheme,
  text: string,
  x: number,
  y: number,
  options: {
    readonly size: number;
    readonly align: CanvasTextAlign;
    readonly colour: string;
    readonly strong?: boolean;
  },
): void {
  context.font = textFont(theme, options.size, options.strong === true);
  context.textAlign = options.align;
  context.textBaseline = "alphabetic";
  context.lineJoin = "round";
  context.lineWidth = options.size / 4;
  context.strokeStyle = theme.paper;
  context.strokeText(text, x, y);
  context.fillStyle = options.colour;
  context.fillText(text, x, y);
}
