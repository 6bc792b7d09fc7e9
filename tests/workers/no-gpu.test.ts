import { expect, test } from "vitest";

import type { LoadProgress } from "../../src/models/language-model.ts";
import { hearing, startStudent } from "../support/student.ts";

test("without a graphics adapter a WebLLM model is refused before anything is downloaded, and a GGUF advised", async () => {
  const student = startStudent();
  const heard = hearing<LoadProgress>();
  const outcome = await student.api.load(
    { kind: "webllm", modelId: "Llama-3.2-1B-Instruct-q4f32_1-MLC" },
    heard,
  );
  expect(outcome).toMatchObject({
    kind: "failed",
    error: "no-webgpu",
    message: expect.stringContaining("GGUF"),
  });
  expect(heard.heard).toEqual([]);
  student.end();
});
