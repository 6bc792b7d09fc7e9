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

test("of several prompts each has a place of its own, and prompts that share an instruction share it", () => {
  const task = made("two-hop");
  const own = withDemos(task);
  for (const { component, demosComponent } of own.program.modules) {
    expect(demosComponent).toBe(`${component} demos`);
    expect(own.seedCandidate[demosComponent!]).toBe("");
  }
  expect(Object.keys(own.seedCandidate).slice(0, Object.keys(task.seedCandidate).length)).toEqual(
    Object.keys(task.seedCandidate),
  );
  expect(withDemos(own)).toBe(own);
});

test("texts that are judged themselves stay as they are", () => {
  const task = made("packing");
  expect(withDemos(task)).toBe(task);
});
