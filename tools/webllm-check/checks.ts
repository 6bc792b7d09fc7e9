/** The whole list of what a local model is checked for, each against the real student worker. Runs in the page of the check. */
import { proxy, type Remote } from "comlink";

import type { Completion, CompletionOutcome, CompletionRequest } from "../../src/models/language-model.ts";
import type { StudentChoice } from "../../src/models/model-choice.ts";
import type { StudentWorkerApi } from "../../src/protocol/student-worker.ts";
import { generateRouting } from "../../src/tasks/routing/generate-routing.ts";
import { drawPolicy, policyAsPrompt } from "../../src/tasks/routing/policy.ts";
import { coachReflector, engineRun } from "../embedded-model/engine-run.ts";
import { type CheckLine, told } from "./check-line.ts";

/** A loaded model under check. */
export interface UnderCheck {
  readonly student: Remote<StudentWorkerApi>;
  readonly handle: string;
  readonly choice: StudentChoice;
}

type Finding = Omit<CheckLine, "name" | "seconds">;
type Ask = (
  request: CompletionRequest,
  onWritten?: () => void,
  callId?: string,
) => Promise<CompletionOutcome>;
type Check = (ask: Ask, model: UnderCheck) => Promise<Finding>;

const rule = "You sort messages. Answer with the name of one team only: billing, kitchen, travel or other.";
const question = (user: string, more: Partial<CompletionRequest> = {}): CompletionRequest => ({
  messages: [
    { role: "system", content: rule },
    { role: "user", content: user },
  ],
  maxTokens: 12,
  temperature: 0,
  seed: 1,
  ...more,
});

const completed = (outcome: CompletionOutcome): Completion => {
  if (outcome.kind === "failed") throw new Error(`${outcome.error}: ${outcome.message}`);
  return outcome;
};
const quoted = (text: string): string => JSON.stringify(text.slice(0, 40));

const greedyTwice: Check = async (ask) => {
  const [a, b] = [
    completed(await ask(question("The soup is cold."))),
    completed(await ask(question("The soup is cold."))),
  ];
  return { ok: a.text === b.text, seen: `${quoted(a.text)} and ${quoted(b.text)}` };
};

const sharedPrompt: Check = async (ask) => {
  await ask(question("Where is my parcel?"));
  const { usage } = completed(await ask(question("Where is my train?")));
  const { cachedPromptTokens: cached, promptTokens } = usage;
  const seen =
    cached === undefined ? "not counted" : `${cached} of ${promptTokens ?? "?"} tokens from the cache`;
  return { ok: true, seen };
};

const seeds: Check = async (ask) => {
  const drawn = async (seed: number): Promise<string> =>
    completed(await ask(question("Write three random words.", { temperature: 1, seed, maxTokens: 16 }))).text;
  const [a, again, other] = [await drawn(7), await drawn(7), await drawn(8)];
  return {
    ok: a === again,
    seen: `seed 7 twice ${a === again ? "equal" : "different"}, seed 8 ${a === other ? "equal" : "different"}`,
  };
};

const stopWord: Check = async (ask) => {
  const free = completed(await ask(question("The soup is cold."))).text;
  const stop = free.trim().slice(1, 3);
  if (stop.length < 2) return { ok: false, seen: `no answer to stop in: ${quoted(free)}` };
  const { text, finishReason } = completed(await ask(question("The soup is cold.", { stop: [stop] })));
  return {
    ok: !text.includes(stop),
    seen: `stopped before ${quoted(stop)}: ${quoted(text)}, ${finishReason}`,
  };
};

const choices = ["billing", "kitchen", "travel"] as const;
const choice: Check = async (ask) => {
  const { text } = completed(
    await ask(question("I lost my umbrella.", { responseFormat: { kind: "choice", choices } })),
  );
  return { ok: (choices as readonly string[]).includes(text.trim()), seen: quoted(text) };
};

const chances: Check = async (ask) => {
  const asked = question("The soup is cold.", {
    responseFormat: { kind: "choice", choices },
    probabilities: true,
  });
  const { choiceProbabilities: found } = completed(await ask(asked));
  if (found === undefined) return { ok: false, seen: "none were given" };
  const sum = Object.values(found).reduce((total, one) => total + one, 0);
  return {
    ok: sum > 0 && sum < 1.001,
    seen: Object.entries(found)
      .map(([name, p]) => `${name} ${p.toFixed(3)}`)
      .join(", "),
  };
};

const schema: Check = async (ask) => {
  const wanted = {
    type: "object",
    properties: { team: { enum: [...choices] } },
    required: ["team"],
    additionalProperties: false,
  };
  const { text } = completed(
    await ask(
      question("The soup is cold.", {
        maxTokens: 64,
        responseFormat: { kind: "json-schema", schema: wanted },
      }),
    ),
  );
  const team = (JSON.parse(text) as { team?: string }).team ?? "";
  return { ok: (choices as readonly string[]).includes(team), seen: quoted(text) };
};

/** However little a model has to say, it must write this. */
const longLetter = "bread is good for you and ".repeat(60);

const stoppedWhileWriting: Check = async (ask, { student }) => {
  const asked = question("Write a long letter about bread.", {
    maxTokens: 400,
    responseFormat: { kind: "choice", choices: [longLetter] },
  });
  let stoppedAt = 0;
  const outcome = await ask(
    asked,
    () => {
      if (stoppedAt === 0) void student.abort("stopped");
      stoppedAt ||= performance.now();
    },
    "stopped",
  );
  const seen =
    outcome.kind === "failed"
      ? outcome.error
      : `it ended by itself after ${outcome.usage.completionTokens ?? "?"} tokens`;
  const after = completed(await ask(question("The soup is cold."))).text;
  const ms =
    stoppedAt === 0 ? "no word came" : `${Math.round(performance.now() - stoppedAt)} ms with the next answer`;
  return {
    ok: outcome.kind === "failed" && outcome.error === "aborted",
    seen: `${seen}; ${ms}, ${quoted(after)}`,
  };
};

const stoppedWhileReading: Check = async (ask, { student }) => {
  const long = question("soup ".repeat(600));
  const reading = ask(long, undefined, "reading");
  await new Promise((resolve) => setTimeout(resolve, 100));
  await student.abort("reading");
  const outcome = await reading;
  const after = completed(await ask(question("The soup is cold."))).text;
  const seen = outcome.kind === "failed" ? outcome.error : "it had been read already";
  return {
    ok: outcome.kind === "completed" || outcome.error === "aborted",
    seen: `${seen}; then ${quoted(after)}`,
  };
};

const tooLong: Check = async (ask) => {
  const outcome = await ask(question("soup ".repeat(20_000)));
  return {
    ok: outcome.kind === "failed" && outcome.error === "context-overflow",
    seen: outcome.kind === "failed" ? outcome.error : "it answered",
  };
};

/** What a run does most: one prompt, many rows, right or wrong. */
const firstRows: Check = async (ask) => {
  const policy = policyAsPrompt(drawPolicy(3001));
  const rows = generateRouting(3001, { feedback: 0, pareto: 0, test: 20 }).test;
  const started = performance.now();
  let right = 0;
  for (const row of rows) {
    const messages = [
      { role: "system" as const, content: policy },
      { role: "user" as const, content: row.inputs["message"] ?? "" },
    ];
    const { text } = completed(await ask({ messages, maxTokens: 12, temperature: 0, seed: 1 }));
    if (text.trim() === row.expected["label"]) right += 1;
  }
  const perMinute = (rows.length * 60_000) / (performance.now() - started);
  return { ok: true, seen: `${right} of ${rows.length} right, ${perMinute.toFixed(1)} rows a minute` };
};

/** The first page's search with fewer calls: a prompt that says nothing of the rules becomes one that does. */
const wholeRun: Check = async (ask) => {
  const run = await engineRun(3001, ask, coachReflector, { requests: 80, testRows: 10 });
  const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
  return {
    ok: run.reflections > 0,
    seen: `${run.metricCalls} calls, ${run.reflections} reflections: ${percent(run.seedScore)} before, ${percent(run.testScore)} after, of 10 sealed rows`,
  };
};

const speed: Check = async (_ask, { student, handle }) => {
  const found = await student.measureSpeed(handle);
  if (found.kind === "failed") return { ok: false, seen: found.message };
  const {
    promptTokensPerSecond: read,
    completionTokensPerSecond: written,
    freshCallMs,
    cachedCallMs,
  } = found;
  return {
    ok: true,
    seen: `${read?.toFixed(1) ?? "?"} tokens/s read, ${written?.toFixed(1) ?? "?"} written; a call ${Math.round(freshCallMs)} ms fresh, ${Math.round(cachedCallMs)} ms with its prompt cached`,
  };
};

const rollBack: Check = async (_ask, { student, choice: model }) => {
  if (model.kind !== "webllm") return { ok: true, seen: "only WebLLM needs it" };
  const found = await student.checkPrefixReuse(
    model,
    proxy(async () => undefined),
  );
  if (found.kind === "passed")
    return {
      ok: true,
      seen: `${found.prompts} prompts equal, log-probabilities within ${found.largestDifference.toFixed(4)}, ${found.timesFaster.toFixed(1)} times as fast`,
    };
  return { ok: false, seen: found.message };
};

const checks: Readonly<Record<string, Check>> = {
  "a greedy question asked twice is answered alike": greedyTwice,
  "a shared prompt is read once": sharedPrompt,
  "a seed makes a draw repeatable": seeds,
  "a stop word stops": stopWord,
  "the answer is one of a choice": choice,
  "how likely each choice was": chances,
  "the answer meets a JSON Schema": schema,
  "a stop while it writes": stoppedWhileWriting,
  "a stop while it reads": stoppedWhileReading,
  "a prompt that does not fit is said to": tooLong,
  "20 rows of a run under one prompt": firstRows,
  "a whole run of the demo task with fewer calls": wholeRun,
  "how fast": speed,
  "the cache rolled back gives equal answers (20 prompts)": rollBack,
};

/** Runs the checks in turn; one that throws is a line of its own, and the next goes on. `only`: those whose names it matches. */
export async function runChecks(model: UnderCheck, only = /./): Promise<readonly CheckLine[]> {
  let calls = 0;
  const ask: Ask = (request, onWritten, callId) => {
    calls += 1;
    const hear = onWritten === undefined ? undefined : proxy(async () => onWritten());
    return model.student.complete(model.handle, callId ?? `check ${calls}`, request, undefined, hear);
  };
  const lines: CheckLine[] = [];
  for (const [name, check] of Object.entries(checks)) {
    if (!only.test(name)) continue;
    const started = performance.now();
    const found = await check(ask, model).catch((error: unknown): Finding => ({
      ok: false,
      seen: error instanceof Error ? error.message : String(error),
    }));
    const line = { name, ...found, seconds: (performance.now() - started) / 1000 };
    console.log(told(line));
    lines.push(line);
  }
  return lines;
}
