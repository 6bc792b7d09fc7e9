import { bestCandidate } from "../../engine/state/selectors.ts";
import type { RunState, TestResult } from "../../engine/state/state.ts";
import { comparePaired } from "../../shared/statistics/paired-comparison.ts";
import type { RolloutRow, TrajectoryRow } from "../../storage/rows.ts";
import { html, type SafeHtml } from "./html.ts";
import { percent } from "./score-chart.ts";

function scoresOf(result: TestResult): Map<number, number> {
  return new Map(result.rows.flatMap((row) => ("score" in row ? [[row.example, row.score] as const] : [])));
}

/** What the sealed test says, in a sentence that claims no more than the rows show. */
export function verdictParts(state: RunState): { readonly sentence: SafeHtml; readonly details: SafeHtml } {
  const best = bestCandidate(state);
  const seed = state.test.findLast((result) => result.candidate === 0);
  const winner = state.test.findLast((result) => result.candidate === best?.index);
  if (seed === undefined || winner === undefined || best === null)
    return {
      sentence: html`The sealed test set was not opened. On the Pareto set: seed
      ${percent(state.candidates[0]?.mean)}, best ${percent(best?.mean)}.`,
      details: html``,
    };
  if (best.index === 0)
    return {
      sentence: html`No candidate did better than the seed: ${percent(seed.mean)} on the sealed test set.`,
      details: html``,
    };
  const after = scoresOf(winner);
  const pairs = [...scoresOf(seed)].flatMap(([row, before]) => {
    const score = after.get(row);
    return score === undefined ? [] : [{ before, after: score }];
  });
  const told = comparePaired(pairs);
  const words = { better: "better than", worse: "worse than", unclear: "not distinguishable from" }[
    told.verdict
  ];
  const range = ({ value, low, high }: typeof told.gain) =>
    `${percent(value)} (${low === high ? "every row alike" : `${percent(low)} to ${percent(high)}`})`;
  return {
    sentence: html`Candidate ${best.index} is ${words} the seed on the sealed test set:
    ${percent(told.before.value)} → ${percent(told.after.value)}.`,
    details: html`<table>
      <tbody>
        <tr>
          <th>Rows</th>
          <td>${told.rows}</td>
        </tr>
        <tr>
          <th>Seed</th>
          <td>${range(told.before)}</td>
        </tr>
        <tr>
          <th>Winner</th>
          <td>${range(told.after)}</td>
        </tr>
        <tr>
          <th>Gain, paired bootstrap, 95 %</th>
          <td>${range(told.gain)}</td>
        </tr>
        <tr>
          <th>${told.test}</th>
          <td>p = ${told.p.toPrecision(2)}</td>
        </tr>
        <tr>
          <th>Rows won / lost</th>
          <td>${told.won} / ${told.lost}</td>
        </tr>
      </tbody>
    </table>`,
  };
}

/** One rollout with every message the models saw. */
export function traceParts(rollout: RolloutRow, trajectory: TrajectoryRow | undefined): SafeHtml {
  const { outcome } = rollout;
  const score = outcome.kind === "scored" ? `score ${outcome.score.toFixed(2)}` : `failed: ${outcome.error}`;
  const steps = trajectory?.trajectory ?? [];
  return html`<details>
    <summary>Rollout ${rollout.callIndex}, row ${rollout.exampleId.slice(0, 12)}, ${score}</summary>
    ${steps.map(
      (step) =>
        html`<h4 class="soft">${step.module}</h4>
          ${step.messages.map(
            (message) =>
              html`<p class="soft">${message.role}</p>
                <pre>${message.content}</pre>`,
          )}
          <p class="soft">answer</p>
          <pre>${step.completion}</pre>`,
    )}
    <p class="soft">feedback</p>
    <pre>${rollout.feedback}</pre>
  </details>`;
}
