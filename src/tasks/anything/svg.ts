import { exampleId } from "../example-id.ts";
import type { RowSizes } from "../gallery/entries.ts";
import type { Example, TaskSpec } from "../task-spec.ts";
import { anyText } from "./any-text.ts";
import { svgEvaluator } from "./svg-evaluator.ts";
import { drawTarget, type Picture, pictureSide, tileSide } from "./svg-picture.ts";

/** One picture, cut into tiles: the search is judged by, and learns from, the very same ones. */
export function svgRows(seed: number): Record<keyof RowSizes, Example[]> {
  const picture = drawTarget(seed);
  const across = pictureSide / tileSide;
  const rows = Array.from({ length: across * across }, (_, index): Example => {
    const left = (index % across) * tileSide;
    const top = Math.floor(index / across) * tileSide;
    const pixels = picture.slice(top, top + tileSide).map((line) => line.slice(left, left + tileSide));
    const inputs = { left: String(left), top: String(top), side: String(tileSide) };
    const expected = tileInLetters(pixels);
    return { id: exampleId(inputs, expected, 0), inputs, expected };
  });
  return { feedback: rows, pareto: rows, test: [] };
}

/** A tile as rows of letters and the colours these stand for: short enough for a table, exact to the pixel. */
function tileInLetters(pixels: Picture): { readonly pixels: string; readonly colours: string } {
  const colours = [...new Set(pixels.flat())];
  const letters = "abcdefgh";
  const letterOf = (colour: string) => letters[colours.indexOf(colour)] ?? "?";
  return {
    pixels: pixels.map((line) => line.map(letterOf).join("")).join(" "),
    colours: colours.map((colour) => `${letterOf(colour)} ${colour}`).join(", "),
  };
}

const emptyPage = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${pictureSide} ${pictureSide}">
  <rect x="0" y="0" width="${pictureSide}" height="${pictureSide}" fill="#ffffff"/>
</svg>`;

export function svgTask(seed: number, sizes: RowSizes): TaskSpec {
  return anyText({
    generator: "svg",
    name: "SVG towards a target",
    seed,
    sizes,
    evaluator: svgEvaluator,
    texts: { picture: emptyPage },
    objective: `An SVG of ${pictureSide} by ${pictureSide} units that looks like a target nobody shows; only tile by tile is said what is missing.`,
    background:
      "The text is one SVG document. Only rect, circle, ellipse, polygon and paths of straight lines with a plain fill colour are painted, in their order, each pixel by its middle. At most 120 shapes.",
  });
}
