import { expect, test } from "vitest";

import { gallery } from "../../src/tasks/gallery/catalogue.ts";
import { withDemos } from "../../src/tasks/programs/with-demos.ts";

const made = (generator: string) => gallery.find((one) => one.generator === generator)!.make(1);

test("one prompt gets one place for demonstrations behind it", () => {
  const task = made("sentiment");
  const own = withDemos(task);
  expect(own.seedCandidate).toEqual({ ...task.seedCandidate, demos: "" });
  expect(own.program.modules.map((module) => module.demosComponent)).toEqual(["demos"]);
  expect(withDemos(own)).toBe(own);
});

test("programs of several prompts and texts that are judged themselves stay as they are", () => {
  for (const generator of ["two-hop", "packing"]) {
    const task = made(generator);
    expect(withDemos(task)).toBe(task);
  }
});
