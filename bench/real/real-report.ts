import { groupBy } from "../../src/shared/group-by.ts";
import { median } from "../race/summarise.ts";
import type { RealRun } from "./real-figures.ts";

export const percent = (score: number): string => (100 * score).toFixed(1);
const signed = (score: number): string => `${score >= 0 ? "+" : ""}${percent(score)}`;

function row(run: RealRun): string {
  const { student, reflection } = run.requests;
  const cells = [
    run.task,
    run.optimizer,
    run.seed,
    percent(run.seedScore),
    percent(run.winnerScore),
    `${signed(run.gain)} (${signed(run.gainLow)} to ${signed(run.gainHigh)})`,
    run.testRows,
    student.requests,
    reflection.requests,
    `${run.rewrites.unusable} of ${run.rewrites.asked}`,
    run.wallSeconds,
    run.commit,
  ];
  return `| ${cells.join(" | ")} |`;
}

/** Medians over the seeds of one task and one optimizer. */
function medians(runs: readonly RealRun[]): readonly string[] {
  const groups = groupBy(runs, ({ task, optimizer }) => `${task} | ${optimizer}`);
  return [...groups].map(([name, group]) => {
    const requests = group.map((run) => run.requests.student.requests + run.requests.reflection.requests);
    return `| ${name} | ${group.length} | ${signed(median(group.map(({ gain }) => gain)))} | ${group.filter(({ gainLow }) => gainLow > 0).length} | ${group.filter(({ gainHigh }) => gainHigh < 0).length} | ${median(requests)} |`;
  });
}

/** GEPA beside each other optimizer, on the tasks and seeds that both searched. */
function besideGepa(runs: readonly RealRun[]): readonly string[] {
  const place = ({ task, seed }: RealRun): string => `${task} ${seed}`;
  const byOptimizer = groupBy(runs, ({ optimizer }) => optimizer);
  const gepa = new Map((byOptimizer.get("gepa") ?? []).map((run) => [place(run), run.gain]));
  return [...byOptimizer].flatMap(([name, group]) => {
    const both = group.flatMap((run) => {
      const ours = gepa.get(place(run));
      return name === "gepa" || ours === undefined ? [] : [{ ours, theirs: run.gain }];
    });
    if (both.length === 0) return [];
    const ahead = both.filter(({ ours, theirs }) => ours > theirs).length;
    const behind = both.filter(({ ours, theirs }) => ours < theirs).length;
    const ours = signed(median(both.map((pair) => pair.ours)));
    const theirs = signed(median(both.map((pair) => pair.theirs)));
    return `GEPA beside ${name}, ${both.length} searches of the same tasks and seeds: median gain ${ours} and ${theirs} points; GEPA is ahead in ${ahead}, behind in ${behind}.`;
  });
}

function prompt(run: RealRun): string {
  const texts = Object.entries(run.winningPrompt).map(([component, text]) => `${component}:\n\n${text}`);
  const fence = "~~~~";
  return `### ${run.task}, ${run.optimizer}, seed ${run.seed}\n\n${fence}text\n${texts.join("\n\n")}\n${fence}\n`;
}

/** The table of all runs with real models, flattering or not. */
export function reportOf(runs: readonly RealRun[], models: Readonly<Record<string, unknown>>): string {
  const pairs = groupBy(
    runs,
    ({ student, reflection, settings }) => `Student ${student}, Reflection ${reflection}; ${settings}`,
  );
  const parts = [...pairs].map(
    ([name, group]) => `## ${name}

| task | optimizer | runs | median gain, points | gain surely above 0 | surely below 0 | requests, median |
|---|---|---|---|---|---|---|
${medians(group).join("\n")}

${besideGepa(group).join("\n")}

| task | optimizer | seed | seed prompt, % | winner, % | gain, points (95 %) | sealed rows | Student requests | Reflection requests | rewrites without a text to try | seconds | commit |
|---|---|---|---|---|---|---|---|---|---|---|---|
${group.map(row).join("\n")}

${group.map(prompt).join("\n")}`,
  );
  return `# Real models

Written by \`npm run bench -- real\`; the same figures are in real.json. Every run is a search in the built page with the settings New run
proposes, but for its budget; both scores are on the same sealed rows, which no search saw. The interval is a paired bootstrap over those
rows: it says how sure the gain is for this prompt, not how much searches differ (that is what the seeds show). Requests include the
sealed test. The model server answers a greedy request it has answered before from memory; it is counted like any other.
Reflection "by hand": the run waited with its letter, and the answer was given in the page's own form by somebody who saw nothing but
the letters. In the runs kept here that was a strong chat model, so read it as "a strong model", not as what people write.

Models: ${Object.entries(models)
    .map(([name, about]) => `${name} (${JSON.stringify(about)})`)
    .join(", ")}

${parts.join("\n")}`;
}
