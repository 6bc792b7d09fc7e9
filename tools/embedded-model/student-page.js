// Runs in the browser: wllama with the embedded Student, on the processor, one call at a time.
import { Wllama } from "/wllama/index.js";

const loadOptions = {
  n_ctx: 2048,
  n_threads: 1,
  n_parallel: 1,
  n_gpu_layers: 0,
  // Half-floats and flash attention are slow on a processor in WebAssembly.
  flash_attn: false,
  cache_type_k: "f32",
  cache_type_v: "f32",
};

let engine;

async function load() {
  const started = performance.now();
  engine = new Wllama(
    { default: new URL("/wllama/wasm/wllama.wasm", location.href).href },
    { suppressNativeLog: true },
  );
  engine.setCompat(null);
  await engine.loadModel([await (await fetch("/model.gguf")).blob()], loadOptions);
  const context = engine.getLoadedContextInfo();
  // A file that is no GGUF loads "successfully"; only this tells.
  if (context.success !== true || !(context.n_vocab > 0))
    throw new Error("the file is not a model wllama can load");
  return performance.now() - started;
}

async function complete(system, message, options) {
  const messages = [
    { role: "system", content: system },
    { role: "user", content: message },
  ];
  const started = performance.now();
  const reply = await engine.createChatCompletion({
    messages,
    temperature: 0,
    timings_per_token: true,
    ...options,
  });
  const timings = reply.timings ?? {};
  return {
    text: reply.choices[0].message.content ?? "",
    elapsedMs: performance.now() - started,
    promptTokens: timings.prompt_n ?? 0,
    promptMs: timings.prompt_ms ?? 0,
    decodedTokens: timings.predicted_n ?? 0,
    decodeMs: timings.predicted_ms ?? 0,
  };
}

/** Greedy answers to many messages under one prompt. */
async function ask(system, messages, maxTokens) {
  const replies = [];
  for (const message of messages) {
    try {
      replies.push(await complete(system, message, { max_tokens: maxTokens }));
    } catch (error) {
      // A dead engine counts as a wrong answer, and a new one goes on.
      await engine.exit().catch(() => undefined);
      await load();
      replies.push({
        text: `[engine failed: ${error.message}]`,
        elapsedMs: 0,
        promptTokens: 0,
        promptMs: 0,
        decodedTokens: 0,
        decodeMs: 0,
      });
    }
  }
  return replies;
}

/** A long answer, for the decoding speed. */
function speak(maxTokens) {
  return complete("Label the message.", "Hello.", { max_tokens: maxTokens, ignore_eos: true });
}

globalThis.student = { load, ask, speak };
