import { type ReflectionRequest, studioMerge, studioSpec } from "../engine/index.ts";
import type { SplitRows } from "../tasks/build-task.ts";
import type { Example, TaskSpec } from "../tasks/task-spec.ts";
import type { Complete } from "../tasks/task.ts";
import { coachAnswer, type LessonWorld } from "./lesson.ts";
import { literalAnswer } from "./literal-student.ts";
import { shopPeople } from "./shop.ts";

/** Two things are to be said of a message: who answers, decided by one word, and how fast, decided by another. */
const who: readonly { readonly word: string; readonly label: string }[] = [
  { word: "parcel", label: shopPeople[0] ?? "MIRA" },
  { word: "refund", label: shopPeople[1] ?? "OTTO" },
  { word: "hinge", label: shopPeople[2] ?? "LENA" },
];
const speed: readonly { readonly word: string; readonly label: string }[] = [
  { word: "today", label: "NOW" },
  { word: "week", label: "SOON" },
  { word: "whenever", label: "LATER" },
];

const frames = [
  "About the {a}: {b}, please.",
  "The {a}, {b} if you can.",
  "It is {b} that I need the {a}.",
  "My {a} again, and {b} will do.",
];

function rowsOf(offset: number): readonly Example[] {
  return who.flatMap((a, i) =>
    speed.flatMap((b, j) =>
      [0, 1].map((turn): Example => {
        const frame = frames[(i + j + turn * 2 + offset) % frames.length] ?? "";
        return {
          id: `${offset}-${a.word}-${b.word}-${turn}`,
          inputs: { message: frame.replace("{a}", a.word).replace("{b}", b.word) },
          expected: { who: a.label, speed: b.label },
          reason: `Decided by the words "${a.word}" and "${b.word}".`,
        };
      }),
    ),
  );
}

export const mergeRows: SplitRows = { feedback: rowsOf(0), pareto: rowsOf(1), test: [] };

export const mergeTask: TaskSpec = {
  id: "learn-merge",
  name: "Who and how fast",
  source: {
    kind: "dataset",
    datasetId: "learn-merge",
    inputColumns: ["message"],
    split: { seed: 0, shares: { feedback: 0.5, pareto: 0.5, test: 0 } },
  },
  program: {
    modules: [
      {
        name: "who",
        component: "who",
        userTemplate: "{{message}}",
        role: "student",
        output: { kind: "text" },
        maxTokens: 8,
        temperature: 0,
      },
      {
        name: "speed",
        component: "speed",
        userTemplate: "{{message}}",
        role: "student",
        output: { kind: "text" },
        maxTokens: 8,
        temperature: 0,
      },
    ],
  },
  metrics: [{ name: "label", kind: "label", weight: 1, options: { expected: "who" } }],
  seedCandidate: { who: "Say who should answer.", speed: "Say how fast." },
};

/** Who and how fast, as the Student answers with these two texts. */
function bothAnswers(
  texts: Readonly<Record<string, string>>,
  message: string,
): { readonly who: string; readonly speed: string } {
  return {
    who: literalAnswer(texts["who"] ?? "", message),
    speed: literalAnswer(texts["speed"] ?? "", message),
  };
}

/** Half a point for each of the two. */
export function scoreBoth(texts: Readonly<Record<string, string>>, row: Example): number {
  const said = bothAnswers(texts, row.inputs["message"] ?? "");
  return (said.who === row.expected["who"] ? 0.5 : 0) + (said.speed === row.expected["speed"] ? 0.5 : 0);
}

const unused: Complete = () => Promise.reject(new Error("the merge scene scores its two parts itself"));

/** Rewrites one part from what the rows say about that part; the coach does the writing. */
function reflectOnPart(request: ReflectionRequest): string {
  const part = request.component === "who" ? "who" : "speed";
  const records = request.records.map(({ example, score }) => {
    const row = mergeRows.feedback[example];
    const words = part === "who" ? who : speed;
    const message = row?.inputs["message"] ?? "";
    const said = literalAnswer(request.currentText, message);
    const expected = row?.expected[part] ?? "";
    const word = words.find((one) => one.label === expected)?.word ?? "";
    const isRight = said === expected;
    return {
      example,
      score: isRight ? 1 : Math.min(score, 0.5),
      record: {
        Inputs: { message },
        "Generated Outputs": said,
        Feedback: isRight
          ? `Right: ${expected}.`
          : `Expected ${expected}, got ${said}. Decided by the word "${word}".`,
      },
    };
  });
  return coachAnswer({ ...request, records });
}

/** What two people found, each on their own part, neither of them all of it. */
export const halves: readonly Readonly<Record<string, string>>[] = [
  { who: `Say who should answer.\n${rulesFor(who.slice(0, 2))}` },
  { speed: `Say how fast.\n${rulesFor(speed.slice(0, 2))}` },
];

function rulesFor(rules: readonly { readonly word: string; readonly label: string }[]): string {
  return rules.map((rule) => `If the message mentions ${rule.word}, answer ${rule.label}.`).join("\n");
}

export function mergeWorld(seed: number): LessonWorld {
  return {
    task: mergeTask,
    rows: mergeRows,
    student: unused,
    spec: studioSpec({
      seed,
      seedCandidates: [mergeTask.seedCandidate],
      splits: {
        feedback: mergeRows.feedback.length,
        pareto: mergeRows.pareto.length,
        test: 0,
        paretoIsFeedback: false,
      },
      minibatch: { size: 3, failureAware: true },
      merge: studioMerge,
      // As the scene tells it: what passes is tried on every judging row.
      validation: { kind: "full" },
      budget: { metricCalls: 500, reflectionCalls: 40, policy: "reserve" },
    }),
    score: scoreBoth,
    enter: halves,
    reflect: (request) =>
      Promise.resolve({ kind: "answered", text: reflectOnPart(request), finishReason: "stop" }),
  };
}
