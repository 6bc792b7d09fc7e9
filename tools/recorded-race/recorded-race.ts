import "fake-indexeddb/auto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import type { RunState } from "../../src/engine/index.ts";
import { foldJournal } from "../../src/engine/state/apply-event.ts";
import type { CompletionOutcome, CompletionRequest } from "../../src/models/language-model.ts";
import { type OptimizerName, optimizerTitle } from "../../src/rivals/optimizers.ts";
import { raceInAMinute, raceRun, raceRunId } from "../../src/setup/race/race.ts";
import { loadJournal } from "../../src/storage/journal.ts";
import { requestRun } from "../../src/storage/library/runs.ts";
import { winnerTest } from "../../src/views/compare/comparison.ts";
import { scoreSeries } from "../../src/views/series/score-series-of.ts";
import { freshName, openTab, untilStatus } from "../../tests/runs/open-runs.ts";
import { scriptedModels } from "../../tests/support/scripted-models.ts";
import { projectFolder } from "../build/project-folder.ts";

/**
 * `NODE_LLAMA_CPP=FOLDER npx tsx tools/recorded-race/recorded-race.ts`: runs scene 6's race with the studio's own conductor
 * and the embedded Student's weights behind llama.cpp, and keeps how it went in `public/recorded/race.json`. FOLDER holds
 * node-llama-cpp, as in `bench/real/llama-server.mjs`.
 */
const policySeed = 901;
const optimizers: readonly OptimizerName[] = ["gepa", "gepa-eyes-shut", "greedy"];
const answerTokens = 16;

/** What of node-llama-cpp is used. */
interface Llama {
  readonly getLlama: (options: object) => Promise<{
    readonly loadModel: (options: object) => Promise<{
      readonly createContext: (options: object) => Promise<{ readonly getSequence: () => unknown }>;
      readonly tokenize: (text: string, special: boolean) => unknown;
    }>;
  }>;
  readonly LlamaCompletion: new (options: object) => {
    readonly generateCompletion: (input: unknown, options: object) => Promise<string>;
  };
}

async function embeddedStudent(): Promise<(request: CompletionRequest) => Promise<CompletionOutcome>> {
  const folder = process.env["NODE_LLAMA_CPP"] ?? ".";
  const entry = pathToFileURL(join(folder, "node_modules/node-llama-cpp/dist/index.js")).href;
  const { getLlama, LlamaCompletion } = (await import(entry)) as Llama;
  const llama = await getLlama({ gpu: false, build: "never", logLevel: "error" });
  const modelPath = join(projectFolder, "public/models/embedded-student.gguf");
  const model = await llama.loadModel({ modelPath });
  const context = await model.createContext({ contextSize: 2048, threads: 1 });
  const completion = new LlamaCompletion({ contextSequence: context.getSequence() });
  return async ({ messages }) => {
    // The chat template of the weights.
    const turns = messages.map(({ role, content }) => `<|${role}|>${content.trim()}<|end|>`).join("");
    const text = await completion.generateCompletion(model.tokenize(`${turns}<|assistant|>`, true), {
      maxTokens: answerTokens,
      temperature: 0,
    });
    return {
      kind: "completed",
      text,
      finishReason: "stop",
      usage: { promptTokens: 0, completionTokens: 0 },
      latencyMs: 0,
    };
  };
}

async function stateOf(
  optimizer: OptimizerName,
  answer: (request: CompletionRequest) => Promise<CompletionOutcome>,
): Promise<RunState> {
  const choice = { raceId: "recorded", policySeed, seed: 1, optimizer, ...raceInAMinute };
  const { db, runs, close } = await openTab(freshName(), scriptedModels({ answer, maxConcurrent: 1 }).load);
  await requestRun(db, await raceRun(choice), 1);
  await runs.start(raceRunId(choice));
  await untilStatus(db, raceRunId(choice), "finished");
  const state = foldJournal(await loadJournal(db, raceRunId(choice)));
  close();
  if (state === null) throw new Error(`the journal of ${optimizer} is empty`);
  return state;
}

const answer = await embeddedStudent();
const racers = [];
for (const optimizer of optimizers) {
  const state = await stateOf(optimizer, answer);
  const { best, calls } = scoreSeries(state);
  const test = winnerTest(state)?.mean ?? 0;
  racers.push({
    name: optimizerTitle(optimizer),
    steps: best.map((step) => [step.calls, step.score]),
    calls,
    test,
  });
  console.log(`${optimizer}: ${calls} requests, sealed test ${(test * 100).toFixed(1)} %`);
}
const recording = {
  format: "gepa-studio/recorded-race",
  version: 1,
  date: new Date().toISOString().slice(0, 10),
  policySeed,
  requests: raceInAMinute.requests,
  racers,
};
writeFileSync(join(projectFolder, "public/recorded/race.json"), `${JSON.stringify(recording)}\n`);
process.exit(0);
