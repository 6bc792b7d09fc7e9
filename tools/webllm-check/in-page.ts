/** Runs in the page of the check: drives the real student worker. */
import { proxy, wrap } from "comlink";

import type { CompletionOutcome, CompletionRequest, LoadProgress } from "../../src/models/language-model.ts";
import type { StudentChoice } from "../../src/models/model-choice.ts";
import type { StudentWorkerApi } from "../../src/protocol/student-worker.ts";
import type { CheckLine } from "./check-line.ts";
import { runChecks } from "./checks.ts";

export interface CheckReport {
  readonly gpu: unknown;
  readonly loaded: unknown;
  readonly loadSeconds: number;
  readonly answers: readonly CompletionOutcome[];
  readonly speed: unknown;
}

export interface WholeReport {
  readonly gpu: string;
  readonly lines: readonly CheckLine[];
}

const worker = new Worker(new URL("../../workers/student.worker.ts", import.meta.url), { type: "module" });
const student = wrap<StudentWorkerApi>(worker);

const system =
  "You sort messages for a small company. Read the message and answer with one word only: the team it belongs to. The teams are Billing, Kitchen and Travel.";
const users = [
  "The soup was cold again.",
  "My train ticket never arrived.",
  "I was charged twice.",
  "My train ticket never arrived.",
] as const;
const request = (user: string): CompletionRequest => ({
  messages: [
    { role: "system", content: system },
    { role: "user", content: user },
  ],
  maxTokens: 24,
  temperature: 0,
  seed: 1,
});

let lastText = "";
const report = proxy(async ({ phase, text, loadedBytes, totalBytes }: LoadProgress) => {
  const line = text ?? `${phase} ${loadedBytes ?? ""}/${totalBytes ?? ""}`;
  if (line !== lastText) console.log(line);
  lastText = line;
});

/** The one question of the user, for machines too slow for more. */
export interface OwnQuestion {
  readonly text: string;
  readonly maxTokens: number;
}

const asked = ({ text, maxTokens }: OwnQuestion): CompletionRequest => ({
  messages: [{ role: "user", content: text }],
  maxTokens,
  temperature: 0,
  seed: 1,
});

/** Loads a model, asks a few questions that share a prompt, one of them twice, or the one given, and measures its speed. */
async function check(choice: StudentChoice, withSpeed: boolean, own?: OwnQuestion): Promise<CheckReport> {
  const gpu = await student.lookAtGpu();
  if (choice.kind === "remote") console.log(JSON.stringify(await student.testConnection(choice)));
  const started = performance.now();
  const loaded = await student.load(choice, report);
  const loadSeconds = (performance.now() - started) / 1000;
  if (loaded.kind === "failed") return { gpu, loaded, loadSeconds, answers: [], speed: undefined };
  const answers: CompletionOutcome[] = [];
  const requests = own === undefined ? users.map(request) : [asked(own)];
  for (const [call, each] of requests.entries()) {
    const answer = await student.complete(loaded.handle, `call ${call}`, each);
    console.log(JSON.stringify(answer));
    answers.push(answer);
  }
  return {
    gpu,
    loaded,
    loadSeconds,
    answers,
    speed: withSpeed ? await student.measureSpeed(loaded.handle) : undefined,
  };
}

/** Takes a folder of weights in as the Models page does, and gives the choice that loads it. */
async function takeIn(name: string, urls: readonly string[]): Promise<StudentChoice> {
  const folder = await Promise.all(
    urls.map(async (url) => ({ path: url.split("/").at(-1) ?? url, file: await (await fetch(url)).blob() })),
  );
  const imported = await student.importFolder(name, folder, report);
  if (imported.kind === "failed") throw new Error(imported.message);
  for (const file of imported.files) console.log(`${file.sha256}  ${file.name}  ${file.bytes} bytes`);
  return imported.choice;
}

/** Loads a model and runs the whole list; what it answers greedily is given too, to be compared after a crash or a reload. */
async function checkAll(choice: StudentChoice, only?: RegExp): Promise<WholeReport> {
  const gpu = JSON.stringify(await student.lookAtGpu());
  const started = performance.now();
  const loaded = await student.load(choice, report);
  const seconds = (performance.now() - started) / 1000;
  if (loaded.kind === "failed")
    return { gpu, lines: [{ name: "load", ok: false, seen: loaded.message, seconds }] };
  const { handle, memoryBytes } = loaded;
  const seen = memoryBytes === undefined ? "loaded" : `${Math.round(memoryBytes / 1e6)} MB`;
  const lines = await runChecks({ student, handle, choice }, only);
  return { gpu, lines: [{ name: "load", ok: true, seen, seconds }, ...lines] };
}

/** The same question as ever, of a model that may have to be loaded afresh. */
async function askAgain(choice: StudentChoice): Promise<string> {
  const loaded = await student.load(choice, report);
  if (loaded.kind === "failed") throw new Error(loaded.message);
  const answer = await student.complete(loaded.handle, crypto.randomUUID(), request(users[0]));
  if (answer.kind === "failed") throw new Error(`${answer.error}: ${answer.message}`);
  return answer.text;
}

export const modelCheck = { check, checkAll, askAgain, takeIn };
Object.assign(globalThis, { modelCheck });
