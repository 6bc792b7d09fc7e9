import { diffWordsWithSpace } from "diff";

import { allProposals } from "../../engine/state/selectors.ts";
import type { CandidateEntry, ProposalEntry, RunState } from "../../engine/state/state.ts";
import type { ReflectionRow } from "../../storage/rows.ts";
import { html, type SafeHtml } from "./html.ts";
import { percent } from "./score-chart.ts";

/** Texts longer than this are shown without marks: comparing them word by word would take too long. */
const longestCompared = 30_000;

function changes(before: string, after: string): SafeHtml {
  if (before.length + after.length > longestCompared) return html`<pre>${after}</pre>`;
  const parts = diffWordsWithSpace(before, after).map((part) =>
    part.added
      ? html`<ins>${part.value}</ins>`
      : part.removed
        ? html`<del>${part.value}</del>`
        : html`${part.value}`,
  );
  return html`<pre>${parts}</pre>`;
}

/** A mean with what of it was not asked. */
function meanWords({ mean, scores, inheritedRows, openRows }: CandidateEntry): string {
  const inherited = inheritedRows === 0 ? [] : [`${inheritedRows} of ${scores.length} rows inherited`];
  const open = openRows === 0 ? [] : [`${openRows} more rows not asked`];
  return [percent(mean), ...inherited, ...open].join(", ");
}

/** Which of its rows stand on somebody else's answers. */
function inheritedWords({ inherits, scores, inheritedRows }: CandidateEntry): string {
  if (inherits === null || inheritedRows === 0) return "";
  const rows = scores.filter((row) => row.from === "inherited").map((row) => row.example);
  return `It was not asked ${inheritedRows} of ${scores.length} judging rows: they keep the scores of candidate ${inherits} (rows ${rows.join(", ")}).`;
}

/** Who descends from whom; a merge stands under its first parent and names the second. */
export function lineageTree(state: RunState): SafeHtml {
  const under = (parent: number | undefined): SafeHtml => {
    const children = state.candidates.filter((entry) => entry.parents[0] === parent);
    if (children.length === 0) return html``;
    return html`<ul class="tree">
      ${children.map((entry) => html`<li><a href="#candidate-${entry.index}">Candidate ${entry.index}</a> <span class="soft">${entry.kind}${entry.parents.length > 1 ? ` with ${entry.parents.slice(1).join(", ")}` : ""}, ${meanWords(entry)}</span>${under(entry.index)}</li>`)}
    </ul>`;
  };
  return under(undefined);
}

function gateWords(proposal: ProposalEntry): string {
  const { before, after, minibatch } = proposal;
  if (before === null || after === null) return `verdict: ${proposal.verdict}`;
  return `on ${minibatch.length} rows ${before.toFixed(2)} before and ${after.toFixed(2)} after; verdict: ${proposal.verdict}`;
}

function conversation(
  proposal: ProposalEntry,
  reflections: ReadonlyMap<number, ReflectionRow>,
): readonly SafeHtml[] {
  return proposal.reflections
    .flatMap((evidence) => evidence.attempts)
    .flatMap(({ callIndex, outcome }) => {
      const row = reflections.get(callIndex);
      if (row === undefined) return [];
      const said =
        row.answer.kind === "answered"
          ? row.answer.text
          : row.answer.kind === "failed"
            ? row.answer.message
            : "";
      return [
        html`<details>
          <summary>Asked ${row.by} (request ${callIndex}, ${outcome})</summary>
          <h3>Prompt</h3>
          <pre>${row.prompt}</pre>
          <h3>Answer</h3>
          <pre>${said}</pre>
        </details>`,
      ];
    });
}

/** One candidate: its texts with what changed since its parent, why it was let in, and what was asked. */
export function candidateSection(
  state: RunState,
  entry: CandidateEntry,
  reflections: ReadonlyMap<number, ReflectionRow>,
): SafeHtml {
  const parent = state.candidates[entry.parents[0] ?? -1];
  const proposal = allProposals(state).find((each) => each.candidate === entry.index);
  return html`<section id="candidate-${entry.index}">
    <h3>Candidate ${entry.index} · ${meanWords(entry)}</h3>
    <p class="soft">
      ${entry.kind === "seed" ? "The prompt the search started from." : `From ${entry.parents.map((index) => `candidate ${index}`).join(" and ")} in iteration ${entry.iteration}.`}
      ${proposal === undefined ? "" : `Gate: ${gateWords(proposal)}.`} ${inheritedWords(entry)}
    </p>
    ${Object.entries(entry.texts).map(
      ([name, text]) =>
        html`<h4 class="soft">${name}</h4>
          ${parent === undefined ? html`<pre>${text}</pre>` : changes(parent.texts[name] ?? "", text)}`,
    )}
    ${proposal === undefined ? html`` : conversation(proposal, reflections)}
  </section>`;
}

/** Proposals that were not kept, each with its reason. */
export function rejectedTable(state: RunState): SafeHtml {
  const rejected = allProposals(state).filter((proposal) => proposal.candidate === null);
  if (rejected.length === 0) return html`<p>Every proposal was kept.</p>`;
  return html`<table>
    <thead>
      <tr>
        <th>Iteration</th>
        <th>From</th>
        <th>Verdict</th>
        <th class="number">Before</th>
        <th class="number">After</th>
      </tr>
    </thead>
    <tbody>
      ${rejected.map(
        (proposal) =>
          html`<tr>
            <td>${proposal.iteration}</td>
            <td>${proposal.parents.join(" + ")}</td>
            <td>${proposal.verdict}</td>
            <td class="number">${proposal.before?.toFixed(2) ?? "–"}</td>
            <td class="number">${proposal.after?.toFixed(2) ?? "–"}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
