import { type EngineSpec, type ReflectionRequest, studioSpec } from "../engine/index.ts";
import type { SplitRows } from "../tasks/build-task.ts";
import type { Example, TaskSpec } from "../tasks/task-spec.ts";
import type { LessonWorld } from "./lesson.ts";
import { literalStudent } from "./literal-student.ts";
import { shopTask } from "./shop.ts";

/** Half of this desk's mail is for SALES; the rest is for four others. */
const topics: readonly { readonly label: string; readonly word: string; readonly rows: number }[] = [
  { label: "SALES", word: "price", rows: 10 },
  { label: "SHIPPING", word: "parcel", rows: 4 },
  { label: "BILLING", word: "refund", rows: 3 },
  { label: "TECH", word: "password", rows: 2 },
  { label: "LEGAL", word: "lawyer", rows: 1 },
];

const frames = [
  "A question about the {w}.",
  "Please write to me about the {w}.",
  "It is the {w} again.",
  "Who can help me with the {w}?",
  "I wrote last week about my {w}.",
  "Nobody answers me about the {w}.",
  "My neighbour and I disagree about the {w}.",
  "Could somebody look at the {w}?",
  "Two words on the {w}, if I may.",
  "I call because of the {w}.",
];

function rowsOf(split: string): readonly Example[] {
  return topics.flatMap(({ label, word, rows }) =>
    Array.from({ length: rows }, (_, index): Example => {
      const frame = frames[(index + split.length) % frames.length] ?? "";
      return {
        id: `${split}-${word}-${index}`,
        inputs: { message: frame.replace("{w}", word) },
        expected: { label },
        reason: `Decided by the word "${word}".`,
      };
    }),
  );
}

export const frontierRows: SplitRows = { feedback: rowsOf("feedback"), pareto: rowsOf("pareto"), test: [] };
/** Right on half of the rows at once, and no rule written after it is ever reached. */
export const trapPrompt = "Answer SALES to every message.";
/** Right on a fifth of the rows; every rule added to it helps. */
export const plainPrompt = "If the message mentions parcel, answer SHIPPING.";

/**
 * A Reflection program with one habit: it adds a rule for the first row that went wrong, at the end of the prompt. A
 * careful model would do better, but it too repairs what it is shown.
 */
function appendingReflector(request: ReflectionRequest): string {
  const failed = request.records.find((row) => row.score < 1);
  const feedback = String(failed?.record["Feedback"] ?? "");
  const label = /expected "?([A-Z]+)/i.exec(feedback)?.[1]?.toUpperCase();
  const word = /word "([a-z]+)"/i.exec(feedback)?.[1];
  if (label === undefined || word === undefined) return request.currentText;
  return `${request.currentText}\nIf the message mentions ${word}, answer ${label}.`;
}

interface FrontierChoice {
  readonly selector: EngineSpec["parentSelector"];
  readonly seed: number;
  readonly trap: string;
  readonly plain: string;
}

const task: TaskSpec = {
  ...shopTask,
  id: "learn-frontier",
  name: "A desk with a habit",
  seedCandidate: { instruction: trapPrompt },
};

export function frontierWorld(choice: FrontierChoice): LessonWorld {
  return {
    task,
    rows: frontierRows,
    student: literalStudent,
    spec: studioSpec({
      seed: choice.seed,
      seedCandidates: [{ instruction: choice.trap }, { instruction: choice.plain }],
      splits: {
        feedback: frontierRows.feedback.length,
        pareto: frontierRows.pareto.length,
        test: 0,
        paretoIsFeedback: false,
      },
      parentSelector: choice.selector,
      minibatch: { size: 3, failureAware: true },
      budget: { metricCalls: 240, reflectionCalls: 30, policy: "reserve" },
      winner: { kind: "highest-mean" },
    }),
    reflect: (request) => Promise.resolve({ kind: "proposed", text: appendingReflector(request) }),
  };
}
