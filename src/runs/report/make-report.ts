import { bestCandidate, frontierMembers } from "../../engine/state/selectors.ts";
import type { RunState } from "../../engine/state/state.ts";
import { modelName } from "../../models/model-name.ts";
import type { LedgerSums } from "../../storage/read/ledger.ts";
import type { ReflectionRow, RolloutRow, RunRow, TrajectoryRow } from "../../storage/rows.ts";
import { countsRequests } from "../../tasks/requests-per-rollout.ts";
import { candidateSection, lineageTree, rejectedTable } from "./candidate-parts.ts";
import { html, type SafeHtml } from "./html.ts";
import { reportStyle } from "./report-style.ts";
import { percent, scoreChart } from "./score-chart.ts";
import { traceParts, verdictParts } from "./test-parts.ts";

/** Everything a report shows, read beforehand. */
interface ReportInput {
  readonly run: RunRow;
  readonly state: RunState;
  readonly reflections: readonly ReflectionRow[];
  /** Traces to show: rows the winner got wrong. */
  readonly traces: readonly {
    readonly rollout: RolloutRow;
    readonly trajectory: TrajectoryRow | undefined;
  }[];
  readonly ledger: LedgerSums;
  readonly now: number;
  /** The page holds the whole run and opens in the studio. */
  readonly carriesRun: boolean;
}

/** Nothing may load or run in a report, whatever its data holds. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A run as one HTML file that opens without a network, holds no script, and shows what it rests on. */
export function makeReport(input: ReportInput): string {
  const { run, state, traces } = input;
  const reflections = new Map(input.reflections.map((row) => [row.callIndex, row]));
  const best = bestCandidate(state);
  const verdict = verdictParts(state);
  const unit = countsRequests(run.task, run.engine.budget) ? "requests" : "rollouts";
  const title = `Run ${run.number}: ${run.name}`;
  const body = html`<main>
    <h1>${title}</h1>
    <p class="soft">
      ${run.task.name} · made ${new Date(input.now).toISOString().slice(0, 16).replace("T", " ")} UTC
    </p>
    ${
      input.carriesRun
        ? html`<p class="soft">
            This file holds the whole run, with every row and answer: open it in GEPA Studio with “Open a
            file” under Storage &amp; privacy.
          </p>`
        : undefined
    }
    <p class="big">${verdict.sentence}</p>
    ${verdict.details}
    <h2>The prompt</h2>
    ${
      best === null
        ? html`<p>No candidate was scored.</p>`
        : Object.entries(best.texts).map(
            ([name, text]) =>
              html`<h3>${name}</h3>
                <pre>${text}</pre>`,
          )
    }
    <h2>The search</h2>
    ${scoreChart(state, unit)}${facts(input, unit)}${weights(run)}
    <h2>Lineage</h2>
    ${lineageTree(state)}
    <h2>Candidates</h2>
    ${state.candidates.map((entry) => candidateSection(state, entry, reflections))}
    <h2>Proposals not kept</h2>
    ${rejectedTable(state)}
    <h2>What the winner got wrong</h2>
    ${traces.length === 0 ? html`<p>No wrong answer of the winner is stored.</p>` : traces.map(({ rollout, trajectory }) => traceParts(rollout, trajectory))}
  </main>`;
  return `<!doctype html>\n${
    html`<html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${reportStyle}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html>`.markup
  }\n`;
}

function facts({ run, state, ledger }: ReportInput, unit: string): SafeHtml {
  const { spent, stopReason } = state;
  const usage = run.summary?.usage;
  const tokens = usage === undefined ? 0 : usage.student.promptTokens + usage.student.completionTokens;
  const reflectionTokens =
    usage === undefined ? 0 : usage.reflection.promptTokens + usage.reflection.completionTokens;
  const rows: [string, string][] = [
    ["Student", modelName(run.student)],
    ["Reflection", modelName(run.reflection)],
    ["Weights of the Student (SHA-256)", run.models?.student?.weightsSha256 ?? "not a local model"],
    ["Optimizer", `${run.optimizer}, ${run.engine.preset} preset, seed ${run.engine.seed}`],
    [`Spent by the search, ${unit}`, String(Math.max(spent.requests, run.summary?.requests ?? 0))],
    ["Reflection requests", String(spent.reflectionCalls)],
    [`Spent by the sealed test, ${unit}`, String(spent.testRequests)],
    ["Tokens, Student / Reflection", `${tokens} / ${reflectionTokens}`],
    ["Candidates on the frontier", frontierMembers(state).join(", ")],
    [
      "Seed and best on the Pareto set",
      `${percent(state.candidates[0]?.mean)}, ${percent(bestCandidate(state)?.mean)}`,
    ],
    ["Ended", stopReason === null ? "not yet" : stopReason.kind.replaceAll("-", " ")],
    ["Requests that may have been paid twice", String(run.possiblyPaidTwice)],
    ["Requests that left the machine", String(ledger.requests)],
    ["Hosts", ledger.origins.map(({ origin }) => origin).join(", ") || "none"],
  ];
  return html`<table>
    <tbody>
      ${rows.map(
        ([name, value]) =>
          html`<tr>
            <th>${name}</th>
            <td>${value}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Every file the local models were loaded from. */
function weights({ models }: RunRow): SafeHtml {
  const files = [...(models?.student?.weights ?? []), ...(models?.reflection?.weights ?? [])];
  if (files.length === 0) return html``;
  return html`<details>
    <summary>Files of the local models, with their SHA-256 (${String(files.length)})</summary>
    <table>
      <tbody>
        ${files.map(
          ({ name, bytes, sha256 }) =>
            html`<tr>
              <th>${name}</th>
              <td>${String(bytes)} bytes</td>
              <td><code>${sha256}</code></td>
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}
