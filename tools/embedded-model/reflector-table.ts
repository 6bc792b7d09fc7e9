import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import type { CompletionRequest } from "../../src/models/language-model.ts";
import { reflectRecordByRecord } from "../../src/runs/reflect-record-by-record.ts";
import { reflectorReplyTokens } from "../../src/tasks/reflector/reflector.ts";
import { openBrowserStudent, type BrowserStudent } from "./browser-student.ts";
import { askOne, coachReflector, engineRun, type EngineRun, type Reflector } from "./engine-run.ts";

/**
 * `npm run reflector:eval`: whole searches on held-out house policies, with the coach and with the small neural
 * reflector as Reflection and the embedded Student in both, and what each best prompt gets right of the sealed test rows.
 * Options: --seeds 3001,3002 (policies), --model FILE (other weights), --compare answers.json (how often PyTorch's greedy
 * replies are given), --show (the neural reflector's best prompts), --card FILE (writes the means into the model card).
 */
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "3001,3002,3003,3004,3005,3006" },
    model: { type: "string", default: weights("embedded-reflector.gguf") },
    compare: { type: "string" },
    show: { type: "boolean", default: false },
    card: { type: "string" },
  },
});

function weights(file: string): string {
  return fileURLToPath(new URL(`../../public/models/${file}`, import.meta.url));
}

const say = (line: string) => process.stdout.write(`${line}\n`);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

function neural(model: BrowserStudent): Reflector {
  return async (request) => {
    const answer = await reflectRecordByRecord(request, (question) => askOne(model, question));
    if (answer.kind === "failed") return { kind: "failed", reason: answer.message };
    return { kind: "answered", text: answer.text, finishReason: "stop" };
  };
}

function cell({ testScore, metricCalls, reflections }: EngineRun): string {
  return `${percent(testScore).padStart(7)} (${metricCalls} calls, ${reflections} reflections)`.padEnd(40);
}

async function printTable(reflector: BrowserStudent): Promise<void> {
  const student = await openBrowserStudent(weights("embedded-student.gguf"));
  const ask = (request: CompletionRequest) => askOne(student, request);
  const sums = { coach: 0, neural: 0, runs: 0 };
  say(`policy   ${"coach".padEnd(40)}small neural reflector`);
  try {
    for (const policySeed of values.seeds.split(",").map(Number)) {
      const byCoach = await engineRun(policySeed, ask, coachReflector);
      const byNetwork = await engineRun(policySeed, ask, neural(reflector));
      sums.coach += byCoach.testScore;
      sums.neural += byNetwork.testScore;
      sums.runs += 1;
      say(`${String(policySeed).padEnd(8)} ${cell(byCoach)}${cell(byNetwork)}`);
      if (values.show) say(byNetwork.instruction.replace(/^/gm, "    "));
    }
  } finally {
    await student.close();
  }
  if (values.card !== undefined) noteInCard(values.card, sums);
  say(
    `mean     ${percent(sums.coach / sums.runs)} and ${percent(sums.neural / sums.runs)}: the network reaches ${percent(sums.neural / sums.coach)} of the coach's score`,
  );
}

/** What the table found, kept beside what the card says of the network. */
function noteInCard(file: string, sums: { coach: number; neural: number; runs: number }): void {
  const card = JSON.parse(readFileSync(file, "utf8")) as object;
  const rounded = (sum: number) => Number(((100 * sum) / sums.runs).toFixed(1));
  const measured = {
    command: "npm run reflector:eval",
    policies: values.seeds,
    percentRightAfterSearch: rounded(sums.neural),
    percentRightAfterSearchWithCoach: rounded(sums.coach),
  };
  writeFileSync(file, `${JSON.stringify({ ...card, measured }, null, 2)}\n`);
}

interface Dumped {
  readonly system: string;
  readonly message: string;
  readonly answer: string;
}

/** Of PyTorch's greedy replies, how many wllama gives letter by letter. */
async function compare(reflector: BrowserStudent, file: string): Promise<void> {
  const dumped = JSON.parse(readFileSync(file, "utf8")) as Dumped[];
  let same = 0;
  for (const { system, message, answer } of dumped) {
    const [reply] = await reflector.ask(system, [message]);
    if (reply?.text.trim() === answer) same += 1;
  }
  say(`${same} of ${dumped.length} greedy replies are PyTorch's (${percent(same / dumped.length)})`);
}

const reflector = await openBrowserStudent(values.model, reflectorReplyTokens);
try {
  await (values.compare === undefined ? printTable(reflector) : compare(reflector, values.compare));
} finally {
  await reflector.close();
}
