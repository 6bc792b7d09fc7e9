import { expect, test } from "vitest";

import type { CompletionRequest, LanguageModel } from "../../src/models/language-model.ts";
import { holdsPicture, piecesOf, sizeOf, textOnly } from "../../src/models/pictures.ts";
import { dialects, never, started } from "../support/remote-start.ts";

/** A red dot. */
const base64 =
  "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg==";
const dot = `data:image/png;base64,${base64}`;
const request = (content: string): CompletionRequest => ({
  messages: [
    { role: "system", content: "Name the colour." },
    { role: "user", content },
  ],
  maxTokens: 5,
});

test("a picture among words is found in its place, and everything else stays words", () => {
  expect(piecesOf(`Photo: ${dot}\nWhat is it?`)).toEqual([
    { kind: "words", text: "Photo: " },
    { kind: "picture", mediaType: "image/png", base64 },
    { kind: "words", text: "\nWhat is it?" },
  ]);
  expect(piecesOf(dot)).toEqual([{ kind: "picture", mediaType: "image/png", base64 }]);
  for (const words of ["", "about data:image/png in general", "data:image/svg+xml;base64,PHN2Zz4AAAAAAAAA"])
    expect(piecesOf(words)).toEqual(
      words === "" ? [{ kind: "words", text: "" }] : [{ kind: "words", text: words }],
    );
  expect(sizeOf(`${dot}ab${dot}`)).toEqual({ characters: 2, pictures: 2 });
  expect(holdsPicture(request(dot).messages)).toBe(true);
  expect(holdsPicture(request("no picture").messages)).toBe(false);
});

test.each(dialects)(
  "a picture in a row reaches a %s endpoint as a picture, beside its words",
  async (dialect) => {
    const { server, model } = await started(dialect, { answer: () => "red" });
    expect(await model.complete(request(`What colour? ${dot}`), never)).toMatchObject({ text: "red" });
    const { json } = server.completions()[0]!.request;
    const last = (list: string) => (json[list] as { content?: unknown; parts?: unknown }[]).at(-1);
    const parts = {
      "openai-compatible": () => last("messages")?.content,
      anthropic: () => last("messages")?.content,
      gemini: () => last("contents")?.parts,
    }[dialect]() as unknown[];
    expect(parts).toMatchObject(
      {
        "openai-compatible": [
          { type: "text", text: "What colour? " },
          { type: "image_url", image_url: { url: dot } },
        ],
        anthropic: [
          { type: "text", text: "What colour? " },
          { type: "image", source: { type: "base64", media_type: "image/png", data: base64 } },
        ],
        gemini: [{ text: "What colour? " }, { inlineData: { mimeType: "image/png", data: base64 } }],
      }[dialect],
    );
  },
);

test("a model that reads text only refuses a picture in a sentence, and is not asked", async () => {
  let asked = 0;
  const model = textOnly({
    label: "Tiny",
    complete: async () => {
      asked += 1;
      return { kind: "failed", error: "engine-dead", message: "" };
    },
  } as unknown as LanguageModel);
  expect(await model.complete(request(dot), never)).toMatchObject({
    kind: "failed",
    error: "no-pictures",
    message: expect.stringContaining("Tiny reads text only"),
  });
  expect(asked).toBe(0);
  await model.complete(request("words"), never);
  expect(asked).toBe(1);
});
