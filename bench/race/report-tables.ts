import { percent } from "../../tools/demo/progress-lines.ts";
import type { GrpoSummary } from "./grpo-figures.ts";
import { callsWords, ratioWords } from "./ratio-words.ts";
import type { OptimizerSummary } from "./summarise.ts";

export type Names = Readonly<Record<string, string>>;

/** GEPA at three feedback levels, the most told first, with what its reflector is told. */
export const feedbackLevels = [
  { optimizer: "gepa", told: "deciding words" },
  { optimizer: "gepa-expected-answer", told: "expected label" },
  { optimizer: "gepa-eyes-shut", told: "score" },
] as const;

const blind = ["policy", "greedy", "beam", "random"];
const grpoName = "GRPO (recorded, weights trained)";

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), `|${head.map(() => "---|").join("")}`, ...rows.map(line)].join("\n");
}

function testWords(of: { readonly testScore: number; readonly interval: readonly [number, number] }): string {
  return `${percent(of.testScore)} (${percent(of.interval[0])} to ${percent(of.interval[1])})`;
}

/** What every optimizer reached and what it took. */
export function mainTable(
  summaries: readonly OptimizerSummary[],
  grpo: GrpoSummary | null,
  names: Names,
): string {
  const rows = summaries.map((summary) => [
    names[summary.optimizer] ?? summary.optimizer,
    `${callsWords(summary.callsToNinety)} (${summary.reachedNinety} of ${summary.runs})`,
    testWords(summary),
    Math.round(summary.medianConvergence),
    Math.round(summary.medianPromptTokens),
    shareWords(summary),
    Math.round(summary.studentTokens / summary.runs),
  ]);
  const trained =
    grpo === null
      ? []
      : [
          [
            grpoName,
            `${callsWords(grpo.callsToNinety)} (${grpo.reachedNinety} of ${grpo.runs})`,
            testWords(grpo),
            "",
            "the seed prompt",
            `${Math.round(grpo.medianRollouts)} rollouts a run`,
            "",
          ],
        ];
  return table(
    [
      "optimizer",
      "calls to 90 % of the ceiling, median (runs that got there)",
      "winner on sealed rows (95 % Wilson)",
      "calls to convergence, median",
      "prompt tokens, median",
      "Student : Reflection calls (share)",
      "Student tokens a run",
    ],
    [...rows, ...trained],
  );
}

function shareWords({ studentCalls, reflectionCalls }: OptimizerSummary): string {
  const all = studentCalls + reflectionCalls;
  return `${studentCalls} : ${reflectionCalls} (${percent(studentCalls / all)} : ${percent(reflectionCalls / all)})`;
}

/** How many times GEPA's calls the blind searches and GRPO needed, at each of its feedback levels. */
export function feedbackTable(
  summaries: readonly OptimizerSummary[],
  grpo: GrpoSummary | null,
  names: Names,
): string {
  const found = (optimizer: string) => summaries.find((summary) => summary.optimizer === optimizer);
  const levels = feedbackLevels.flatMap(({ optimizer, told }) => {
    const summary = found(optimizer);
    return summary === undefined ? [] : [{ told, summary }];
  });
  const others = [
    ...blind.flatMap((optimizer) => {
      const summary = found(optimizer);
      return summary === undefined
        ? []
        : [{ name: names[optimizer] ?? optimizer, calls: summary.callsToNinety }];
    }),
    ...(grpo === null ? [] : [{ name: grpoName, calls: grpo.callsToNinety }]),
  ];
  if (levels.length === 0 || others.length === 0) return "";
  return table(
    ["GEPA is told", "its own calls to 90 %, median", ...others.map(({ name }) => `${name} / GEPA`)],
    levels.map(({ told, summary }) => [
      told,
      callsWords(summary.callsToNinety),
      ...others.map(({ calls }) => ratioWords(calls, summary.callsToNinety)),
    ]),
  );
}

/** GEPA beside MIPROv2 at the same budget; undefined when one of them did not take part. */
export function againstMipro(summaries: readonly OptimizerSummary[], names: Names): string | undefined {
  const gepa = summaries.find((summary) => summary.optimizer === "gepa");
  if (gepa === undefined) return undefined;
  const rows = ["mipro", "mipro-no-demos"].flatMap((optimizer) => {
    const rival = summaries.find((summary) => summary.optimizer === optimizer);
    if (rival === undefined) return [];
    const points = (gepa.testScore - rival.testScore) * 100;
    return [
      [
        names[optimizer] ?? optimizer,
        `${points < 0 ? "−" : "+"}${Math.abs(points).toFixed(1)} points`,
        `${(rival.medianPromptTokens / gepa.medianPromptTokens).toFixed(1)} times GEPA's`,
      ],
    ];
  });
  return rows.length === 0
    ? undefined
    : table(["rival", "GEPA's winner on sealed rows, against it", "its prompt length"], rows);
}
