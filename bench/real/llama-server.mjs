/**
 * A real llama.cpp behind the OpenAI chat dialect, on loopback: streams, enum and JSON Schema constraints, seeds.
 *
 *   node bench/real/llama-server.mjs MODEL.gguf PORT [threads] [calls at once]
 *
 * Needs the package node-llama-cpp (prebuilt llama.cpp), which the studio does not: install it in any folder and name that folder in
 * NODE_LLAMA_CPP, e.g. `mkdir /tmp/llama && npm i --prefix /tmp/llama -E node-llama-cpp@3.21.1`.
 * A greedy request (temperature 0) that was answered before is answered from memory: the same text, without the wait.
 */
import { createServer } from "node:http";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

const [, , file, port = "0", threads = "2", atOnce = "2"] = process.argv;
const folder = process.env.NODE_LLAMA_CPP ?? ".";
const entry = pathToFileURL(join(folder, "node_modules/node-llama-cpp/dist/index.js")).href;
const { getLlama, LlamaChatSession, resolveChatWrapper } = await import(entry);

const llama = await getLlama({ gpu: false, build: "never", logLevel: "error" });
const model = await llama.loadModel({ modelPath: file });
const context = await model.createContext({
  contextSize: 4096,
  sequences: Number(atOnce),
  threads: Number(threads),
});
// Found once: left to the session, it is found anew for every call, which takes half a second.
const chatWrapper = resolveChatWrapper(model);
const free = Array.from({ length: Number(atOnce) }, () => context.getSequence());
const waiting = [];
const id = basename(file, ".gguf");
const answered = new Map();

const headers = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "*",
  "access-control-allow-methods": "*",
  "access-control-allow-private-network": "true",
};

function take() {
  return free.length > 0 ? free.pop() : new Promise((give) => waiting.push(give));
}

function give(sequence) {
  const next = waiting.shift();
  if (next === undefined) free.push(sequence);
  else next(sequence);
}

const textOf = ({ content }) =>
  typeof content === "string" ? content : (content ?? []).map((part) => part.text ?? "").join("");

async function grammarOf(format) {
  if (format?.type === "json_schema") return llama.createGrammarForJsonSchema(format.json_schema.schema);
  if (format?.type === "json_object") return llama.getGrammarFor("json");
  return undefined;
}

async function complete(body, onText, signal) {
  const sequence = await take();
  try {
    const system = body.messages
      .filter(({ role }) => role === "system")
      .map(textOf)
      .join("\n");
    const turns = body.messages.filter(({ role }) => role !== "system");
    const session = new LlamaChatSession({ contextSequence: sequence, systemPrompt: system, chatWrapper });
    session.setChatHistory([
      ...(system === "" ? [] : [{ type: "system", text: system }]),
      ...turns
        .slice(0, -1)
        .map((turn) =>
          turn.role === "user"
            ? { type: "user", text: textOf(turn) }
            : { type: "model", response: [textOf(turn)] },
        ),
    ]);
    const before = sequence.tokenMeter.getState();
    const answer = await session.promptWithMeta(textOf(turns.at(-1)), {
      maxTokens: body.max_tokens ?? body.max_completion_tokens ?? 1024,
      temperature: body.temperature ?? 0.8,
      topP: body.top_p,
      seed: body.seed,
      grammar: await grammarOf(body.response_format),
      customStopTriggers: body.stop === undefined ? undefined : [body.stop].flat(),
      onTextChunk: onText,
      signal,
      stopOnAbortSignal: true,
    });
    const used = sequence.tokenMeter.diff(before);
    const completion = used.usedOutputTokens;
    // The meter counts what was read anew; the rest of the prompt lay in the sequence already.
    const prompt = Math.max(used.usedInputTokens, sequence.nextTokenIndex - completion);
    session.dispose();
    return {
      text: answer.responseText,
      finish: answer.stopReason === "maxTokens" ? "length" : "stop",
      usage: {
        prompt_tokens: prompt,
        prompt_tokens_details: { cached_tokens: prompt - used.usedInputTokens },
        completion_tokens: completion,
        total_tokens: prompt + completion,
      },
    };
  } finally {
    give(sequence);
  }
}

async function reply(body, response) {
  const greedy = body.temperature === 0;
  const key = JSON.stringify([
    body.messages,
    body.max_tokens,
    body.max_completion_tokens,
    body.stop,
    body.response_format,
  ]);
  const hangUp = new AbortController();
  response.on("close", () => hangUp.abort());
  const base = { id: "local", created: Math.floor(Date.now() / 1000), model: id };
  const event = (data) =>
    response.write(`data: ${JSON.stringify({ ...base, object: "chat.completion.chunk", ...data })}\n\n`);
  if (body.stream === true) response.writeHead(200, { ...headers, "content-type": "text/event-stream" });
  const say = (content) =>
    event({ choices: [{ index: 0, delta: { role: "assistant", content }, finish_reason: null }] });
  const kept = greedy ? answered.get(key) : undefined;
  if (kept !== undefined && body.stream === true) say(kept.text);
  const done = kept ?? (await complete(body, body.stream === true ? say : undefined, hangUp.signal));
  if (greedy && !hangUp.signal.aborted) answered.set(key, done);
  const { text, finish, usage } = done;
  if (body.stream === true) {
    event({ choices: [{ index: 0, delta: {}, finish_reason: finish }], usage });
    response.end("data: [DONE]\n\n");
    return;
  }
  response.writeHead(200, { ...headers, "content-type": "application/json" });
  const choices = [{ index: 0, message: { role: "assistant", content: text }, finish_reason: finish }];
  response.end(JSON.stringify({ ...base, object: "chat.completion", choices, usage }));
}

createServer(async (request, response) => {
  if (request.method === "OPTIONS") return response.writeHead(204, headers).end();
  if (request.url.endsWith("/models"))
    return response
      .writeHead(200, { ...headers, "content-type": "application/json" })
      .end(JSON.stringify({ object: "list", data: [{ id, object: "model" }] }));
  const started = performance.now();
  try {
    let text = "";
    for await (const part of request) text += part;
    await reply(JSON.parse(text), response);
  } catch (error) {
    if (!response.headersSent) response.writeHead(500, { ...headers, "content-type": "application/json" });
    response.end(JSON.stringify({ error: { message: String(error) } }));
  }
  console.log(
    `${new Date().toISOString().slice(11, 19)} ${request.method} ${request.url} ${Math.round(performance.now() - started)} ms`,
  );
}).listen(Number(port), "127.0.0.1", function () {
  console.log(`http://127.0.0.1:${this.address().port}/v1 ${id}`);
});
