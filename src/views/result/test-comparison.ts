import {
  bestCandidate,
  type EvaluatedRow,
  isScored,
  type RunState,
  type TestResult,
} from "../../engine/index.ts";
import { comparePaired, type PairedComparison } from "../../shared/statistics/paired-comparison.ts";
import { isAllOrNothing } from "../words/verdict-words.ts";

/** What became of a row from one prompt to the other. */
export type RowOutcome = "won" | "lost" | "right" | "wrong" | "same";

/** A sealed test row with what both prompts made of it. */
interface TestedRow {
  readonly example: number;
  readonly before: number;
  readonly after: number;
  readonly beforeCall: number;
  readonly afterCall: number;
  readonly outcome: RowOutcome;
}

export interface TestComparison extends PairedComparison {
  readonly seed: number;
  readonly winner: number;
  readonly passFail: boolean;
  /** In the order of the strip: won, lost, right with both, wrong with both. */
  readonly lines: readonly TestedRow[];
  /** Rows one side had no answer for; left out of both. */
  readonly unanswered: number;
}

const order: readonly RowOutcome[] = ["won", "lost", "right", "same", "wrong"];

/** The winner's answers on the sealed rows. Of a search that went on after its test, those of the winner it then had. */
export function testedWinner(state: RunState): TestResult | undefined {
  const best = bestCandidate(state)?.index;
  const others = state.test.filter(({ candidate }) => candidate !== 0);
  return (
    others.findLast(({ candidate }) => candidate === best) ?? others.findLast(({ asked }) => asked !== true)
  );
}

/** The seed against the winner on the sealed test set; undefined before both were tried on it. */
export function testComparison(state: RunState): TestComparison | undefined {
  const seed = state.test.findLast((result) => result.candidate === 0);
  const winner = testedWinner(state);
  return seed === undefined || winner === undefined ? undefined : compareTests(seed, winner);
}

export function compareTests(seed: TestResult, winner: TestResult): TestComparison {
  const before = byExample(seed.rows);
  const lines: TestedRow[] = [];
  let unanswered = 0;
  for (const row of winner.rows) {
    const other = before.get(row.example);
    if (other === undefined || !isScored(row) || !isScored(other)) {
      unanswered += 1;
      continue;
    }
    const outcome = outcomeOf(other.score, row.score);
    lines.push({
      example: row.example,
      before: other.score,
      after: row.score,
      beforeCall: other.callIndex,
      afterCall: row.callIndex,
      outcome,
    });
  }
  const comparison = comparePaired(lines);
  return {
    ...comparison,
    seed: seed.candidate,
    winner: winner.candidate,
    passFail: lines.every((line) => isAllOrNothing(line.before) && isAllOrNothing(line.after)),
    lines: lines.toSorted(
      (a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome) || a.example - b.example,
    ),
    unanswered,
  };
}

function outcomeOf(before: number, after: number): RowOutcome {
  if (after > before) return "won";
  if (after < before) return "lost";
  return after >= 1 ? "right" : after <= 0 ? "wrong" : "same";
}

function byExample(rows: readonly EvaluatedRow[]): ReadonlyMap<number, EvaluatedRow> {
  return new Map(rows.map((row) => [row.example, row]));
}
