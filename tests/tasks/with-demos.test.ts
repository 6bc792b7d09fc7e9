import { expect, test } from "vitest";

import { gallery } from "../../src/tasks/gallery/catalogue.ts";
import { taskFor } from "../../src/tasks/programs/with-demos.ts";

const made = (generator: string) => gallery.find((one) => one.generator === generator)!.make(1);

test("MIPROv2 gets a place for demonstrations behind one prompt, and only it does", () => {
  const task = made("sentiment");
  for (const optimizer of ["mipro", "mipro-medium", "mipro-light"]) {
    const own = taskFor(optimizer, task);
    expect(own.seedCandidate).toEqual({ ...task.seedCandidate, demos: "" });
    expect(own.program.modules.map((module) => module.demosComponent)).toEqual(["demos"]);
    expect(taskFor(optimizer, own)).toBe(own);
  }
  for (const optimizer of ["gepa", "mipro-no-demos", "random"]) expect(taskFor(optimizer, task)).toBe(task);
});

test("programs of several prompts and texts that are judged themselves stay as they are", () => {
  for (const generator of ["two-hop", "packing"]) {
    const task = made(generator);
    expect(taskFor("mipro", task)).toBe(task);
  }
});
