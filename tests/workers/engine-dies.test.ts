import { expect, test } from "vitest";

import type { CompletionRequest, LoadProgress } from "../../src/models/language-model.ts";
import { loadOptions } from "../../src/models/wllama/load-options.ts";
import { openEngine } from "../../src/models/wllama/open-engine.ts";
import { openWllamaModel } from "../../src/models/wllama/wllama-model.ts";
import { garbledGguf, vocabularyOf } from "../support/garbled-gguf.ts";
import { hearing, startStudent } from "../support/student.ts";

const never = new AbortController().signal;
const request: CompletionRequest = {
  messages: [
    { role: "system", content: "Route the message to a team." },
    { role: "user", content: "The soup is cold." },
  ],
  maxTokens: 8,
  temperature: 0,
};

const embedded = async (): Promise<Blob> => (await fetch("/models/embedded-student.gguf")).blob();

/** The embedded model on real engines, of which the first so many end in the middle of their first call. */
async function modelWithCrashes(crashes: number) {
  let opened = 0;
  const model = await openWllamaModel(
    {
      identity: "i",
      label: "Embedded",
      files: [await embedded()],
      options: loadOptions({ contextLength: 512 }),
    },
    async (files, options) => {
      const engine = await openEngine(files, options);
      if (opened++ >= crashes) return engine;
      return {
        ...engine,
        chat: (params, take) => {
          const answer = engine.chat(params, take);
          void engine.close();
          return answer;
        },
      };
    },
  );
  return { model, opened: () => opened };
}

test("an engine that dies during a call is loaded afresh and the call asked once more", async () => {
  const { model, opened } = await modelWithCrashes(1);
  expect(await model.complete(request, never)).toMatchObject({ kind: "completed" });
  expect(opened()).toBe(2);
  await model.dispose();
});

test("an engine that dies twice on one call is a failure of that call; the next one is answered", async () => {
  const { model, opened } = await modelWithCrashes(2);
  expect(await model.complete(request, never)).toMatchObject({ kind: "failed", error: "engine-dead" });
  expect(await model.complete(request, never)).toMatchObject({ kind: "completed" });
  expect(opened()).toBe(3);
  await model.dispose();
});

test("unloading ends the call under way", async () => {
  const { model } = await modelWithCrashes(0);
  const pending = model.complete({ ...request, maxTokens: 300, temperature: 1 }, never);
  await model.dispose();
  expect(await pending).toMatchObject({ kind: "failed", error: "engine-dead" });
});

test("bytes that are no text come back as replacement characters, and the engine lives on", async () => {
  const student = startStudent();
  const bytes = new Uint8Array(await (await embedded()).arrayBuffer());
  const good = await student.api.load({ kind: "embedded" }, hearing<LoadProgress>());
  if (good.kind === "failed") throw new Error(good.message);
  const answer = await student.api.complete(good.handle, "1", request);
  const text = answer.kind === "completed" ? answer.text : "";
  const spoken = vocabularyOf(bytes)
    .filter((token) => /^[A-Za-z]+$/.test(token) && token.length % 2 === 0 && text.includes(token))
    .toSorted((a, b) => b.length - a.length)[0];
  if (spoken === undefined) throw new Error(`no token of the answer "${text}" can be overwritten`);
  const url = URL.createObjectURL(new Blob([garbledGguf(bytes, spoken)]));
  const garbled = await student.api.load(
    { kind: "gguf", label: "Garbled", source: { kind: "url", urls: [url] } },
    hearing<LoadProgress>(),
  );
  if (garbled.kind === "failed") throw new Error(garbled.message);
  for (const call of ["2", "3"])
    expect(await student.api.complete(garbled.handle, call, request)).toMatchObject({
      kind: "completed",
      text: expect.stringContaining("\uFFFD"),
    });
  student.end();
});
