import { bestSoFar } from "../../engine/state/selectors.ts";
import type { RunState } from "../../engine/state/state.ts";
import { html, type SafeHtml } from "./html.ts";

const width = 960;
const height = 280;
const left = 44;
const bottom = 32;

/** Score over requests: every candidate a dot, the best so far a line. A hollow dot was not asked every row. */
export function scoreChart(state: RunState, unit: string): SafeHtml {
  const points = bestSoFar(state);
  const most = Math.max(1, state.spent.requests, ...points.map((point) => point.requests));
  const x = (calls: number) => Math.round(left + ((width - left - 12) * calls) / most);
  const y = (score: number) =>
    Math.round(12 + (height - bottom - 12) * (1 - Math.min(1, Math.max(0, score))));
  const partly = state.candidates.filter(({ provenAfter }) => provenAfter === null);
  const last = points.at(-1);
  const steps = points.map(
    (point, index) =>
      `${index === 0 ? "M" : `L${x(point.requests)} ${y(points[index - 1]?.best ?? point.best)} L`}${x(point.requests)} ${y(point.best)}`,
  );
  const line = `${steps.join(" ")}${last === undefined ? "" : ` L${x(most)} ${y(last.best)}`}`;
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  return html`<svg
      viewBox="0 0 ${width} ${height}"
      role="img"
      aria-label="Score on the Pareto set over ${unit}"
    >
      ${ticks.map((tick) => html`<line x1="${left}" x2="${width - 12}" y1="${y(tick)}" y2="${y(tick)}" stroke="currentColor" stroke-opacity="0.15" /><text x="${left - 8}" y="${y(tick) + 4}" text-anchor="end">${Math.round(tick * 100)} %</text>`)}
      <path d="${line}" fill="none" stroke="currentColor" stroke-width="2" />
      ${points.map((point) => html`<circle cx="${x(point.requests)}" cy="${y(point.mean)}" r="4" fill="currentColor" fill-opacity="0.55"><title>candidate ${point.candidate}: ${percent(point.mean)} after ${point.requests} ${unit}</title></circle>`)}
      ${partly.map(({ index, mean, scoredAfter }) => html`<circle cx="${x(scoredAfter)}" cy="${y(mean)}" r="4" fill="none" stroke="currentColor" stroke-opacity="0.55"><title>candidate ${index}: ${percent(mean)} after ${scoredAfter} ${unit}, some rows inherited</title></circle>`)}
      <text x="${width - 12}" y="${height - 8}" text-anchor="end">${most} ${unit}</text>
    </svg>
    ${partly.length === 0 ? "" : html`<p class="soft">Hollow dots: scores of rows it was not asked are inherited from its parent.</p>`}`;
}

export function percent(share: number | undefined): string {
  return share === undefined || !Number.isFinite(share) ? "not measured" : `${(share * 100).toFixed(1)} %`;
}
