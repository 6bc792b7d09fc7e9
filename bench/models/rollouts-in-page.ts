/** Runs in the page of the benchmark: the engine as the studio opens it, with many rows under one prompt. */
import { asFloats } from "../../src/models/wllama/float-file.ts";
import { loadOptions } from "../../src/models/wllama/load-options.ts";
import { openEngine } from "../../src/models/wllama/open-engine.ts";
import { toWllama } from "../../src/models/wllama/wllama-request.ts";
import { answerTokens, rowOf, system } from "./rollout-rows.ts";

/** How the engine is opened; what is left out is as the studio has it. */
export interface RolloutSettings {
  readonly name: string;
  readonly threads?: number;
  /** Slots of the engine, and as many calls at once. */
  readonly slots?: number;
  /** Bytes all weights may have when those of slow kinds are written out as floats. */
  readonly room?: number;
}

export interface RolloutFigures {
  readonly loadMs: number;
  /** The first call of each slot, which reads the whole prompt. */
  readonly firstMs: number;
  /** Wall time of all rows after it. */
  readonly rowsMs: number;
  readonly promptTokens: number;
  /** Of them from the cache, in the last row. */
  readonly cachedTokens: number;
  readonly answers: readonly string[];
}

const never = new AbortController().signal;

/** `mark` is told where the processor's time is to be read. */
async function rollouts(
  url: string,
  { threads, slots = 1, room = 0 }: RolloutSettings,
  rows: number,
  mark: (name: string) => Promise<void>,
): Promise<RolloutFigures> {
  const file = await (await fetch(url)).blob();
  const options = { ...loadOptions({ threads }), n_parallel: slots };
  const loading = performance.now();
  const engine = await openEngine((await asFloats([file], room)).files, options);
  const loadMs = performance.now() - loading;
  let counts = { prompt: 0, cached: 0 };
  const ask = async (row: number): Promise<string> => {
    const request = {
      messages: [
        { role: "system" as const, content: system },
        { role: "user" as const, content: rowOf(row) },
      ],
      maxTokens: answerTokens,
      temperature: 0,
      stop: ["\n"],
    };
    let text = "";
    await engine.chat(toWllama(request, never, { thinking: undefined, streams: false }), (piece) => {
      const [answer] = piece.choices;
      if (answer !== undefined && "message" in answer) text = answer.message.content ?? "";
      counts = {
        prompt: piece.usage?.prompt_tokens ?? 0,
        cached: piece.usage?.prompt_tokens_details?.cached_tokens ?? 0,
      };
    });
    return text;
  };
  const first = performance.now();
  // Each slot reads the prompt for itself.
  await Promise.all(Array.from({ length: slots }, (_, slot) => ask(slot === 0 ? 0 : rows + slot)));
  const firstMs = performance.now() - first;
  await mark("rows begin");
  const answers: string[] = [];
  const started = performance.now();
  let next = 1;
  const worker = async (): Promise<void> => {
    while (next <= rows) {
      const row = next++;
      answers[row - 1] = await ask(row);
    }
  };
  await Promise.all(Array.from({ length: slots }, worker));
  const rowsMs = performance.now() - started;
  await mark("rows end");
  await engine.close();
  return { loadMs, firstMs, rowsMs, promptTokens: counts.prompt, cachedTokens: counts.cached, answers };
}

Object.assign(globalThis, { rollouts });
