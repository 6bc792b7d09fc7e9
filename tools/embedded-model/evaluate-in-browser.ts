import { readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { sum } from "../../src/shared/statistics/mean.ts";
import { openBrowserStudent, type BrowserStudent, type Reply } from "./browser-student.ts";
import { scoreSuite, suiteQuestions } from "./evaluation-suite.ts";
import { readMessages } from "./read-messages.ts";
import { scoreLine, type Score } from "./score-table.ts";

const usage = `npm run student:eval                                    the table of held-out tests
npm run student:eval -- --sample 60                     a quick sample, 60 messages a row
npm run student:eval -- --rows seed,full                only rows that begin so
npm run student:eval -- --rules prompt.txt --messages messages.csv     your own prompt and messages
npm run student:eval -- --compare answers.json          how often PyTorch's greedy answers are given
  --model FILE  other weights      --card FILE  write the measurements into a model card`;

const { values: options } = parseArgs({
  options: {
    model: {
      type: "string",
      default: fileURLToPath(new URL("../../public/models/embedded-student.gguf", import.meta.url)),
    },
    sample: { type: "string" },
    rows: { type: "string" },
    rules: { type: "string" },
    messages: { type: "string" },
    compare: { type: "string" },
    card: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Says on the error stream, about every ten seconds, how far a long table is. */
function createProgress(total: number): (replies: readonly Reply[]) => void {
  const started = Date.now();
  let done = 0;
  let said = started;
  return (replies) => {
    done += replies.length;
    const now = Date.now();
    if (now - said < 10_000) return;
    said = now;
    const leftMinutes = (((now - started) / done) * (total - done)) / 60_000;
    process.stderr.write(`${done} of ${total} asked, about ${leftMinutes.toFixed(1)} minutes left\n`);
  };
}

interface Speed {
  readonly bytes: number;
  readonly loadMs: number;
  readonly prefillTokensPerSecond: number;
  readonly decodeTokensPerSecond: number;
  readonly callMsMedian: number;
}

/** Reading speed on prompts met for the first time, writing speed on one long answer. */
async function measureSpeed(student: BrowserStudent, model: string): Promise<Speed> {
  const prompts = suiteQuestions({ rows: ["full + 200 words"], sample: 48 }).slice(0, 8);
  const cold: Reply[] = [];
  const warm: Reply[] = [];
  for (const { system, messages } of prompts) {
    const replies = await student.ask(
      system,
      messages.map(([message]) => message),
    );
    cold.push(...replies.slice(0, 1));
    warm.push(...replies.slice(1));
  }
  const long = await student.speak(200);
  const times = warm.map(({ elapsedMs }) => elapsedMs).sort((a, b) => a - b);
  return {
    bytes: statSync(model).size,
    loadMs: Math.round(student.loadMs),
    prefillTokensPerSecond: Math.round(
      (1000 * sum(cold.map((reply) => reply.promptTokens))) / sum(cold.map((reply) => reply.promptMs)),
    ),
    decodeTokensPerSecond: Math.round((1000 * long.decodedTokens) / long.decodeMs),
    callMsMedian: Math.round(10 * (times[Math.floor(times.length / 2)] ?? 0)) / 10,
  };
}

function saySpeed(speed: Speed): void {
  say(
    `file ${speed.bytes} bytes · loaded in ${speed.loadMs} ms · prefill ${speed.prefillTokensPerSecond} tokens/s · ` +
      `decode ${speed.decodeTokensPerSecond} tokens/s · ${speed.callMsMedian} ms a call whose prompt is in the cache`,
  );
}

async function scoreOwn(student: BrowserStudent, rules: string, messages: string): Promise<void> {
  const rows = readMessages(messages);
  const replies = await student.ask(
    readFileSync(rules, "utf8").trim(),
    rows.map(({ message }) => message),
  );
  for (const [index, { message, label }] of rows.entries()) {
    const text = replies[index]?.text ?? "";
    if (text !== label) say(`wrong: ${JSON.stringify(message)} → ${text}, should be ${label}`);
  }
  const right = rows.filter(({ label }, index) => replies[index]?.text === label).length;
  say(scoreLine({ row: rules, right, total: rows.length }));
}

async function compare(student: BrowserStudent, path: string): Promise<Score> {
  const dumped = JSON.parse(readFileSync(path, "utf8")) as readonly {
    system: string;
    message: string;
    answer: string;
  }[];
  let right = 0;
  for (const { system, message, answer } of dumped) {
    const [reply] = await student.ask(system, [message]);
    if (reply?.text === answer) right += 1;
    else say(`differs: ${JSON.stringify(message)} → ${reply?.text ?? ""}, PyTorch ${answer}`);
  }
  return { row: "answers equal to PyTorch's", right, total: dumped.length };
}

function writeCard(path: string, speed: Speed, scores: readonly Score[]): void {
  const card = JSON.parse(readFileSync(path, "utf8")) as { measured: Record<string, unknown> };
  const percent = ({ right, total }: Score) => Math.round((1000 * right) / total) / 10;
  card.measured = {
    ...card.measured,
    command: "npm run student:eval",
    runtime: "wllama 3.8.1 in headless Chromium, one thread, no GPU",
    ...speed,
    percentRight: {
      ...(card.measured["percentRight"] as object | undefined),
      ...Object.fromEntries(scores.map((score) => [score.row, percent(score)])),
    },
  };
  writeFileSync(`${path}.tmp`, `${JSON.stringify(card, undefined, 2)}\n`);
  renameSync(`${path}.tmp`, path);
}

async function run(student: BrowserStudent): Promise<void> {
  if (options.rules !== undefined && options.messages !== undefined) {
    await scoreOwn(student, options.rules, options.messages);
    return;
  }
  const speed = await measureSpeed(student, options.model);
  const sample = options.sample === undefined ? {} : { sample: Number(options.sample) };
  const rows = options.rows === undefined ? {} : { rows: options.rows.split(",") };
  const questions = suiteQuestions({ ...sample, ...rows });
  const total = questions.reduce((sum, { messages }) => sum + messages.length, 0);
  const scores =
    options.compare === undefined
      ? await scoreSuite(student, questions, createProgress(total))
      : [await compare(student, options.compare)];
  for (const score of scores) say(scoreLine(score));
  saySpeed(speed);
  if (options.card !== undefined) writeCard(options.card, speed, scores);
}

if (options.help) {
  say(usage);
} else {
  const student = await openBrowserStudent(options.model);
  try {
    await run(student);
  } finally {
    await student.close();
  }
}
