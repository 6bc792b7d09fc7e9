import { cleanup, render } from "@solidjs/testing-library";
import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";

import { filesChoice, type LocalModel } from "../../src/models/local/local-model.ts";
import { memoryForWeights } from "../../src/models/two-models.ts";
import { TwoModels } from "../../src/ui/pages/new-run/two-models.tsx";

afterEach(cleanup);

const model = (label: string, bytes: number): LocalModel => ({
  key: label,
  label,
  choice: filesChoice({ label, names: [label], missing: [] }),
  about: "",
  bytes,
  isReady: true,
  options: {},
});

function show(student: LocalModel, reflection: LocalModel): void {
  const locals = { models: () => [student, reflection] };
  render(() => <TwoModels student={student.choice} reflection={reflection.choice} locals={locals} />);
}

test("before a run starts it is said whether its two local models stay in memory or take turns", async () => {
  const memory = memoryForWeights(navigator);
  const small = model("small.gguf", 100e6);
  show(small, model("middle.gguf", 200e6));
  await expect
    .element(page.getByText(/small\.gguf and middle\.gguf stay in memory side by side/))
    .toBeVisible();
  cleanup();
  show(small, model("large.gguf", memory));
  await expect.element(page.getByText(/they take turns/)).toBeVisible();
  cleanup();
  show(small, small);
  await expect.element(page.getByText("small.gguf plays both parts and is loaded once.")).toBeVisible();
});
