import {
  type BudgetRaised,
  type EvaluatedRow,
  isScored,
  type JournalEvent,
  type Reflected,
} from "../../engine/index.ts";
import { mean } from "../../shared/statistics/mean.ts";
import { formatCount, formatPercent, plural } from "./numbers.ts";
import { stopSentence } from "./sentences.ts";
import { isPassFail, sumWords } from "./sum-words.ts";

function verificationWords(purpose: VerificationPurpose, who: string, rows: string): string {
  if (purpose === "noise") return `${who} is asked ${rows} again, to see how far answers differ`;
  if (purpose === "opening") return `${who} is asked ${rows} more: too few it fails are known yet`;
  return `${who} leads: it is asked the ${rows} it was not asked yet`;
}

type VerificationPurpose = Extract<JournalEvent, { readonly type: "verification-begun" }>["purpose"];

/** A journal event in a line. */
export function eventWords(event: JournalEvent): string {
  switch (event.type) {
    case "run-started":
      return "The run starts";
    case "candidate-added":
      return event.kind === "seed"
        ? `The seed c${event.index} is scored on ${plural(event.rows.length, "Pareto row")}`
        : `c${event.index} is accepted: ${meanOf(event.rows)} on ${plural(event.rows.length, "Pareto row")}${event.inherits === undefined ? "" : `, the rest inherited from c${event.inherits}`}`;
    case "parents-selected":
      return `${event.tasks.map((task) => `c${task.parent}`).join(", ")} drawn as parent, with rows ${rowsOf(event.tasks[0]?.minibatch ?? [])}`;
    case "parents-evaluated":
      return `The parent on its minibatch: ${event.evaluations.map((one) => meanOf(one.rows)).join(", ")}${skipped(event.tasks)}`;
    case "reflected":
      return reflectedWords(event);
    case "children-judged":
      return event.judgements
        .map((one) => {
          const [before, after] = sumsOf(one.rows, [one.before, one.after]);
          return `${before} → ${after}, ${one.verdict === "selected" ? "better" : "not better"}`;
        })
        .join("; ");
    case "validation-incomplete":
      return event.worse === true
        ? `The new candidate is worse than its parent on ${plural(event.rows.length, "Pareto row")}`
        : "Some Pareto rows of the new candidate had no answer";
    case "verification-begun":
      return verificationWords(event.purpose, `c${event.candidate}`, plural(event.examples.length, "row"));
    case "candidate-rescored":
      return `c${event.candidate} has ${meanOf(event.rows)} of ${plural(event.rows.length, "row")}`;
    case "final-begun":
      return `The final: ${event.finalists.map(({ candidate }) => `c${candidate}`).join(", ")}${event.fresh.length === 0 ? "" : `, also on ${plural(event.fresh.length, "row")} none of them has seen`}`;
    case "final-evaluated":
      return finalWords(event);
    case "merge-searched":
      return event.found === null
        ? "No pair to merge"
        : `A merge of c${event.found.parents[0]} and c${event.found.parents[1]} is built`;
    case "merge-judged": {
      const [merged, ...parents] = sumsOf(event.rows, [event.after, ...event.parentSums]);
      return `The merge has ${merged} against ${parents.join(" and ")}`;
    }
    case "iteration-failed":
      return `The iteration failed: ${event.reason}`;
    case "run-stopped":
      return stopSentence(event.reason);
    case "run-reopened":
      return "You go on with the run";
    case "test-evaluated":
      return `The sealed test set: c${event.candidate} has ${meanOf(event.rows)} of ${plural(event.rows.length, "row")}`;
    case "budget-raised":
      return budgetWords(event);
    case "candidate-entered":
      return `You enter a rewrite of c${event.parent}`;
    case "feedback-added":
      return `You add a remark to row ${event.example}`;
    case "rows-asked-again":
      return "You ask for the rows that were left out again";
    case "left-out-evaluated": {
      const rows = event.evaluations.flatMap((one) => one.rows);
      const answered = rows.filter((row) => "score" in row).length;
      return `Rows without an answer are asked again: ${formatCount(answered)} of ${plural(rows.length, "row")} answered`;
    }
    case "trial-evaluated":
      return `Trial ${event.trial}: ${event.note}`;
  }
}

/** Finalists that have answered every row already are asked nothing more. */
function finalWords({ evaluations }: Extract<JournalEvent, { readonly type: "final-evaluated" }>): string {
  const asked = evaluations.filter(({ rows, fresh }) => rows.length + fresh.length > 0);
  if (asked.length === 0) return "The final needs no more answers: every row it looks at was asked before";
  const means = asked.map(({ candidate, rows, fresh }) => `c${candidate} ${meanOf([...rows, ...fresh])}`);
  return `The final is scored: ${means.join(", ")}`;
}

function budgetWords({ requests, metricCalls, reflectionCalls }: BudgetRaised): string {
  const limits = [
    limitWords(requests, "request") ?? limitWords(metricCalls, "rollout"),
    limitWords(reflectionCalls, "Reflection request"),
  ].filter((words) => words !== undefined);
  return limits.length === 0 ? "The budget is changed" : `The budget is now ${limits.join(" and ")}`;
}

function limitWords(limit: number | null | undefined, unit: string): string | undefined {
  if (limit === undefined) return undefined;
  return limit === null ? `any number of ${unit}s` : plural(limit, unit);
}

const times = (count: number): string => (count === 1 ? "once" : count === 2 ? "twice" : `${count} times`);

/** What goes to the gate: what the Reflection model wrote, a text that was given, worked examples nobody wrote. */
function reflectedWords({ reflectionCalls, proposals }: Reflected): string {
  const shown = proposals.filter(({ examples }) => examples !== undefined);
  const written = proposals.filter(({ examples }) => examples === undefined);
  const examples = shown.map(({ examples: rows, dropped }) =>
    dropped === undefined
      ? `${plural(rows?.length ?? 0, "feedback row")} with the right answers ${rows?.length === 1 ? "goes" : "go"} behind the text`
      : "the worked examples drawn are known already",
  );
  if (reflectionCalls > 0)
    return [
      `The Reflection model answered ${times(reflectionCalls)}: ${proposed(written)}`,
      ...examples,
    ].join("; ");
  if (written.length > 0) return "The given text goes to the gate, with no letter written";
  return `No letter is written: ${examples.length === 0 ? "there are no other worked examples to try" : examples.join("; ")}`;
}

/** What came of the answers: a proposal that was dropped before it was tried is said to be. */
function proposed(proposals: Reflected["proposals"]): string {
  const fresh = proposals.filter(({ dropped }) => dropped === undefined).length;
  const known = proposals.filter(
    ({ dropped }) => dropped === "unchanged" || dropped === "already-seen",
  ).length;
  if (fresh === 0 && known === 0) return "no usable proposal";
  const parts = [
    ...(fresh === 0 ? [] : [plural(fresh, "proposal")]),
    ...(known === 0 ? [] : [`${plural(known, "text")} known already`]),
  ];
  return parts.join(" and ");
}

function meanOf(rows: readonly EvaluatedRow[]): string {
  const scores = rows.filter(isScored).map((row) => row.score);
  if (scores.length === 0) return "no answer";
  return formatPercent(mean(scores));
}

/** Sums over the same rows, all in one measure. */
function sumsOf(rows: readonly EvaluatedRow[], sums: readonly number[]): readonly string[] {
  const passFail = isPassFail(rows) && sums.every(Number.isInteger);
  return sums.map((sum) => sumWords(sum, rows.filter(isScored).length, passFail));
}

function rowsOf(rows: readonly number[]): string {
  return rows.length > 8 ? `${rows.slice(0, 8).join(", ")} …` : rows.join(", ");
}

function skipped(tasks: readonly { readonly verdict: string; readonly reason?: string }[]): string {
  const skip = tasks.find((task) => task.verdict === "skip");
  if (skip === undefined) return "";
  if (skip.reason === "all-scores-perfect") return "; nothing to learn from it";
  return skip.reason === "too-many-failures" ? "; too many rows failed" : "; no records";
}
